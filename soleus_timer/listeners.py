"""Who listens to the session, in a written order, and that one who fails disturbs no other."""

from collections.abc import Callable
from types import MethodType
from weakref import WeakMethod

from soleus_timer import log

ORDER = (
    "failures",  # those of the session before are taken back
    "journal_notice",  # what the last session could not write is taken back
    "journal",  # before anything is drawn: what happened must not be lost
    "recording",  # the pages ask it
    "stage",
    "pages",  # show the summary when the session is over, which `history` adds to
    "event_log",
    "wake_lock",
    "sleep",
    "recovery",
    "history",  # asks the journal for the session's id
    "voice",
    "other",
)
"""The names of the listeners in the order in which they hear; also the codes of their failures."""


_Reference = Callable[[], Callable[..., object] | None]


class Listeners:
    """Passes on what there is to hear, to each listener in the order of `ORDER`.

    It stands in for a signal of Qt, whose listeners hear in the order in which they came. As with a
    signal, an object whose method listens is not kept alive by it.
    """

    def __init__(self) -> None:
        self._listeners: list[tuple[str, _Reference]] = []

    def connect(self, listener: Callable[..., object], name: str = "other") -> None:
        """Let `listener` hear from now on, in the place of `name`.

        Raises:
            ValueError: there is no such name in `ORDER`.
        """
        ORDER.index(name)
        self._listeners.append((name, _reference_to(listener)))
        self._listeners.sort(key=lambda one: ORDER.index(one[0]))

    def emit(self, *news: object) -> None:
        """Let all listeners hear; what one of them raises is logged and shown."""
        for entry in tuple(self._listeners):
            name, reference = entry
            listener = reference()
            if listener is None:
                self._listeners.remove(entry)
                continue
            with log.Guard(name):
                listener(*news)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those who listen, in their order."""
        return tuple(name for name, reference in self._listeners if reference() is not None)


def _reference_to(listener: Callable[..., object]) -> _Reference:
    # Widgets in a ring of references are deleted late, by the collector, in whatever thread it is.
    return WeakMethod(listener) if isinstance(listener, MethodType) else lambda: listener
