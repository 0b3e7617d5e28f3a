"""The page after a session."""
