"""Plays a session in a terminal, and tells in plain text what a session would be. No Qt."""
