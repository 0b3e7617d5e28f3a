"""The stage: the running page's own parts, made to be seen from across the room."""
