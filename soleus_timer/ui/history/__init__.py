"""The parts of the history page: charts that we draw, the list of sessions, one session opened."""
