"""The access to a history file: opened on first use, made again where it is damaged."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TypeVar

from soleus_timer.domain.history.problems import HistoryError, Notice, Trouble, notice
from soleus_timer.domain.history.session import StoredSession
from soleus_timer.storage.history.backup import (
    DELETED_FOR,
    Backups,
    NotForgottenError,
    keep_up,
    upkeep_is_due,
)
from soleus_timer.storage.history.db import (
    DamagedHistoryError,
    Texts,
    check,
    check_header,
    forbids_writing,
    is_damage,
    is_missing,
    move_strange,
    set_aside,
    snapshot,
    transaction,
)
from soleus_timer.storage.history.rescue import finish_salvage, remake
from soleus_timer.storage.history.rows import Rows
from soleus_timer.storage.history.schema import open_history, open_to_read

_T = TypeVar("_T")

FILE = "history.db"
BACKUPS = "backups"


def local_time() -> datetime:
    """Return the time now, with the zone's offset."""
    return datetime.now().astimezone()


class Shared:
    """The state that the threads of one program share that have the same history open."""

    def __init__(self) -> None:
        self.lock = RLock()
        """Held while the file is made or set aside."""
        self.generation = 0
        """How often it was set aside; whoever opened an earlier one opens it again."""
        self.is_rescued = False
        self.damage = ""
        """The damage that was found and is not dealt with yet, as a part of a sentence."""


