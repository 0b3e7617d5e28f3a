"""The log of what really happened in a run: one line of JSON for each event."""

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from soleus_timer.domain.ports import Clock
from soleus_timer.domain.session.codec import event_record, seconds_text
from soleus_timer.domain.session.events import Event, SessionFinished, SessionStarted
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND
from soleus_timer.storage.files import open_to_log

NANOSECONDS_IN_MS = SECOND / 1000


class EventLog:
    """Writes JSON Lines, each out of our hands before the next event.

    `at` is when an event was noticed and `due` when it was due, both in seconds from the session's
    start; `late_ms` is the real time between them.
    """

    def __init__(self, path: Path, clock: Clock, on_failure: Callable[[str], None]) -> None:
        """Begin a new log in `path`.

        `on_failure` takes one sentence, once, if writing fails later on.

        Raises:
            OSError: the file cannot be made, or nobody reads from the pipe.
        """
        self._path = path
        self._clock = clock
        self._on_failure = on_failure
        self._origin = 0
        descriptor = open_to_log(path, empties=True)
        self._file = os.fdopen(descriptor, "w", encoding="utf-8", buffering=1)

    def write(self, timeline: Timeline, events: Sequence[Event], noticed_at: int) -> None:
        """Log what was noticed at `noticed_at` (nanoseconds on the session's clock).

        A failure to write never stops a session: it is reported once and the log ends there.
        """
        if self._file.closed:
            return
        try:
            for event in events:
                if isinstance(event, SessionStarted):
                    self._origin = event.at
                self._file.write(self._line(timeline, event, noticed_at))
                if isinstance(event, SessionFinished):
                    self._file.flush()
        except OSError as error:
            self._fail(error)

    def close(self) -> None:
        """End the log; harmless when it has ended."""
        try:
            self._file.close()
        except OSError as error:
            self._fail(error)

    def _line(self, timeline: Timeline, event: Event, noticed_at: int) -> str:
        record = event_record(event, timeline, self._origin)
        late = self._clock.real(noticed_at) - self._clock.real(event.at)
        timed = record | {
            "at": seconds_text(noticed_at - self._origin),
            "due": record["at"],
            "late_ms": round(late / NANOSECONDS_IN_MS, 3),
        }
        return json.dumps(timed) + "\n"

    def _fail(self, error: OSError) -> None:
        # Closing tries once more to write what is left, and fails again.
        with suppress(OSError):
            self._file.close()
        self._on_failure(
            f"The event log {self._path} ends here: {error.strerror or error}. "
            f"The session goes on without it."
        )
