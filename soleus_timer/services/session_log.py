"""What happens in a session: who hears it, in a written order, and what is written down of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MethodType
from typing import Generic, TypeVar
from weakref import WeakMethod

from soleus_timer import log
from soleus_timer.domain.ports import Journal
from soleus_timer.domain.session.commands import Command
from soleus_timer.domain.session.events import Event, SessionFinished, SessionStarted
from soleus_timer.domain.session.recorder import Recorder, SessionRecord
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import Nanoseconds

ORDER = (
    "failures",  # those of the session before are taken back
    "journal_notice",  # what the last session could not write is taken back
    "journal",  # before anything is drawn: what happened must not be lost
    "recording",  # the pages ask it
    "event_log",
    "stage",
    "terminal",
    "pages",  # show the summary when the session is over, which `history` adds to
    "wake_lock",
    "sleep",
    "recovery",
    "history",  # asks the journal for the session's id
    "voice",
    "other",
)
"""The names of the listeners in the order in which they hear; also the codes of their failures."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What happened in a session, and when it was noticed (nanoseconds on the session's clock).

    Of a command, `at` is its time; `noticed_at` is later where nobody could give it. With
    `is_loaded`, another session took the place of the one before: one that is ready to start, or
    one that goes on and is paused.
    """

    timeline: Timeline
    preferences: SessionPreferences
    events: tuple[Event, ...]
    at: Nanoseconds
    command: Command | None = None
    is_loaded: bool = False
    noticed_at: Nanoseconds | None = None

    @property
    def starts(self) -> bool:
        """Whether a session started."""
        return any(isinstance(event, SessionStarted) for event in self.events)

    @property
    def finishes(self) -> bool:
        """Whether the session came to its end."""
        return any(isinstance(event, SessionFinished) for event in self.events)


_News = TypeVar("_News")
_Listener = Callable[[_News], object]


class Channel(Generic[_News]):
    """Passes on what happens to each listener, in the order of `ORDER`.

    A signal of Qt would keep the order in which they came. As with a signal, an object whose method
    listens is not kept alive by it. One that fails disturbs none.
    """

    def __init__(self) -> None:
        self._listeners: list[tuple[str, Callable[[], _Listener[_News] | None]]] = []

    def connect(self, listener: _Listener[_News], name: str = "other") -> None:
        """Let `listener` hear from now on, in the place of `name`.

        Raises:
            ValueError: there is no such name in `ORDER`.
        """
        ORDER.index(name)
        self._listeners.append((name, _reference_to(listener)))
        self._listeners.sort(key=lambda one: ORDER.index(one[0]))

    def emit(self, news: _News) -> None:
        """Let all listeners hear; what one of them raises is logged and shown."""
        for entry in tuple(self._listeners):
            name, reference = entry
            listener = reference()
            if listener is None:
                self._listeners.remove(entry)
                continue
            with log.Guard(name):
                listener(news)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those who listen, in their order."""
        return tuple(name for name, reference in self._listeners if reference() is not None)


def _reference_to(listener: _Listener[_News]) -> Callable[[], _Listener[_News] | None]:
    # Widgets in a ring of references are deleted late, by the collector, in whatever thread it is.
    return WeakMethod(listener) if isinstance(listener, MethodType) else lambda: listener


WriteEvents = Callable[[Timeline, Sequence[Event], int], None]
"""Takes what happened and when it was noticed, as `EventLog.write` does."""


class SessionLog:
    """Writes down what happens in each session: its journal, its record and the log of events.

    The window's runner and the terminal's player each have one, on the channel of their session.
    """

    def __init__(self, channel: Channel[Dispatch]) -> None:
        self.journal: Journal | None = None
        self.write_events: WriteEvents | None = None
        self.recorder: Recorder | None = None
        """Of the session under way, or of the last one; None before the first."""
        self._has_gap = False
        self._is_finished = False
        channel.connect(self._write_journal, "journal")
        channel.connect(self._record, "recording")
        channel.connect(self._write_events, "event_log")

    @property
    def has_gap(self) -> bool:
        """Whether `record` lacks something, because keeping it failed; the journal has it all."""
        return self._has_gap

    @property
    def is_whole(self) -> bool:
        """Whether `record` has all of a session that is over."""
        return self._is_finished and not self._has_gap

    def record(self) -> SessionRecord | None:
        """Return what was done so far, or in the last session; None before the first."""
        return None if self.recorder is None else self.recorder.record()

    def begin(self, timeline: Timeline) -> None:
        """Record another session from now on."""
        self.recorder = Recorder(timeline)
        self._has_gap = self._is_finished = False

    def add(self, events: Iterable[Event]) -> None:
        """Record what happened in a session before it was taken up."""
        with log.Guard("recording") as recording:
            for event in events:
                if self.recorder is not None:
                    self.recorder.add(event)
                self._is_finished = isinstance(event, SessionFinished)
        self._has_gap = self._has_gap or recording.failed

    def tick(self, now: int) -> None:
        """Note in the journal that the session has come as far as `now` (nanoseconds)."""
        if self.journal is not None:
            with log.Guard("journal"):
                self.journal.tick(now)

    def close(self) -> None:
        """Let go of a session that is not over: the next program takes it up."""
        if self.journal is not None:
            with log.Guard("journal"):
                self.journal.close()

    def _write_journal(self, dispatch: Dispatch) -> None:
        if self.journal is not None and dispatch.events:
            self.journal.write(
                dispatch.timeline,
                dispatch.preferences,
                dispatch.events,
                dispatch.at,
                dispatch.command,
            )

    def _record(self, dispatch: Dispatch) -> None:
        if dispatch.is_loaded or dispatch.starts:
            self.begin(dispatch.timeline)
        self.add(dispatch.events)

    def _write_events(self, dispatch: Dispatch) -> None:
        if self.write_events is not None and dispatch.events:
            late = dispatch.noticed_at
            noticed_at = dispatch.at if late is None else late
            self.write_events(dispatch.timeline, dispatch.events, noticed_at)
