"""Versions, upgrades and backups."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from soleus_timer.domain.history.problems import HistoryError
from soleus_timer.domain.history.session import Rating
from soleus_timer.storage.history.backup import Backups
from soleus_timer.storage.history.db import DamagedHistoryError
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.schema import (
    TABLES,
    UPGRADES,
    open_history,
    open_to_read,
    second_version_of,
    set_version,
    version_of,
)
from tests.domain.helpers import timed, workout
from tests.domain.history.helpers import DAY, kept
from tests.storage.history.conftest import Place
from tests.storage.history.older import write_older

SHORT = workout(timed(5))


def no_backup(_connection: sqlite3.Connection, _number: int) -> None:
    raise AssertionError("nothing is there to be backed up")


def test_upgrade_1_makes_the_tables(tmp_path: Path) -> None:
    with closing(open_history(tmp_path / "h.db", no_backup, UPGRADES[:1])) as connection:
        assert version_of(connection) == 1
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert {name for (name,) in found} == TABLES
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        for table in TABLES:
            assert connection.execute(f"SELECT * FROM {table}").fetchall() == []


def test_upgrade_2_lets_days_be_added_up_from_an_index(place: Place) -> None:
    place.folder.mkdir()
    write_older(place.path, 1, [kept(SHORT)])
    history = place.open()
    with closing(open_to_read(place.path)) as connection:
        assert "sessions_by_day" not in _plan_of_days(history, connection)
    history._connection = history._rows = None
    assert list(history.days(DAY, DAY)) == [DAY]
    assert "USING INDEX sessions_by_day" in _plan_of_days(history, history._open())


def test_upgrade_3_makes_room_for_what_was_declined(place: Place) -> None:
    place.folder.mkdir()
    open_history(place.path, no_backup, UPGRADES[:2]).close()
    history = place.open()
    history.add(kept(SHORT))
    assert history.declined("w", 1) == set()
    history.decline("w", "more")
    assert history.declined("w", 1) == {"more"}


def test_a_file_says_its_version_twice(tmp_path: Path) -> None:
    for number in range(1, len(UPGRADES) + 1):
        with closing(open_history(tmp_path / "h.db", lambda *_: None, UPGRADES[:number])) as one:
            assert version_of(one) == second_version_of(one) == number


@pytest.mark.parametrize("number", [0, 1, 2, 67, 1000, 1001, 2**31 - 1, -3])
@pytest.mark.parametrize("marked", [True, False])
def test_a_number_that_was_overwritten_is_put_right(
    place: Place,
    history: History,
    told: Callable[[History], list[str]],
    number: int,
    marked: bool,
) -> None:
    history.add(kept(SHORT, rating=Rating(3)))
    place.close()
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")
        if not marked:
            connection.execute("PRAGMA application_id = 0")
    history = place.open()
    if not marked and len(UPGRADES) < number <= 1000:
        with pytest.raises(HistoryError, match="newer version"):  # nobody can tell
            history.sessions()
        return
    (line,) = history.sessions()
    assert line.pain == 3
    (sentence,) = told(history)
    assert sentence.startswith(f"The version number in the history in {place.path} was dam")
    assert place.names() == ["history.db", "history.db-shm", "history.db-wal"]
    place.close()
    assert place.open().sessions() == [line]


def test_an_older_file_is_marked(place: Place, history: History) -> None:
    history.add(kept(SHORT))
    place.close()
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute("PRAGMA application_id = 0")
    history = place.open()
    assert len(history.sessions()) == 1
    assert history.notices == ()
    place.close()
    with closing(sqlite3.connect(place.path)) as connection:
        assert second_version_of(connection) == len(UPGRADES)


def _plan_of_days(history: History, connection: sqlite3.Connection) -> str:
    """Return how SQLite goes about adding days up."""
    plans: list[str] = []

    def note(statement: str) -> None:
        if statement.startswith("SELECT day, count(*)"):
            plans.append(statement)

    connection.set_trace_callback(note)
    history._connection, history._rows = connection, None
    history.days(DAY, DAY)
    connection.set_trace_callback(None)
    return " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {plans[0]}"))


def rename(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE sessions SET name = name || '!'")


def fail(connection: sqlite3.Connection) -> None:
    rename(connection)
    raise OSError("the disk is gone")


def names(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sessions")]


def test_an_upgrade_comes_after_a_backup_and_once(place: Place, history: History) -> None:
    history.add(kept(SHORT))
    place.close()
    before: list[tuple[int, list[str]]] = []

    def back_up(connection: sqlite3.Connection, number: int) -> None:
        before.append((number, names(connection)))

    for _ in range(2):
        upgrades = (*UPGRADES, rename)
        with closing(open_history(place.path, back_up, upgrades)) as connection:
            assert names(connection) == ["W!"]
            assert version_of(connection) == len(upgrades)
    assert before == [(len(UPGRADES) + 1, ["W"])]


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(place: Place, history: History) -> None:
    history.add(kept(SHORT))
    place.close()
    with pytest.raises(OSError, match="the disk is gone"):
        open_history(place.path, lambda *_: None, (*UPGRADES, rename, fail))
    with closing(sqlite3.connect(place.path)) as connection:
        assert (version_of(connection), names(connection)) == (len(UPGRADES), ["W"])


def test_a_newer_file_is_refused_and_left_alone(place: Place, history: History) -> None:
    history.add(kept(SHORT))
    place.close()
    with closing(sqlite3.connect(place.path)) as connection:
        set_version(connection, 7)
        connection.execute("PRAGMA journal_mode = DELETE")
    before = place.path.read_bytes()
    with pytest.raises(HistoryError, match=r"newer version .*its number is 7"):
        place.open().sessions()
    assert place.path.read_bytes() == before
    assert place.names() == ["history.db"]


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE recipes (name TEXT)", "PRAGMA user_version = 1", "PRAGMA user_version = -5"],
)
def test_what_another_program_wrote_is_no_history(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "h.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
    with pytest.raises(DamagedHistoryError):
        open_history(path, no_backup)


def test_a_backup_a_week_and_five_of_them(
    place: Place, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.add(kept(SHORT))
    made = []
    for _day in range(50):
        history.upkeep(lambda _id: None)
        made.append([path.name for path in history.backups.newest_first()])
        place.now += timedelta(days=1)
    first = place.now.date() - timedelta(days=50)
    assert made[6] == [f"history-{first}.db"]
    assert made[7] == [f"history-{first + timedelta(days=7)}.db", f"history-{first}.db"]
    assert made[-1] == [
        f"history-{first + timedelta(days=7 * week)}.db" for week in range(7, 2, -1)
    ]
    with closing(sqlite3.connect(history.backups.newest_first()[0])) as connection:
        assert names(connection) == ["W"]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_nothing_is_backed_up_where_there_is_nothing(place: Place, history: History) -> None:
    history.upkeep(lambda _id: None)
    assert not place.folder.exists()


def test_a_backup_from_the_days_future_stops_none(tmp_path: Path) -> None:
    backups = Backups(tmp_path)
    (tmp_path / "history-2099-01-01.db").touch()
    (tmp_path / "history-2099-99-99.db").touch()
    assert backups.is_due(DAY)
    (tmp_path / f"history-{DAY}-before-2.db").touch()
    assert not backups.is_due(DAY)
    assert backups.is_due(DAY + timedelta(days=7))


def test_a_backup_that_fails_is_told_and_leaves_nothing_half(
    place: Place,
    history: History,
    monkeypatch: pytest.MonkeyPatch,
    told: Callable[[History], list[str]],
) -> None:
    history.add(kept(SHORT))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    history.upkeep(lambda _id: None)
    assert list((place.folder / "backups").iterdir()) == []
    (sentence,) = told(history)
    assert "could not be backed up" in sentence
    assert "No space left" in sentence


def test_a_backup_before_an_upgrade_tells_so(place: Place, history: History) -> None:
    history.add(kept(SHORT))
    made = history.reading(lambda rows: history.backups.make(rows.connection, DAY, 2))
    assert made.name == f"history-{date.fromisoformat('2026-03-02')}-before-2.db"
    assert history.backups.newest_good(len(UPGRADES)) == made
    assert history.backups.newest_good(0) is None
