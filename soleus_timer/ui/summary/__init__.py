"""What the summary page says and asks once a session is kept."""
