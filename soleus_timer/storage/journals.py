"""The folder of journals, and the journal of the session under way."""

import errno
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from soleus_timer.domain.history.problems import Notice, Trouble, notice
from soleus_timer.domain.session.commands import Command
from soleus_timer.domain.session.events import (
    CountInStarted,
    Event,
    Paused,
    Resumed,
    SessionFinished,
    SessionStarted,
    StepEnded,
)
from soleus_timer.domain.session.replay import (
    Commanded,
    JournalEntry,
    Reached,
    Restored,
    TakenUp,
    replay,
)
from soleus_timer.domain.session.view import Position, position_of
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import Nanoseconds
from soleus_timer.storage.files import make_folder, open_ordinary, try_lock
from soleus_timer.storage.journal_codec import (
    Header,
    NewerJournalError,
    ReadJournal,
    fact_line,
    header_line,
    read_journal,
)
from soleus_timer.storage.journal_file import (
    SHORT_TIMEOUT_SECONDS,
    TIMEOUT_SECONDS,
    Disk,
    JournalFile,
)

OFFERED_FOR = timedelta(hours=12)
"""How long after its last sign of life a session is offered to be resumed."""

MOST_AT_ONCE = 200
"""How many journals are read while somebody waits for the window."""

SUFFIX = ".jsonl"
_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that outlived its program."""

    id: str
    header: Header
    facts: tuple[JournalEntry, ...]
    """What was noted, at least one; the last says when it was last alive."""
    length: int
    """How many bytes of the journal these take, the header included."""
    position: Position

    def restored(self, now: int) -> Restored:
        """Return the session, paused where it was left; its clock shows `now` (nanoseconds)."""
        header, shift = self.header, now - self.facts[-1].at
        restored = replay(header.timeline, header.preferences, self.facts, shift)
        restored.pause()
        return restored


class Journals:
    """A folder of journals; `wall` gives the local time with its zone.

    A journal lies in the folder itself until its session is over, and then in `kept` in it. The id
    of a session is the name of its file without suffix; no two are alike.
    """

    def __init__(
        self, folder: Path, wall: Callable[[], datetime], disk: Disk | None = None
    ) -> None:
        self.folder = folder
        self._wall = wall
        self._disk = disk or Disk()
        self.notices: tuple[Notice, ...] = ()
        """What the last `unfinished` could not read."""

    def begin(
        self,
        timeline: Timeline,
        preferences: SessionPreferences,
        on_problem: Callable[[Notice], None],
        on_recovered: Callable[[], None] = lambda: None,
    ) -> JournalFile:
        """Begin the journal of a session; it never raises, `on_problem` takes a notice instead."""
        started = self._wall()
        stamp = started.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        return JournalFile(
            self._path(f"{stamp}-{os.urandom(3).hex()}"),
            [header_line(timeline, preferences, started)],
            self._disk,
            on_problem,
            on_recovered,
        )

    def unfinished(self) -> Unfinished | None:
        """Return the newest session that can be resumed, if it was alive in the last 12 hours.

        All others that no program leads any more are moved to `kept`, the newest `MOST_AT_ONCE`
        now and the rest the next time.
        """
        self.notices = ()
        newest: Unfinished | None = None
        for session_id in islice(reversed(_ids(self.folder)), MOST_AT_ONCE):
            path = self._path(session_id)
            if _is_alive(path):
                continue
            try:
                found = None if newest else self._takeable(path)
            except NewerJournalError as error:
                self.notices += (error.notice,)
                continue
            if found is None:
                self.keep(session_id)
            newest = newest or found
        return newest

    def take_up(
        self,
        unfinished: Unfinished,
        on_problem: Callable[[Notice], None],
        on_recovered: Callable[[], None] = lambda: None,
    ) -> JournalFile:
        """Continue a journal, with a line that says that the session was resumed."""
        header, facts = unfinished.header, unfinished.facts
        lines = [header_line(header.timeline, header.preferences, header.started)]
        lines += [fact_line(fact) for fact in (*facts, TakenUp(facts[-1].at))]
        path, length = self._path(unfinished.id), unfinished.length
        return JournalFile(path, lines, self._disk, on_problem, on_recovered, length=length)

    def kept(self) -> list[str]:
        """Return the ids of the sessions that are over, the oldest first."""
        return _ids(self.folder / KEPT)

    def is_left(self, session_id: str) -> bool:
        """Return whether a session lies open and no program leads it."""
        path = self._path(session_id)
        return path.exists() and not _is_alive(path)

    def left(self) -> list[str]:
        """Return the ids of the sessions that no program leads, over or not, the oldest first."""
        open_ones = [one for one in _ids(self.folder) if not _is_alive(self._path(one))]
        return sorted({*self.kept(), *open_ones})

    def state(self, session_id: str) -> tuple[int, int] | None:
        """Return the size of a journal and when it was changed last (bytes, nanoseconds).

        None where there is none.
        """
        for path in (self._kept_path(session_id), self._path(session_id)):
            with suppress(OSError):
                status = path.stat()
                return status.st_size, status.st_mtime_ns
        return None

    def read(self, session_id: str) -> ReadJournal:
        """Return what the journal of a session holds, wherever it lies.

        Raises:
            NewerJournalError: a newer version wrote it.
        """
        kept = self._kept_path(session_id)
        return read_journal(kept if kept.exists() else self._path(session_id))

    def keep(self, session_id: str) -> None:
        """Move a journal to those of sessions that are over; where that fails, it stays."""
        kept = self._kept_path(session_id)
        with suppress(OSError):
            make_folder(kept.parent)
            self._path(session_id).rename(kept)

    def discard(self, session_id: str) -> None:
        """Delete the journal of a session.

        Raises:
            OSError: it cannot be deleted.
        """
        for path in (self._path(session_id), self._kept_path(session_id)):
            path.unlink(missing_ok=True)

    def discard_left(self, session_id: str) -> None:
        """Delete the journal of a session that no program leads.

        Raises:
            OSError: it cannot be deleted, or a program leads the session.
        """
        if _is_alive(self._path(session_id)):
            raise BlockingIOError(errno.EAGAIN, "a program leads this session")
        self.discard(session_id)

    def _takeable(self, path: Path) -> Unfinished | None:
        """Return the session in a journal if it can still be taken up.

        Raises:
            NewerJournalError: a newer version wrote it.
        """
        try:
            status = path.stat()
        except OSError:
            return None
        if self._wall().timestamp() - status.st_mtime > OFFERED_FOR.total_seconds():
            return None
        read = read_journal(path)
        restored = read.restored()
        if read.header is None or restored is None:
            if status.st_size:
                found = notice(Trouble.JOURNAL_DAMAGED, name=path.name, reason=read.damage)
                self.notices += (found,)
            return None
        facts = read.facts[: restored.played]
        position = position_of(restored.session)
        if restored.is_finished or position is None or not facts:
            return None
        length = read.ends[restored.played - 1]
        return Unfinished(path.stem, read.header, facts, length, position)

    def _path(self, session_id: str) -> Path:
        return self.folder / f"{session_id}{SUFFIX}"

    def _kept_path(self, session_id: str) -> Path:
        return self.folder / KEPT / f"{session_id}{SUFFIX}"


def _ids(folder: Path) -> list[str]:
    """Return the ids of the journals in a folder, the oldest first; none where there is none."""
    try:
        with os.scandir(folder) as found:
            names = [entry.name for entry in found]
    except OSError:
        return []
    # What somebody copied there, as "… (copy).jsonl", is no session of its own.
    return sorted(
        name.removesuffix(SUFFIX)
        for name in names
        if name.endswith(SUFFIX) and _ID.fullmatch(name.removesuffix(SUFFIX))
    )


def _is_alive(path: Path) -> bool:
    """Return whether a program is writing the journal."""
    try:
        descriptor = open_ordinary(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not try_lock(descriptor)
    finally:
        os.close(descriptor)


class SessionJournal:
    """The journal of the session under way; `tick` is called about once a second.

    Nothing here raises or waits. `on_problem` is called once where the disk fails, `on_recovered`
    when all is on the disk again.
    """

    def __init__(
        self,
        journals: Journals,
        on_problem: Callable[[Notice], None],
        on_recovered: Callable[[], None] = lambda: None,
    ) -> None:
        self._journals = journals
        self._on_problem = on_problem
        self._on_recovered = on_recovered
        self._file: JournalFile | None = None
        self._stands_still = False
        self._shift = 0
        self.session_id: str | None = None
        """The id of the session under way, or of the last one."""

    def write(
        self,
        timeline: Timeline,
        preferences: SessionPreferences,
        events: Sequence[Event],
        at: int,
        command: Command | None = None,
    ) -> None:
        """Note that the session obeyed `command`, or only went on, and emitted `events`.

        `at` is the time of the command (nanoseconds on the session's clock).
        """
        if any(isinstance(event, SessionStarted) for event in events):
            self._release(SHORT_TIMEOUT_SECONDS)
            self._file = self._journals.begin(
                timeline, preferences, self._on_problem, self._on_recovered
            )
            self.session_id = self._file.path.stem
            self._shift = 0
        if self._file is None:
            return
        moment = Nanoseconds(at - self._shift)
        if command is not None:
            self._file.note(fact_line(Commanded(moment, command)))
        elif any(isinstance(event, StepEnded) for event in events):
            self._file.note_place(fact_line(Reached(moment)))
        self._follow(events)

    def tick(self, at: int) -> None:
        """Note how far the session has come, and repair what can be repaired."""
        if self._file is None:
            return
        if not self._stands_still:
            self._file.note_place(fact_line(Reached(Nanoseconds(at - self._shift))))
        self._file.check()

    def take_up(self, unfinished: Unfinished, now: int) -> Restored:
        """Resume a session that outlived its program; its clock shows `now`."""
        self._release(SHORT_TIMEOUT_SECONDS)
        self._file = self._journals.take_up(unfinished, self._on_problem, self._on_recovered)
        self.session_id = unfinished.id
        self._shift = now - unfinished.facts[-1].at
        self._stands_still = True
        return unfinished.restored(now)

    def close(self) -> None:
        """Release the session as it stands: it can be resumed."""
        self._release()

    def _follow(self, events: Sequence[Event]) -> None:
        for event in events:
            match event:
                case Paused():
                    self._stands_still = True
                case CountInStarted() | Resumed() | SessionStarted():
                    self._stands_still = False
                case SessionFinished():
                    self._release(SHORT_TIMEOUT_SECONDS)
                    if self.session_id is not None:
                        self._journals.keep(self.session_id)
                case _:
                    pass

    def _release(self, timeout: float = TIMEOUT_SECONDS) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close(timeout)
