"""Files: workouts, settings and event logs. No Qt; every write is atomic."""
