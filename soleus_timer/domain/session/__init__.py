"""A session: a state machine on deadlines; commands and the time go in, events come out."""
