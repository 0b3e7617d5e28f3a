"""A history that is opened when it is first asked for, and made again where it is damaged."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from soleus_timer.core.history.kept import KeptSession
from soleus_timer.core.history.trouble import HistoryError, Notice, Trouble, notice
from soleus_timer.store.history.backups import Backups
from soleus_timer.store.history.connecting import (
    DamagedHistoryError,
    Texts,
    check,
    forbids_writing,
    is_damage,
)
from soleus_timer.store.history.opening import must_begin_as_one, open_history, open_to_read
from soleus_timer.store.history.queries import Reader
from soleus_timer.store.history.rescue import (
    finish_salvage,
    is_missing,
    made_anew,
    move_strange,
    set_aside,
)
from soleus_timer.store.history.shared import Shared
from soleus_timer.store.history.upkeep import DELETED_FOR

_T = TypeVar("_T")

FILE = "history.db"
BACKUPS = "backups"


def local_time() -> datetime:
    """Return the time now, with the zone's offset."""
    return datetime.now().astimezone()


class HistoryAccess:
    """The connection of one thread to the history in a folder.

    Damage, wherever it shows, sets the file aside and makes a new history of the newest good
    backup, of what the journals hold and of what is legible in the damaged file; `notices` tells
    of it.
    """

    def __init__(
        self,
        folder: Path,
        journals: Callable[[], Iterable[KeptSession]] = tuple,
        now: Callable[[], datetime] = local_time,
    ) -> None:
        """Keep the history in `folder`; nothing is opened yet.

        `journals` yields every session that the journals still hold.
        """
        self.path = folder / FILE
        self.backups = Backups(folder / BACKUPS)
        self.notices: tuple[Notice, ...] = ()
        """What there is to tell since it was opened."""
        self._journals = journals
        self._now = now
        self._started = now()
        self._shared = Shared()
        self._generation = 0
        self._unwritable: Notice | None = None
        """Why the file is open to be read alone."""
        self._connection: sqlite3.Connection | None = None
        self._reader: Reader | None = None
        self._texts = Texts()

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        if self._connection is not None:
            # What cannot be tidied up now is tidied up when it is opened again.
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = self._reader = self._unwritable = None

    def tell(self, said: Notice) -> None:
        """Add something to tell, once."""
        if said not in self.notices:
            self.notices += (said,)

    def _read(self, read: Callable[[Reader], _T], *, once: bool = False) -> _T:
        def within(connection: sqlite3.Connection) -> _T:
            if self._reader is None:
                self._reader = Reader(connection)
            answer = read(self._reader)
            if self._reader.unreadable or self._texts.damaged:
                self._reader.unreadable = self._texts.damaged = 0
                self.tell(notice(Trouble.UNREADABLE, path=self.path))
            return answer

        return self._do(within, Trouble.CANNOT_OPEN, once=once)

    def _do(
        self, act: Callable[[sqlite3.Connection], _T], trouble: Trouble, *, once: bool = False
    ) -> _T:
        """Return what `act` does, in a history that is made again where it turns out damaged.

        `act` is called a second time then; with `once` it is not, and the next question finds a
        new history.
        """
        try:
            if self._shared.damage:
                raise DamagedHistoryError(self._shared.damage)  # noqa: TRY301 - as if found just now
            return act(self._open())
        except sqlite3.Error as error:
            if not is_damage(error):
                raise HistoryError(notice(trouble, path=self.path, reason=error)) from error
            reason = f"SQLite says: {error}"
        except DamagedHistoryError as error:
            reason = str(error)
        except UnicodeDecodeError:
            # Python's sqlite3 stumbles over SQLite's message where that quotes damaged text.
            reason = "SQLite's complaint cannot be read"
        if once:
            self._shared.damage = reason
            raise HistoryError(notice(trouble, path=self.path, reason=reason))
        self._rescue(reason)
        try:
            return act(self._open())
        except (sqlite3.Error, DamagedHistoryError, UnicodeDecodeError) as error:
            raise HistoryError(notice(trouble, path=self.path, reason=error)) from error

    def _open(self) -> sqlite3.Connection:
        if self._generation != self._shared.generation:
            self.close()  # the file was set aside meanwhile
        if self._connection is None:
            with self._shared.lock:
                self._generation = self._shared.generation
                try:
                    self._connection = self._make()
                    self._connection.text_factory = self._texts
                except OSError as error:
                    reason = error.strerror or error
                    raise HistoryError(
                        notice(Trouble.CANNOT_OPEN, path=self.path, reason=reason)
                    ) from error
        return self._connection

    def _make(self) -> sqlite3.Connection:
        """Open the file; where there is none, or an empty one, bring back what is elsewhere."""
        self._move_strange()
        if not is_missing(self.path):
            must_begin_as_one(self.path)
            try:
                connection = open_history(self.path, self._back_up, tell=self.tell)
            except (OSError, sqlite3.Error) as error:
                return self._make_readable(error)
            finish_salvage(connection, self.path, self.tell)
            return connection
        purged = self._started - DELETED_FOR  # so that the next upkeep purges them again
        return made_anew(self.path, self.backups, self._journals, self._back_up, purged, self.tell)

    def _make_readable(self, error: OSError | sqlite3.Error) -> sqlite3.Connection:
        """Open the file to read it, where it cannot be opened to write for this reason.

        Raises:
            OSError, sqlite3.Error: that is not possible either; what was raised before.
        """
        if not forbids_writing(error):
            raise error
        try:
            connection = open_to_read(self.path)
        except (OSError, sqlite3.Error):
            raise error from None
        reason = error.strerror if isinstance(error, OSError) else None
        self._unwritable = notice(Trouble.CANNOT_WRITE, path=self.path, reason=reason or error)
        self.tell(self._unwritable)
        return connection

    def _move_strange(self) -> None:
        move_strange(self.path, self._now().date(), self.tell)

    def _back_up(self, connection: sqlite3.Connection, before: int | None = None) -> None:
        check(connection)
        self.backups.make(connection, self._now().date(), before)

    def _rescue(self, reason: str) -> None:
        """Set the file aside; once, or a broken disk would fill up with them."""
        self.close()
        said = {"path": self.path, "reason": reason}
        with self._shared.lock:
            self._shared.damage = ""
            if self._generation != self._shared.generation:
                return  # another thread did just now
            if self._shared.is_rescued:
                raise HistoryError(notice(Trouble.CANNOT_OPEN, **said))
            self._shared.is_rescued = True
            try:
                aside = set_aside(self.path, self._now().date())
            except OSError as error:
                failed = notice(Trouble.NOT_SET_ASIDE, failure=error.strerror or error, **said)
                raise HistoryError(failed) from error
            self._shared.generation += 1
        self.tell(notice(Trouble.SET_ASIDE, aside=aside.name, **said))
