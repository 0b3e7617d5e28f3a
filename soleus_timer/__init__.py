"""Soleus Timer: a guided-workout timer that leads you by eye and by ear."""

__version__ = "0.1.0"
