"""The first page: one workout ready to start, and the others as cards."""
