"""What runs beside a session: one program at a time, sleep, the screen, settings on disk."""
