"""The history: practice, exercises over time, every session."""
