"""The stage: the page of a session under way."""
