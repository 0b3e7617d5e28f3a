"""What a session is about at a moment: one word, one shape and one colour each; no Qt."""

from enum import StrEnum


class Mood(StrEnum):
    """What the session page is about, as one word, one shape and one colour."""

    PREPARE = "prepare"
    WARM_UP = "warm_up"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"
    COOL_DOWN = "cool_down"
    TURN = "turn"
    PAUSED = "paused"
    COUNT_IN = "count_in"
    DONE = "done"
