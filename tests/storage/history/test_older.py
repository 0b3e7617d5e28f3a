"""Histories of earlier versions are taken over unchanged, and what later ones keep fits in."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soleus_timer.domain.history.efforts import efforts_of
from soleus_timer.domain.history.problems import HistoryError, Trouble
from soleus_timer.domain.history.session import (
    Lineage,
    Rating,
    SessionQuery,
    StoredSession,
    continued,
    corrected,
    line_of,
)
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.recorder import Actual
from soleus_timer.domain.units import Load, LoadUnit
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.history import schema
from soleus_timer.storage.history.backup import copy_to
from soleus_timer.storage.history.exporting import csv_rows
from soleus_timer.storage.history.importing import import_history
from soleus_timer.storage.history.json_format import json_text
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.rescue import Salvage
from soleus_timer.storage.history.schema import UPGRADES, open_to_read, version_of
from tests.domain.helpers import reps, workout
from tests.domain.history.helpers import kept
from tests.domain.strategies import workouts
from tests.storage.history.conftest import NOW, Place
from tests.storage.history.older import SAMPLE, SESSIONS, VERSIONS, write_as_older, write_older

RAISES = kept(workout(reps(12, "1-0-1-0"), reps(12, "1-0-1-0")), number=3)
LOADED = replace(
    corrected(
        RAISES,
        {
            RAISES.record.sets[0].step.index: Actual(reps=10, load=Load(12.5, LoadUnit.KILOGRAM)),
            RAISES.record.sets[1].step.index: Actual(load=Load(10, LoadUnit.KILOGRAM), note="sore"),
        },
    ),
    lineage=Lineage("heavy-and-slow", "weeks-1-2", "calf-raises"),
)


def whole(history: History) -> list[StoredSession]:
    return history.reading(lambda rows: list(rows.whole()))


def version_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return version_of(connection)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(VERSIONS),
    st.lists(st.tuples(workouts, st.integers(1, 400)), min_size=1, max_size=3),
)
def test_every_earlier_version_is_taken_over(version: int, done: list[tuple[Workout, int]]) -> None:
    sessions = [
        kept(model, until=until, number=number) for number, (model, until) in enumerate(done)
    ]
    with TemporaryDirectory() as folder:
        place = Place(Path(folder) / "data")
        write_older(place.path, version, sessions)
        history = place.open()
        assert whole(history) == sessions
        assert list(history.sessions()) == [line_of(one) for one in sessions]
        assert list(history.efforts()) == [part for one in sessions for part in efforts_of(one)]
        assert history.notices == ()
        (backup,) = history.backups.newest_first()
        assert backup.name == f"history-{place.now.date()}-before-{len(UPGRADES)}.db"
        assert version_in(backup) == version
        assert version_in(place.path) == len(UPGRADES)
        place.close()


def test_a_history_as_it_was_written_once_is_taken_over(place: Place) -> None:
    place.folder.mkdir()
    with closing(sqlite3.connect(place.path)) as connection:
        connection.executescript(SAMPLE.read_text("utf-8"))
        connection.execute("PRAGMA user_version = 4")
    history = place.open()
    assert whole(history) == SESSIONS
    assert list(history.efforts()) == [part for one in SESSIONS for part in efforts_of(one)]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_earlier_version_is_read_as_it_is_where_nobody_can_write(
    place: Place, version: int
) -> None:
    write_older(place.path, version, SESSIONS)
    with closing(open_to_read(place.path)) as connection:
        history = place.open()
        history._connection = connection
        assert whole(history) == SESSIONS
        assert [line.id for line in history.sessions()] == [one.id for one in SESSIONS]
        assert list(history.efforts()) == [part for one in SESSIONS for part in efforts_of(one)]
    assert version_in(place.path) == version


@pytest.mark.parametrize("version", VERSIONS)
def test_a_damaged_file_of_an_earlier_version_is_read_row_by_row(
    tmp_path: Path, version: int
) -> None:
    write_older(tmp_path / "history.db", version, SESSIONS)
    found = list(Salvage(tmp_path / "history.db").rows())
    assert [one.session for one in found] == SESSIONS


def test_a_program_of_the_version_before_goes_on_beside_this_one(place: Place) -> None:
    write_older(place.path, 4, SESSIONS[:1])
    with closing(sqlite3.connect(place.path)) as older:
        assert whole(place.open()) == SESSIONS[:1]
        with older:
            for number, session in enumerate(SESSIONS[1:], 2):
                write_as_older(older, number, session)
    assert whole(place.open()) == SESSIONS
    assert list(place.open().efforts()) == [part for one in SESSIONS for part in efforts_of(one)]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_backup_of_an_earlier_version_comes_back(place: Place, version: int) -> None:
    write_older(place.folder / "old.db", version, SESSIONS)
    backups = place.folder / "backups"
    backups.mkdir()
    with closing(sqlite3.connect(place.folder / "old.db")) as old:
        copy_to(old, backups / "history-2026-03-01.db")
    (place.folder / "old.db").unlink()
    history = place.open()
    assert whole(history) == SESSIONS
    assert [one.trouble for one in history.notices] == [Trouble.FROM_BACKUP]


def test_without_a_backup_nothing_is_upgraded(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_older(place.path, 4, SESSIONS)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("soleus_timer.storage.history.backup.copy_to", fail)
    history = place.open()
    assert whole(history) == SESSIONS
    (said,) = history.notices
    assert said.trouble is Trouble.CANNOT_WRITE
    assert "it cannot be backed up before it is brought up to date (No space left" in english(said)
    with pytest.raises(HistoryError, match="cannot be written"):
        history.rate("session-0", Rating(1))
    assert version_in(place.path) == 4
    place.close()
    monkeypatch.undo()
    assert whole(place.open()) == SESSIONS
    assert version_in(place.path) == len(UPGRADES)


@pytest.mark.parametrize("statement", ["CREATE TABLE actuals (a)", "SELECT * FROM nowhere"])
def test_an_upgrade_that_fails_changes_nothing_and_says_so(
    place: Place, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    write_older(place.path, 2, SESSIONS)

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute(statement)

    monkeypatch.setattr(schema.open_history, "__defaults__", ((*UPGRADES, fail), lambda _: None))
    history = place.open()
    assert whole(history) == SESSIONS
    (said,) = history.notices
    assert said.trouble is Trouble.CANNOT_WRITE
    assert "it cannot be brought up to date" in str(said.values)
    assert version_in(place.path) == 2
    assert len(history.backups.newest_first()) == 1
    assert sorted(place.names()) == ["history.db", "history.db-shm", "history.db-wal"]


def test_what_was_really_done_is_kept_beside_the_plan(place: Place, history: History) -> None:
    assert history.add(LOADED)
    assert history.session(LOADED.id) == LOADED
    assert list(history.sessions(SessionQuery(programme="heavy-and-slow"))) == [line_of(LOADED)]
    assert not history.sessions(SessionQuery(programme="another"))
    (effort,) = history.efforts()
    assert effort == efforts_of(LOADED)[0]
    assert (effort.done, effort.load) == (22, Load(12.5, LoadUnit.KILOGRAM))
    (step, *_), second = LOADED.record.sets
    history.correct(LOADED.id, {step.index: Actual(reps=8)})
    assert history.session(LOADED.id) == corrected(LOADED, {step.index: Actual(reps=8)})
    (effort,) = history.efforts()
    assert (effort.done, effort.load) == (20, second.actual.load)
    history.correct("unknown", {0: Actual(reps=1)})
    place.close()
    assert list(place.open().efforts()) == [effort]


def test_what_a_person_said_outlasts_what_goes_on(history: History) -> None:
    history.add(replace(LOADED, partial=True))
    again = replace(RAISES, partial=False)
    assert history.add(again)
    assert history.session(LOADED.id) == continued(LOADED, again) == LOADED


def test_a_damaged_file_still_tells_what_was_really_done(place: Place, history: History) -> None:
    history.add(LOADED)
    place.close()
    (one,) = Salvage(place.path).rows()
    assert one.session == LOADED


def test_exports_tell_what_was_really_done(place: Place, history: History) -> None:
    for session in (*SESSIONS, LOADED):
        history.add(session)
    path = place.folder / "export.json"
    texts = history.reading(lambda rows: [*json_text(rows.prescriptions(), rows.whole(), NOW)])
    path.write_text("".join(texts), "utf-8")
    other = History(place.folder / "other")
    assert import_history(path, other, NOW).added == 4
    assert whole(other) == [*SESSIONS, LOADED]
    other.close()
    table = history.reading(lambda rows: [*csv_rows(rows.whole())])[-1].splitlines()
    assert table[0].endswith(",completed,10,,12.5,kg,,heavy-and-slow,weeks-1-2,calf-raises")
    assert table[1].endswith(",completed,,,10,kg,sore,heavy-and-slow,weeks-1-2,calf-raises")


def test_an_export_of_the_first_format_is_read(place: Place, history: History) -> None:
    text = "".join(json_text((one.timeline for one in SESSIONS), SESSIONS, NOW))
    document = json.loads(text)
    document["format"]["version"] = 1
    for session in document["sessions"]:
        for name in ("programme", "phase", "made_from", "actuals"):
            del session[name]
    place.folder.mkdir()
    path = place.folder / "export.json"
    path.write_text(json.dumps(document), "utf-8")
    assert import_history(path, history, NOW).added == len(SESSIONS)
    assert whole(history) == SESSIONS