class HistoryAccess:
    """The connection of one thread to the history in a folder.

    A damaged file, whenever that shows, is set aside. A new history is made of the newest good
    backup, the journals and what is legible in the damaged file; `notices` says so.
    """

    def __init__(
        self,
        folder: Path,
        journals: Callable[[], Iterable[StoredSession]] = tuple,
        now: Callable[[], datetime] = local_time,
    ) -> None:
        """Open nothing yet; `journals` yields every session that the journals still hold."""
        self.path = folder / FILE
        self.backups = Backups(folder / BACKUPS)
        self.notices: tuple[Notice, ...] = ()
        """What people should know, since this was made."""
        self._journals = journals
        self._now = now
        self._started = now()
        self._shared = Shared()
        self._generation = 0
        self._unwritable: Notice | None = None
        """Why the file is open for reading only; None where it is not."""
        self._connection: sqlite3.Connection | None = None
        self._rows: Rows | None = None
        self._texts = Texts()

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        if self._connection is not None:
            with suppress(sqlite3.Error):  # SQLite tidies up when it is opened again
                self._connection.close()
        self._connection = self._rows = self._unwritable = None

    def add_notice(self, new: Notice) -> None:
        """Add to `notices`, unless it is there already."""
        if new not in self.notices:
            self.notices += (new,)

    def change(self, write: Callable[[sqlite3.Connection], _T]) -> _T:
        """Call `write` in one transaction, and return what it returns.

        Raises:
            HistoryError: the history cannot be written; whatever else `write` raises.
        """
        if self._unwritable is not None:
            self.close()  # it may be possible by now

        def within(connection: sqlite3.Connection) -> _T:
            if self._unwritable is not None:
                raise HistoryError(self._unwritable)
            with transaction(connection):
                return write(connection)

        return self._do(within, Trouble.CANNOT_WRITE)

    def reading(self, read: Callable[[Rows], _T]) -> _T:
        """Let `read` take its time, as exports do; it is called once, whatever happens.

        The whole file is checked first, so that damage is dealt with before anything is read. All
        is read as it is at one moment, whatever other programs write.

        Raises:
            HistoryError: the history cannot be read; whatever else `read` raises.
        """
        self._do(check, Trouble.CANNOT_OPEN)
        connection = self._open()

        def at_one_moment(reader: Rows) -> _T:
            with snapshot(connection):
                return read(reader)

        return self._read(at_one_moment, once=True)

    def upkeep(self, discard: Callable[[str], None]) -> None:
        """Purge deleted sessions, and back up once a week; any thread may call this.

        It reads the whole file: best when nobody waits. `discard` deletes the journal of a session
        that is purged, and raises OSError where it cannot.
        """
        now = self._now()
        self._keep_up(max(self._started, now - DELETED_FOR), now, discard)

    def upkeep_if_due(self, discard: Callable[[str], None]) -> None:
        """Do the `upkeep` only where something is due: for commands, which people wait for.

        Only what was deleted a day ago is purged: a window that is open can restore the rest.

        Raises:
            HistoryError: the history cannot be opened.
        """
        now = self._now()
        until = now - DELETED_FOR
        if self.path.exists() and self._do(
            lambda connection: (
                self._unwritable is None and upkeep_is_due(connection, self.backups, until, now)
            ),
            Trouble.CANNOT_OPEN,
        ):
            self._keep_up(until, now, discard)

    def back_up(self) -> None:
        """Make a backup now, as after an import; a failure is among `notices`."""
        try:
            self._do(self._back_up, Trouble.BACKUP_FAILED)
        except HistoryError as error:
            self.add_notice(error.notice)
        except OSError as error:
            self.add_notice(notice(Trouble.BACKUP_FAILED, path=self.path, reason=error))

    def _keep_up(
        self, deleted_before: datetime, now: datetime, discard: Callable[[str], None]
    ) -> None:
        try:
            self._move_strange()
            keep_up(self.path, self.backups, deleted_before, now, discard)
        except DamagedHistoryError as error:
            self._shared.damage = str(error)
        except NotForgottenError as error:
            reason = error.strerror or error
            self.add_notice(notice(Trouble.NOT_FORGOTTEN, path=self.path, reason=reason))
        except (OSError, sqlite3.Error) as error:
            self.add_notice(notice(Trouble.BACKUP_FAILED, path=self.path, reason=error))

    @property
    def is_damaged(self) -> bool:
        """Whether `upkeep` found damage; the next question deals with it."""
        return bool(self._shared.damage)

    @property
    def is_there(self) -> bool:
        """Whether there is a history, if only in a backup."""
        return self.path.exists() or bool(self.backups.newest_first())

    def _read(self, read: Callable[[Rows], _T], *, once: bool = False) -> _T:
        def within(connection: sqlite3.Connection) -> _T:
            if self._rows is None:
                self._rows = Rows(connection)
            answer = read(self._rows)
            if self._rows.unreadable or self._texts.damaged:
                self._rows.unreadable = self._texts.damaged = 0
                self.add_notice(notice(Trouble.UNREADABLE, path=self.path))
            return answer

        return self._do(within, Trouble.CANNOT_OPEN, once=once)

    def _do(
        self, act: Callable[[sqlite3.Connection], _T], trouble: Trouble, *, once: bool = False
    ) -> _T:
        """Return what `act` returns.

        Where the history turns out damaged it is made again, and `act` is called a second time.
        With `once` it is not, and the next question makes the history again.
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
            # Python's sqlite3 cannot decode SQLite's message where that quotes damaged text.
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
        """Open the file; make it from backup and journals where there is none, or an empty one."""
        self._move_strange()
        if not is_missing(self.path):
            check_header(self.path)
            try:
                connection = open_history(self.path, self._back_up, notify=self.add_notice)
            except (OSError, sqlite3.Error) as error:
                return self._make_readable(error)
            finish_salvage(connection, self.path, self.add_notice)
            return connection
        purged = self._started - DELETED_FOR  # so that the next upkeep purges them again
        return remake(
            self.path, self.backups, self._journals, self._back_up, purged, self.add_notice
        )

    def _make_readable(self, error: OSError | sqlite3.Error) -> sqlite3.Connection:
        """Open the file for reading only, where `error` keeps it from being opened for writing.

        Raises:
            OSError, sqlite3.Error: `error`, where reading is not possible either.
        """
        if not forbids_writing(error):
            raise error
        try:
            connection = open_to_read(self.path)
        except (OSError, sqlite3.Error):
            raise error from None
        reason = error.strerror if isinstance(error, OSError) else None
        self._unwritable = notice(Trouble.CANNOT_WRITE, path=self.path, reason=reason or error)
        self.add_notice(self._unwritable)
        return connection

    def _move_strange(self) -> None:
        move_strange(self.path, self._now().date(), self.add_notice)

    def _back_up(self, connection: sqlite3.Connection, before: int | None = None) -> None:
        check(connection)
        self.backups.make(connection, self._now().date(), before)

    def _rescue(self, reason: str) -> None:
        """Set the file aside, only once: a broken disk would fill up with them."""
        self.close()
        facts = {"path": self.path, "reason": reason}
        with self._shared.lock:
            self._shared.damage = ""
            if self._generation != self._shared.generation:
                return  # another thread did just now
            if self._shared.is_rescued:
                raise HistoryError(notice(Trouble.CANNOT_OPEN, **facts))
            self._shared.is_rescued = True
            try:
                aside = set_aside(self.path, self._now().date())
            except OSError as error:
                failed = notice(Trouble.NOT_SET_ASIDE, failure=error.strerror or error, **facts)
                raise HistoryError(failed) from error
            self._shared.generation += 1
        self.add_notice(notice(Trouble.SET_ASIDE, aside=aside.name, **facts))
