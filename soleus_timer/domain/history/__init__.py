"""Finished sessions: their records, sums over time, and suggestions from them."""
