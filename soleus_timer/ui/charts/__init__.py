"""Charts drawn by us, each with a cursor for keys and mouse and a table behind it."""
