"""What the threads of one program that have the same history open know of each other."""

from threading import RLock


class Shared:
    """Belongs to all `HistoryFile`s that come of one by `apart`."""

    def __init__(self) -> None:
        self.lock = RLock()
        """Held while the file is made or set aside."""
        self.generation = 0
        """How often it was set aside; who opened an earlier one opens it anew."""
        self.is_rescued = False
        self.damage = ""
        """What was found and not dealt with."""
