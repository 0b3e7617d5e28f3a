"""CSV and JSON."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.history.session import Rating, StoredSession
from soleus_timer.domain.session.commands import RedoSet, Skip, Stop
from soleus_timer.storage.files import replacing
from soleus_timer.storage.history.exporting import COLUMNS, csv_rows
from soleus_timer.storage.history.json_format import json_text
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.prescription import timeline_of
from tests.domain.helpers import reps, timed, tip_toe_walk, workout
from tests.domain.history.helpers import BEGIN, kept


def csv_text(history: History, *sessions: StoredSession) -> str:
    """Return a history with these sessions as CSV."""
    for session in sessions:
        assert history.add(session)
    return history.reading(lambda rows: "".join(csv_rows(rows.whole())))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_for_each_set_and_each_further_go(history: History) -> None:
    walk = kept(tip_toe_walk(), (20, RedoSet()), (60, Skip()), (80, Stop()), rating=Rating(2, 6))
    text = csv_text(history, walk)
    first, again, second, never = rows(text)
    assert tuple(first) == COLUMNS
    assert text.count("\r\n") == text.count("\n") == 5
    told = {name: value for name, value in first.items() if value}
    assert told == {
        "session": "session-0",
        "started": "2026-03-02T07:30:00+00:00",
        "ended": "2026-03-02T07:31:20+00:00",
        "workout_id": "w",
        "workout": "Tip toe walking",
        "completed": "no",
        "partial": "no",
        "pain": "2",
        "effort": "6",
        "exercise": "tip-toe-walking",
        "title": "Tip toe walking",
        "set": "1",
        "sets": "3",
        "planned_seconds": "33",
        "until_done": "no",
        "planned_distance": "20",
        "distance_of_a_leg": "10",
        "unit": "ft",
        "walk_mode": "hands-free",
        "attempt": "1",
        "began_seconds": "10",
        "seconds": "10",
        "paused_seconds": "0",
        "distance": "0",
        "ended_by": "redone",
    }
    assert (again["attempt"], again["seconds"], again["distance"]) == ("2", "33", "20")
    assert (second["set"], second["ended_by"], second["reps"]) == ("2", "stopped", "")
    assert (never["set"], never["attempt"], never["seconds"]) == ("3", "", "")


def test_csv_tells_reps_and_sides(history: History) -> None:
    model = workout(reps(8, "1-0-1.5-0", sides="left-right", switch_seconds=0), timed(0.0625))
    left, right, hold = rows(csv_text(history, kept(model)))[:3]
    assert [row["side"] for row in (left, right, hold)] == ["left", "right", ""]
    assert (left["planned_reps"], left["reps"], left["distance"]) == ("8", "8", "")
    assert (hold["planned_seconds"], hold["seconds"]) == ("0.063", "0.063")


def test_csv_holds_any_text_and_no_formula(history: History) -> None:
    assert rows(csv_text(history)) == []
    note = 'He said "ouch",\nthen =1+1'
    session = kept(workout(timed(5, title="=HYPERLINK(1)")), rating=Rating(note=note))
    (row,) = rows(csv_text(history, session))
    assert row["note"] == note
    assert row["title"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        ("ok;=1+1", "ok;'=1+1"),
        ("ok\t=1+1\t-2;+3;@4", "ok\t'=1+1\t'-2;'+3;'@4"),
        ("ok\n=1+1\r@2\r\n-3", "ok\n'=1+1\r'@2\r\n'-3"),
        ('ok; "=1+1"', 'ok;\' "=1+1"'),
        (" =1+1", "' =1+1"),
        ("\uff1d1;\uff0b2\t\uff0d3\n\uff20SUM", "'\uff1d1;'\uff0b2\t'\uff0d3\n'\uff20SUM"),
        ("\u2212 1", "'\u2212 1"),
        ("\t;\n", "'\t;\n"),
        ("5 - 3 = 2; a+b\tc@d", "5 - 3 = 2; a+b\tc@d"),
        ("'=1+1", "'=1+1"),
    ],
)
def test_no_part_of_a_cell_is_a_formula(history: History, note: str, cell: str) -> None:
    (row,) = rows(csv_text(history, kept(workout(timed(5)), rating=Rating(note=note))))
    assert row["note"] == cell


FORMULAS = st.lists(st.sampled_from([*"=+-@;,\t\r\n \"'a1\uff1d"]), min_size=1, max_size=12).map(
    "".join
)


@given(FORMULAS, FORMULAS)
def test_however_a_spreadsheet_splits_no_part_is_a_formula(name: str, note: str) -> None:
    session = kept(workout(timed(5)))
    timeline = replace(session.timeline, name=name)
    session = replace(session, timeline=timeline, rating=Rating(note=note))
    text = "".join(csv_rows([session]))
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == 2
    for split in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=split):
            for part in row:
                assert part.strip(' "')[:1] not in [*"=+-@\uff1d"]
    for part in re.split(r"[;\t\r\n]", text):
        assert part.strip(' "')[:1] not in [*"=+-@\uff1d"]


def test_json_writes_a_prescription_once(history: History) -> None:
    sessions = [kept(tip_toe_walk(), number=number) for number in range(3)]
    sessions.append(kept(workout(timed(5)), number=3, rating=Rating(1, 2, "ä")))
    for session in sessions:
        history.add(session)
    history.delete("session-1")
    document = json.loads(
        history.reading(lambda rows: "".join(json_text(rows.prescriptions(), rows.whole(), BEGIN)))
    )
    assert document["format"] == {"of": "soleus-timer history", "version": 2}
    assert document["written"] == "2026-03-02T07:30:00+00:00"
    assert list(document) == sorted(document)
    assert [timeline_of(fields) for fields in document["prescriptions"]] == [
        sessions[0].timeline,
        sessions[3].timeline,
    ]
    assert [one["prescription"] for one in document["sessions"]] == [0, 0, 1]
    last = document["sessions"][-1]
    assert (last["id"], last["pain"], last["effort"], last["note"]) == ("session-3", 1, 2, "ä")
    assert last["attempts"] == [
        {
            "step": 0,
            "attempt": 1,
            "began_ns": 0,
            "elapsed_ns": 5_000_000_000,
            "paused_ns": 0,
            "ended_by": "completed",
            "reps": 0,
            "distance": 0.0,
        }
    ]
    assert timedelta(seconds=5) == sessions[3].ended - sessions[3].started


def test_an_empty_history_is_a_document_too(history: History) -> None:
    text = history.reading(lambda rows: "".join(json_text([], rows.whole(), BEGIN)))
    assert json.loads(text)["sessions"] == []


def test_a_failure_in_the_middle_leaves_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text("old")

    def write(target: Path) -> None:
        with replacing(target) as file:
            file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not an ordinary file"), replacing(tmp_path):
        raise AssertionError("nothing may be written")
    assert tmp_path.is_dir()
