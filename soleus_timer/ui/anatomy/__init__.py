"""Our own drawing of the calf from behind: shapes, colours, and widgets that show it."""
