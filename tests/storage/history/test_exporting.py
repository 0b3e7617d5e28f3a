"""What is exported is whole, stands in the file once, and is taken by an import."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soleus_timer.domain.history.problems import Trouble
from soleus_timer.domain.history.session import Rating
from soleus_timer.storage.history import exporting, json_format
from soleus_timer.storage.history.exporting import COLUMNS, NotWrittenError, check_csv, check_json
from soleus_timer.storage.history.importing import Imported, import_history
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.rows import to_numbers
from tests.domain.helpers import timed, tip_toe_walk, workout
from tests.domain.history.helpers import kept
from tests.storage.history.conftest import NOW, Place

COUNT = 12


@pytest.fixture
def filled(history: History) -> History:
    for number in range(COUNT):
        history.add(kept(tip_toe_walk(), number=number, rating=Rating(1, 2, f"note {number}")))
    return history


def change(history: History, statement: str, *values: object) -> None:
    history.change(lambda connection: connection.execute(statement, values))


def exported(history: History, folder: Path) -> Any:
    """Return the document that an export writes."""
    exporting.write_json(history, folder / "out.json")
    return json.loads((folder / "out.json").read_text("utf-8"))


def imported(folder: Path) -> Imported:
    """Import what was exported into a new history."""
    other = History(folder / "other", now=lambda: NOW)
    try:
        return import_history(folder / "out.json", other, NOW)
    finally:
        other.close()


DAMAGE = [
    "UPDATE sessions SET note = CAST(x'61ff41' AS TEXT) WHERE id = 'session-7'",
    "UPDATE sessions SET note = CAST(x'c3' AS TEXT) WHERE id = 'session-11'",
]


@pytest.mark.parametrize("statement", DAMAGE)
def test_text_that_is_no_utf8_is_replaced_and_nothing_is_written_twice(
    filled: History, tmp_path: Path, statement: str
) -> None:
    change(filled, statement)
    document = exported(filled, tmp_path)
    notes = [session["note"] for session in document["sessions"]]
    assert len(notes) == COUNT
    assert sum("\N{REPLACEMENT CHARACTER}" in note for note in notes) == 1
    assert [one.trouble for one in filled.notices] == [Trouble.UNREADABLE]
    assert imported(tmp_path) == Imported(COUNT, 0)
    exporting.write_csv(filled, tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text("utf-8")
    heading, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert (tuple(heading), len(rows)) == (COLUMNS, 3 * COUNT)


def test_a_note_that_damage_made_longer_is_cut(history: History, tmp_path: Path) -> None:
    history.add(kept(tip_toe_walk(), rating=Rating(note="𝄞" * 2000)))
    broken = "\N{MUSICAL SYMBOL G CLEF}".encode()[:3] * 1000
    change(history, f"UPDATE sessions SET note = CAST(x'{broken.hex()}' || note AS TEXT)")
    (session,) = exported(history, tmp_path)["sessions"]
    assert len(session["note"]) == 2000


def test_a_clock_that_was_set_back_or_ahead_stops_no_import(
    filled: History, tmp_path: Path
) -> None:
    started, _offset = to_numbers(kept(tip_toe_walk()).started)
    change(filled, "UPDATE sessions SET ended = ? WHERE id = 'session-0'", started - 3_600_000_000)
    later, _offset = to_numbers(NOW + timedelta(days=4000))
    change(
        filled, "UPDATE sessions SET started = ?, ended = ? WHERE id = 'session-1'", later, later
    )
    document = exported(filled, tmp_path)
    for session in document["sessions"]:
        began, ended = (datetime.fromisoformat(session[key]) for key in ("started", "ended"))
        assert ended >= began
    assert imported(tmp_path) == Imported(COUNT, 0, future=1)
    exporting.write_csv(filled, tmp_path / "out.csv")
    first = (tmp_path / "out.csv").read_text("utf-8").splitlines()[1].split(",")
    assert first[1:3] == ["2026-03-02T07:30:00+00:00", "2026-03-02T07:33:49+00:00"]


def test_what_no_import_takes_is_left_out_and_named(
    filled: History, tmp_path: Path, told: Callable[[History], list[str]]
) -> None:
    change(filled, "UPDATE sessions SET id = 'session-3 (copy)' WHERE id = 'session-3'")
    change(filled, "UPDATE sessions SET duration = -5 WHERE id = 'session-4'")
    assert len(exported(filled, tmp_path)["sessions"]) == COUNT - 2
    assert imported(tmp_path) == Imported(COUNT - 2, 0)
    (sentence,) = told(filled)
    assert "left out: 2 (session-3 (copy): its id must be" in sentence
    assert "session-4: one of its numbers is beyond all bounds)" in sentence


NUMBERS = st.one_of(
    st.integers(-2, 2), st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**62), st.just(2**62 + 1)
)
COLUMNS_OF_NUMBERS = [
    *(("sessions", name) for name in ("started", "started_offset", "ended", "ended_offset")),
    *(("sessions", name) for name in ("completed", "partial", "duration", "paused")),
    *(("sessions", name) for name in ("pain", "effort")),
    *(("attempts", name) for name in ("step", "attempt", "began", "elapsed", "paused", "reps")),
    ("attempts", "distance"),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    changes=st.lists(st.tuples(st.sampled_from(COLUMNS_OF_NUMBERS), NUMBERS), max_size=3),
    choices=st.sampled_from(["{}", "{", '{"sets":0}', '{"sets":3}', "[1]", '{"later":1}']),
    session_id=st.text(min_size=1, max_size=4).filter(lambda text: text.isprintable()),
)
def test_whatever_is_exported_is_imported(
    tmp_path: Path, changes: list[tuple[tuple[str, str], int]], choices: str, session_id: str
) -> None:
    place = Place(tmp_path / "data")
    place.path.unlink(missing_ok=True)
    history = place.open()
    plain = kept(workout(timed(5)), number=1)
    for session in (kept(tip_toe_walk()), plain):
        history.add(session)
    where = "session IN (SELECT number FROM sessions WHERE id = 'session-0')"

    def write(connection: Any) -> None:
        for (table, column), value in changes:
            is_session = table == "sessions"
            which = "id = 'session-0'" if is_session else f"{where} AND step = 1"
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {which}", (value,))
        connection.execute(
            "UPDATE sessions SET choices = ?, id = ? WHERE id = 'session-0'", (choices, session_id)
        )

    history.change(write)
    document = exported(history, tmp_path)
    ids = [session["id"] for session in document["sessions"]]
    assert plain.id in ids
    other = History(tmp_path / "other", now=lambda: NOW)
    other.path.unlink(missing_ok=True)
    done = import_history(tmp_path / "out.json", other, NOW)
    assert done.added == len(ids)
    other.close()
    place.close()


def test_what_is_read_back_must_be_what_was_written() -> None:
    def text(*lines: str) -> io.BytesIO:
        return io.BytesIO("\r\n".join([*lines, ""]).encode())

    heading, row = ",".join(COLUMNS), "a" + "," * (len(COLUMNS) - 1)
    check_csv(text(heading, row, row), 1)
    check_csv(text(heading), 0)
    for wrong, sessions in [
        (text(heading, row), 2),
        (text(heading, row, heading, row), 1),
        (text(heading, row + ","), 1),
        (text(heading, row[:-1] + '"'), 1),
        (io.BytesIO(b"\xff"), 0),
        (io.BytesIO(b""), 0),
    ]:
        with pytest.raises(NotWrittenError):
            check_csv(wrong, sessions)
    whole = '{"format":{},"prescriptions":[{}],"sessions":[{},{}],"written":""}'
    check_json(text(whole), 2)
    for wrong, sessions in [
        (text(whole), 1),
        (text(whole + whole), 2),
        (text(whole[:-1]), 2),
        (text("{}"), 2),
        (io.BytesIO(b'{"sessions":["\xff"]}'), 1),
    ]:
        with pytest.raises(NotWrittenError):
            check_json(wrong, sessions)


def test_an_export_that_cannot_be_read_back_replaces_nothing(
    filled: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    monkeypatch.setattr(json_format, "compact", lambda _document: "{")
    with pytest.raises(NotWrittenError):
        exporting.write_json(filled, target)
    assert target.read_text() == "old"
    assert not list(tmp_path.glob(".out*"))


def test_an_export_shows_one_moment(filled: History, place: Place, tmp_path: Path) -> None:
    other = place.open()
    add = kept(workout(timed(5)), number=50)

    def read(reader: Any) -> int:
        prescriptions = list(reader.prescriptions())
        assert other.add(add)
        sessions = list(reader.whole())
        assert {one.timeline for one in sessions} <= set(prescriptions)
        return len(sessions)

    assert filled.reading(read) == COUNT
    assert len(filled.sessions()) == COUNT + 1
