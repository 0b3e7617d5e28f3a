"""The history in one file of the data folder, opened when it is first asked for."""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from soleus_timer.core.history.efforts import Effort
from soleus_timer.core.history.kept import (
    Contents,
    KeptSession,
    LatestDay,
    Rating,
    SessionLine,
    Wanted,
)
from soleus_timer.core.history.trouble import HistoryError, Notice, Trouble, notice
from soleus_timer.core.history.weeks import Day
from soleus_timer.store.history.access import BACKUPS, FILE, HistoryAccess, local_time
from soleus_timer.store.history.connecting import (
    DamagedHistoryError,
    check,
    snapshot,
    transaction,
)
from soleus_timer.store.history.putting import put
from soleus_timer.store.history.queries import Reader
from soleus_timer.store.history.upkeep import DELETED_FOR, NotForgottenError, is_due, keep_up
from soleus_timer.store.history.wall_time import to_numbers
from soleus_timer.store.history.writing import UnkeepableError, Writer

__all__ = ["BACKUPS", "FILE", "HistoryFile", "Stamp", "local_time"]

_T = TypeVar("_T")

Stamp = tuple[int, int]
"""The state of a journal: its size in bytes, and when it was changed last (nanoseconds)."""


class HistoryFile(HistoryAccess):
    """Fills `core.ports.HistoryStore`, for one thread; `apart` gives one to another thread."""

    def apart(self) -> "HistoryFile":
        """Return the same history for another thread: it opens the file for itself."""
        twin = HistoryFile(self.path.parent, self._journals, self._now)
        twin._started, twin._shared = self._started, self._shared
        return twin

    def last_done(self) -> Mapping[str, LatestDay]:
        """Return when each workout was last done, by its id, and how much of it."""
        return self._read(lambda reader: reader.last_done())

    def contents(self) -> Contents:
        """Return what there is, without the sessions themselves."""
        return self._read(lambda reader: reader.contents())

    def days(self, since: date, until: date) -> Mapping[date, Day]:
        """Return what was done on each day of practice from `since` to `until`."""
        return self._read(lambda reader: reader.days(since, until))

    def sessions(self, wanted: Wanted | None = None) -> Sequence[SessionLine]:
        """Return the sessions that are wanted, the oldest first."""
        return self._read(lambda reader: reader.lines(wanted or Wanted()))

    def efforts(self, wanted: Wanted | None = None) -> Sequence[Effort]:
        """Return what the exercises of these sessions came to, the oldest first."""
        return self._read(lambda reader: reader.efforts(wanted or Wanted()))

    def session(self, session_id: str) -> KeptSession | None:
        """Return a session, whole; None where there is none of that id."""
        return self._read(lambda reader: reader.session(session_id))

    def latest(self, workout_id: str, count: int) -> Sequence[KeptSession]:
        """Return the last `count` sessions of a workout, whole, the oldest first."""
        return self._read(lambda reader: reader.latest(workout_id, count))

    def add(self, session: KeptSession) -> bool:
        """Keep a session; return False where the history has all of it already, deleted or not.

        One that was kept before it went on is replaced; see `continued`.
        """

        def write(connection: sqlite3.Connection) -> int | None:
            writer = Writer(connection)
            try:
                is_new = put(writer, session)
            except UnkeepableError as error:
                raise HistoryError(self._unkeepable(error)) from error
            return writer.prescription_of(session.timeline) if is_new else None

        prescription = self.change(write)
        if prescription is None:
            return False
        if self._reader is None and self._connection is not None:
            self._reader = Reader(self._connection)
        if self._reader is not None:
            self._reader.remember(prescription, session.timeline)
        return True

    def taken_in(self) -> tuple[Collection[str], Mapping[str, Stamp]]:
        """Return the ids of sessions that were kept when they were over, deleted or not.

        And the states in which the journals of others were taken in, by the id of the session.
        """
        return self._read(lambda reader: (reader.settled(), reader.journals()))

    def take_in(self, found: Sequence[tuple[str, Stamp, KeptSession | None]]) -> int:
        """Add what journals in these states hold; return how many sessions are new or went on."""

        def write(connection: sqlite3.Connection) -> int:
            writer = Writer(connection)
            changed = 0
            for session_id, stamp, session in found:
                try:
                    changed += session is not None and put(writer, session)
                except UnkeepableError as error:
                    self.tell(self._unkeepable(error))
                writer.note_journal(session_id, stamp)
            return changed

        return self.change(write)

    def rate(self, session_id: str, rating: Rating) -> None:
        """Keep how a session was for the person, in place of what was told before.

        Half a sign in the note becomes a question mark, as in every file of ours.
        """
        self.change(lambda connection: Writer(connection).rate(session_id, rating))

    def delete(self, session_id: str) -> None:
        """Put a session out of sight; harmless where there is none."""
        self._set("deleted = ?", to_numbers(self._now())[0], session_id)

    def restore(self, session_id: str) -> None:
        """Bring back what was deleted; harmless where nothing was."""
        self._set("deleted = NULL", session_id)

    def decline(self, workout_id: str, what: str) -> None:
        """Remember that a person does not want what was suggested for a workout, for now."""
        self.change(
            lambda connection: connection.execute(
                """INSERT OR REPLACE INTO declined SELECT ?, ?, coalesce(max(started), 0)
                FROM sessions WHERE workout = ? AND deleted IS NULL""",
                (workout_id, what, workout_id),
            )
        )

    def declined(self, workout_id: str, sessions: int) -> Collection[str]:
        """Return what was declined fewer than so many sessions of the workout ago."""
        return self._read(lambda reader: reader.declined(workout_id, sessions))

    def change(self, write: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do all of `write` in one transaction, or nothing.

        Raises:
            HistoryError: it cannot be done; whatever else `write` raises.
        """
        if self._unwritable is not None:
            self.close()  # it may be possible by now

        def within(connection: sqlite3.Connection) -> _T:
            if self._unwritable is not None:
                raise HistoryError(self._unwritable)
            with transaction(connection):
                return write(connection)

        return self._do(within, Trouble.CANNOT_WRITE)

    def reading(self, read: Callable[[Reader], _T]) -> _T:
        """Let `read` read at leisure, as the ways out do; it is called once, whatever happens.

        The whole file is checked first, so that damage is dealt with before anything is read; and
        all is read as it is at one moment, whatever other programs write.

        Raises:
            HistoryError: the history cannot be read; whatever else `read` raises.
        """
        self._do(check, Trouble.CANNOT_OPEN)
        connection = self._open()

        def at_one_moment(reader: Reader) -> _T:
            with snapshot(connection):
                return read(reader)

        return self._read(at_one_moment, once=True)

    def upkeep(self, forget: Callable[[str], None]) -> None:
        """Purge, and back up once a week; any thread may call this, best when nobody waits.

        `forget` deletes the journal of a session that is to be gone for good; it raises OSError
        where it cannot.
        """
        now = self._now()
        self._keep_up(max(self._started, now - DELETED_FOR), now, forget)

    def upkeep_if_due(self, forget: Callable[[str], None]) -> None:
        """Do what `upkeep` does, at once where nothing is due: for commands, which people wait for.

        Only what was deleted a day ago is purged: a window that is open can restore the rest.

        Raises:
            HistoryError: the history cannot be opened.
        """
        now = self._now()
        until = now - DELETED_FOR
        if self.path.exists() and self._do(
            lambda connection: (
                self._unwritable is None and is_due(connection, self.backups, until, now)
            ),
            Trouble.CANNOT_OPEN,
        ):
            self._keep_up(until, now, forget)

    def back_up(self) -> None:
        """Make a backup now, as after an import; a failure is among `notices`."""
        try:
            self._do(self._back_up, Trouble.BACKUP_FAILED)
        except HistoryError as error:
            self.tell(error.notice)
        except OSError as error:
            self.tell(notice(Trouble.BACKUP_FAILED, path=self.path, reason=error))

    def _keep_up(
        self, deleted_before: datetime, now: datetime, forget: Callable[[str], None]
    ) -> None:
        try:
            self._move_strange()
            keep_up(self.path, self.backups, deleted_before, now, forget)
        except DamagedHistoryError as error:
            self._shared.damage = str(error)
        except NotForgottenError as error:
            said = notice(Trouble.NOT_FORGOTTEN, path=self.path, reason=error.strerror or error)
            self.tell(said)
        except (OSError, sqlite3.Error) as error:
            self.tell(notice(Trouble.BACKUP_FAILED, path=self.path, reason=error))

    @property
    def is_damaged(self) -> bool:
        """Whether `upkeep` found damage, with which the next question deals."""
        return bool(self._shared.damage)

    @property
    def is_there(self) -> bool:
        """Whether there is a history, be it only in a backup."""
        return self.path.exists() or bool(self.backups.newest_first())

    def _unkeepable(self, error: UnkeepableError) -> Notice:
        return notice(Trouble.CANNOT_WRITE, path=self.path, reason=error)

    def _set(self, what: str, *values: object) -> None:
        self.change(
            lambda connection: connection.execute(
                f"UPDATE sessions SET {what} WHERE id = ?", values
            )
        )
