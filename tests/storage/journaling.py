"""A session with a journal, and a disk that goes wrong when it is told to."""

import errno
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from soleus_timer.domain.history.problems import Notice
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Command, Start
from soleus_timer.domain.session.events import Event
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import from_seconds
from soleus_timer.storage.journal_file import Disk
from soleus_timer.storage.journals import Journals, SessionJournal
from tests.domain.helpers import lay, tip_toe_walk

WALK = lay(tip_toe_walk())
"""The article's session: prepare 10, then three sets of 33 with rests of 60."""


@dataclass
class Wall:
    """A clock on the wall that stands at the real time until it is moved."""

    moved: timedelta = timedelta()

    def __call__(self) -> datetime:
        zone = timezone(timedelta(hours=1))
        return datetime.now(UTC).astimezone(zone) + self.moved


@dataclass
class FailingDisk(Disk):
    """A disk with so many bytes of room; anything else may be refused, too."""

    room: int | None = None
    most_at_once: int = 1 << 20
    refused: dict[str, int] = field(default_factory=dict)
    """Errors, by what is refused."""

    def create(self, path: Path) -> int:
        self._refuse("create")
        return super().create(path)

    def replace(self, path: Path, data: bytes) -> int:
        self._refuse("replace")
        if self.room is not None and len(data) > self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().replace(path, data)

    def open(self, path: Path) -> int:
        self._refuse("open")
        return super().open(path)

    def cut(self, descriptor: int, length: int) -> None:
        self._refuse("cut")
        super().cut(descriptor, length)

    def write(self, descriptor: int, data: bytes) -> int:
        self._refuse("write")
        data = data[: self.most_at_once]
        if self.room is not None:
            if not self.room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            data = data[: self.room]
            self.room -= len(data)
        return super().write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        self._refuse("sync")
        super().sync(descriptor)

    def _refuse(self, what: str) -> None:
        if number := self.refused.get(what):
            raise OSError(number, os.strerror(number))


class Gym:
    """Somebody trains; times are seconds on the session's clock."""

    def __init__(self, folder: Path, timeline: Timeline = WALK, disk: Disk | None = None) -> None:
        self.folder = folder
        self.wall = Wall()
        self.journals = Journals(folder, self.wall, disk)
        self.problems: list[str] = []
        self.mended = 0
        self.journal = SessionJournal(self.journals, self._note, self._mend)
        self.session = Session(timeline, SessionPreferences())
        self.events: list[Event] = []

    def _note(self, said: Notice) -> None:
        self.problems.append(english(said))

    def do(self, command: Command, at: float) -> None:
        self._write(self.session.handle(command, from_seconds(at)), command)

    def to(self, seconds: float) -> None:
        """Let the session come so far, a tick once a second."""
        while (now := self.session.state.now) < (end := from_seconds(seconds)):
            self._write(self.session.advance(min(end, now + from_seconds(1))))
            self.journal.tick(self.session.state.now)

    def start(self, until: float = 0) -> "Gym":
        self.do(Start(), 0)
        self.to(until)
        return self

    def take_up(self, at: float = 0) -> None:
        """Go on with the session that is unfinished."""
        unfinished = self.journals.unfinished()
        assert unfinished is not None
        restored = self.journal.take_up(unfinished, from_seconds(at))
        self.session, self.events = restored.session, restored.events

    def file(self) -> Path:
        """Return the one journal that lies open."""
        (path,) = self.folder.glob("*.jsonl")
        return path

    def _write(self, events: tuple[Event, ...], command: Command | None = None) -> None:
        session = self.session
        self.events += events
        if events or command:
            self.journal.write(
                session.timeline, session.preferences, events, session.state.now, command
            )

    def _mend(self) -> None:
        self.mended += 1
