"""The history: one class that stores sessions and answers every question about them."""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from soleus_timer.domain.history.efforts import Effort
from soleus_timer.domain.history.problems import HistoryError, Notice, Trouble, notice
from soleus_timer.domain.history.session import (
    UNKNOWN,
    Contents,
    LatestDay,
    Rating,
    SessionLine,
    SessionQuery,
    StoredSession,
    corrected,
)
from soleus_timer.domain.history.weeks import Day
from soleus_timer.domain.session.recorder import Actual
from soleus_timer.domain.units import Nanoseconds
from soleus_timer.storage.history.access import BACKUPS, FILE, HistoryAccess, local_time
from soleus_timer.storage.history.rows import (
    IN_SIGHT,
    Row,
    Rows,
    effort_of_row,
    line_of_row,
    to_numbers,
)
from soleus_timer.storage.history.writing import UnkeepableError, Writer, put

__all__ = ["BACKUPS", "FILE", "History", "Stamp", "local_time"]

_T = TypeVar("_T")
_P = ParamSpec("_P")

Stamp = tuple[int, int]
"""The state of a journal: its size in bytes, and when it was last changed (nanoseconds)."""

_Question = Callable[Concatenate["History", Rows, _P], _T]
_Method = Callable[Concatenate["History", _P], _T]


