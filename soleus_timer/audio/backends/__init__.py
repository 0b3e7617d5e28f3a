"""The sound systems: libpulse and QtMultimedia behind one protocol (`base`)."""
