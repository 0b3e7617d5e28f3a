"""The history: one SQLite file, its upgrades and backups, and the ways out of it and into it."""