def _question(otherwise: Any) -> Callable[[_Question[_P, _T]], _Method[_P, _T]]:
    """Make a query of a method that reads rows; see `HistoryAccess`.

    After `report_to` it returns `otherwise` where the history cannot be read.
    """

    def decorate(read: _Question[_P, _T]) -> _Method[_P, _T]:
        @wraps(read)
        def ask(self: "History", /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            fallback: _T = otherwise
            return self.attempt(
                lambda: self._read(lambda rows: read(self, rows, *args, **kwargs)), fallback
            )

        return ask

    return decorate


def _command(method: _Method[_P, _T]) -> _Method[_P, _T]:
    """Let a method that writes report its failures after `report_to`, and return False then."""

    @wraps(method)
    def act(self: "History", /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        failed: Any = False
        fallback: _T = failed
        return self.attempt(lambda: method(self, *args, **kwargs), fallback)

    return act


class History(HistoryAccess):
    """The history in a folder, for one thread; `apart` returns one for another thread.

    Questions and commands raise HistoryError where the file cannot be read or written, unless
    `report_to` was called. Deleted sessions are left out of all answers; they can be restored until
    the program is started again, or for a day.
    """

    _listener: Callable[[Notice], None] | None = None
    _reported: frozenset[Notice] = frozenset()

    def apart(self) -> "History":
        """Return the same history for another thread: it opens the file for itself, and raises."""
        twin = History(self.path.parent, self._journals, self._now)
        twin._started, twin._shared = self._started, self._shared
        return twin

    def report_to(self, listener: Callable[[Notice], None]) -> "History":
        """Never raise HistoryError again, so that no trouble stops a session; return self.

        `listener` is called once for each trouble; the answers are empty then.
        """
        self._listener = listener
        return self

    def attempt(self, act: Callable[[], _T], fallback: _T) -> _T:
        """Return what `act` returns; after `report_to`, `fallback` where it raises HistoryError."""
        if self._listener is None:
            return act()
        try:
            answer = act()
        except HistoryError as error:
            self.report(error.notice)
            answer = fallback
        for one in self.notices:
            self.report(one)
        return answer

    def report(self, trouble: Notice) -> None:
        """Report a trouble that this or another thread met, unless that was done before."""
        if self._listener is not None and trouble not in self._reported:
            self._reported |= {trouble}
            self._listener(trouble)

    def forget_troubles(self) -> None:
        """Report the same troubles again when they come again: those before are over."""
        self._reported = frozenset()

    @_question({})
    def last_done(self, rows: Rows) -> Mapping[str, LatestDay]:
        """Return when each workout was last done, by its id, and how much of it.

        A session that was stopped before its first set does not count.
        """
        # The last row of a workout and a day is the session with the most sets done.
        found = rows.connection.execute(
            """SELECT workout, day, sets_done, sets FROM sessions
            JOIN (SELECT workout AS one, max(day) AS latest FROM sessions
                  WHERE deleted IS NULL AND work_time > 0 GROUP BY workout)
            ON workout = one AND day = latest
            WHERE deleted IS NULL AND work_time > 0 ORDER BY sets_done >= sets, sets_done"""
        )
        return dict(
            rows.decoded(
                found,
                lambda row: (
                    str(row[0]),
                    LatestDay(date.fromisoformat(row[1]), row[2] + 0, row[3] + 0),
                ),
            )
        )

    @_question(UNKNOWN)
    def contents(self, rows: Rows) -> Contents:
        """Return which workouts and days there are."""
        ask = rows.connection.execute
        # SQLite takes the name from the row with the greatest value, and documents it.
        names = ask(
            f"SELECT workout, name, max(started) FROM sessions WHERE {IN_SIGHT} GROUP BY workout"
        )
        first = ask(f"SELECT min(day) FROM sessions WHERE {IN_SIGHT}")
        practised = ask(
            f"SELECT DISTINCT day FROM sessions WHERE {IN_SIGHT} AND sets_done > 0 ORDER BY day"
        )

        def day(row: Row) -> date | None:
            return None if row[0] is None else date.fromisoformat(row[0])

        return Contents(
            workouts=dict(rows.decoded(names, lambda row: (str(row[0]), str(row[1])))),
            first=next(rows.decoded(first, day), None),
            practised=tuple(rows.decoded(practised, lambda row: date.fromisoformat(row[0]))),
        )

    @_question({})
    def days(self, rows: Rows, since: date, until: date) -> Mapping[date, Day]:
        """Return what was done on each day from `since` to `until` with at least one set done."""
        found = rows.connection.execute(
            f"""SELECT day, count(*), total(sets_done), total(work_time), max(pain) FROM sessions
            WHERE {IN_SIGHT} AND sets_done > 0 AND day BETWEEN ? AND ? GROUP BY day""",
            (since.isoformat(), until.isoformat()),
        )

        def day(row: Row) -> tuple[date, Day]:
            sessions, sets_done, work_time, pain = row[1:]
            done = Day(sessions, int(sets_done), Nanoseconds(int(work_time)), pain)
            return date.fromisoformat(row[0]), done

        return dict(rows.decoded(found, day))

    @_question(())
    def sessions(self, rows: Rows, query: SessionQuery | None = None) -> Sequence[SessionLine]:
        """Return the sessions that match, the oldest first."""
        query = query or SessionQuery()
        where, values = _where(query)
        if query.exercise is not None:
            where += " AND prescription IN (SELECT prescription FROM doses WHERE exercise = ?)"
            values.append(query.exercise)
        found = rows.connection.execute(
            f"{rows.line_columns} WHERE {where} ORDER BY started, number", values
        )
        return list(rows.decoded(found, line_of_row))

    @_question(())
    def efforts(self, rows: Rows, query: SessionQuery | None = None) -> Sequence[Effort]:
        """Return what was done of each exercise in the sessions that match, the oldest first."""
        query = query or SessionQuery()
        where, values = _where(query)
        doses = rows.doses(query.exercise)
        within = f"session IN (SELECT number FROM sessions WHERE {where})"
        # SQLite takes the unit from the row with the greatest load, and documents it.
        loads = rows.loads(
            f"""SELECT session, place, max(load), load_unit FROM actuals
            WHERE load IS NOT NULL AND {within} GROUP BY session, place""",
            values,
        )
        # Numbers alone, joined here: SQLite would build each name again for every row.
        counted: dict[int, list[Row]] = {}
        for row in rows.connection.execute(
            f"""SELECT session, place, sets_done, done, work_time FROM efforts WHERE {within}
            ORDER BY session, place""",
            values,
        ):
            counted.setdefault(row[0], []).append(row)
        found = rows.connection.execute(
            f"""SELECT number, prescription, id, day, workout, pain FROM sessions
            WHERE {where} ORDER BY started, number""",
            values,
        )

        def of_session(row: Row) -> list[Effort]:
            return [
                effort_of_row(row, one, doses[row[1], one[1]], loads.get(one[:2]))
                for one in counted.get(row[0], ())
                if (row[1], one[1]) in doses
            ]

        return [one for efforts in rows.decoded(found, of_session) for one in efforts]

    @_question(None)
    def session(self, rows: Rows, session_id: str) -> StoredSession | None:
        """Return a session; None where there is none, or it cannot be read."""
        found = rows.connection.execute(
            f"{rows.session_columns} WHERE id = ? AND {IN_SIGHT}", (session_id,)
        )
        return next(rows.decoded(found, rows.session), None)

    @_question(())
    def latest(self, rows: Rows, workout_id: str, count: int) -> Sequence[StoredSession]:
        """Return the last `count` sessions of a workout, the oldest first."""
        found = rows.connection.execute(
            f"""{rows.session_columns} WHERE workout = ? AND {IN_SIGHT}
            ORDER BY started DESC, number DESC LIMIT ?""",
            (workout_id, count),
        )
        return list(rows.decoded(found.fetchall(), rows.session))[::-1]

    @_question(())
    def declined(self, rows: Rows, workout_id: str, sessions: int) -> Collection[str]:
        """Return what was declined fewer than `sessions` sessions of a workout ago.

        Sessions in which nothing was done do not count.
        """
        found = rows.connection.execute(
            f"""SELECT what FROM declined WHERE workout = ? AND ? > (
                SELECT count(*) FROM sessions WHERE {IN_SIGHT} AND work_time > 0
                AND sessions.workout = declined.workout AND sessions.started > declined.started
            )""",
            (workout_id, sessions),
        )
        return {str(what) for (what,) in found}

    def known_journals(self) -> tuple[Collection[str], Mapping[str, Stamp]]:
        """Return the ids of sessions that are over, and the states of journals when last read.

        Deleted sessions are among the first. The states are by the id of the session.
        """

        def read(rows: Rows) -> tuple[Collection[str], Mapping[str, Stamp]]:
            over = rows.connection.execute("SELECT id FROM sessions WHERE NOT partial")
            journals = rows.connection.execute("SELECT id, size, modified FROM journals")
            return {one for (one,) in over}, {one: (size, at) for one, size, at in journals}

        return self._read(read)

    @_command
    def add(self, session: StoredSession) -> bool:
        """Store a session; return False where all of it is there already, deleted or not.

        One that was stored before it went on is replaced; see `continued`.
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
        if self._rows is None and self._connection is not None:
            self._rows = Rows(self._connection)
        if self._rows is not None:
            self._rows.remember(prescription, session.timeline)
        return True

    def add_journals(self, found: Sequence[tuple[str, Stamp, StoredSession | None]]) -> int:
        """Add the sessions of journals; return how many are new or went on.

        `found` has the id, the state of the journal and its session, None where it has none.
        """

        def write(connection: sqlite3.Connection) -> int:
            writer = Writer(connection)
            changed = 0
            for session_id, stamp, session in found:
                try:
                    changed += session is not None and put(writer, session)
                except UnkeepableError as error:
                    self.add_notice(self._unkeepable(error))
                writer.note_journal(session_id, stamp)
            return changed

        return self.change(write)

    @_command
    def rate(self, session_id: str, rating: Rating) -> None:
        """Set the rating of a session.

        A lone surrogate in the note becomes a question mark, as in every file of ours.
        """
        self.change(lambda connection: Writer(connection).rate(session_id, rating))

    @_command
    def delete(self, session_id: str) -> None:
        """Delete a session, until `restore`; harmless where there is none."""
        moment = to_numbers(self._now())[0]
        self.change(lambda connection: Writer(connection).delete(session_id, moment))

    @_command
    def restore(self, session_id: str) -> None:
        """Undo `delete`; harmless where nothing was deleted."""
        self.change(lambda connection: Writer(connection).restore(session_id))

    @_command
    def decline(self, workout_id: str, what: str) -> None:
        """Note that a person declined a suggestion for a workout, for now."""
        self.change(
            lambda connection: connection.execute(
                """INSERT OR REPLACE INTO declined SELECT ?, ?, coalesce(max(started), 0)
                FROM sessions WHERE workout = ? AND deleted IS NULL""",
                (workout_id, what, workout_id),
            )
        )

    @_command
    def correct(self, session_id: str, actuals: Mapping[int, Actual]) -> None:
        """Set what was really done in sets, by the index of their step.

        Other sets stay as they are; harmless where there is no such session.
        """

        def write(connection: sqlite3.Connection) -> None:
            session = Rows(connection).find(session_id)
            if session is not None:
                Writer(connection).correct(corrected(session, actuals))

        self.change(write)

    def _unkeepable(self, error: UnkeepableError) -> Notice:
        return notice(Trouble.CANNOT_WRITE, path=self.path, reason=error)


def _where(query: SessionQuery) -> tuple[str, list[str]]:
    conditions, values = [IN_SIGHT], list[str]()
    for condition, value in (
        ("day >= ?", None if query.since is None else query.since.isoformat()),
        ("day <= ?", None if query.until is None else query.until.isoformat()),
        ("workout = ?", query.workout),
        ("programme = ?", query.programme),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    where = " AND ".join(conditions)
    if query.last is not None:
        newest = f"SELECT number FROM sessions WHERE {where} ORDER BY started DESC, number DESC"
        where = f"{IN_SIGHT} AND number IN ({newest} LIMIT {query.last:d})"
    return where, values
