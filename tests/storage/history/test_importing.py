"""A JSON history comes back, or is refused by name and place."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soleus_timer.domain.history.session import Lineage, Rating, StoredSession, corrected
from soleus_timer.domain.session.commands import RedoSet, Skip
from soleus_timer.domain.session.recorder import Actual
from soleus_timer.domain.units import Load, LoadUnit
from soleus_timer.storage.errors import BadFileError
from soleus_timer.storage.history import importing
from soleus_timer.storage.history.importing import Imported, PartlyBadError, import_history
from soleus_timer.storage.history.json_format import json_text
from tests.domain.helpers import EVERYTHING, timed, tip_toe_walk, workout
from tests.domain.history.helpers import kept
from tests.storage.history.conftest import NOW, Place

SESSIONS = [
    kept(tip_toe_walk(), (20, RedoSet()), (60, Skip()), rating=Rating(3, 6, "wind\n…")),
    kept(EVERYTHING, (100, RedoSet()), number=1),
    replace(
        corrected(
            kept(tip_toe_walk(), number=2),
            {1: Actual(distance=10, load=Load(2, LoadUnit.BAND), note="easier")},
        ),
        lineage=Lineage("tip-toe-progression", "week-1", "tip-toe-walking"),
    ),
]
TEXT = "".join(json_text((one.timeline for one in SESSIONS), SESSIONS, NOW))

Document = dict[str, Any]


def document() -> Document:
    found: Document = json.loads(TEXT)
    return found


class Import:
    """Imports a text into a history that holds one session already."""

    def __init__(self, place: Place) -> None:
        self.place = place
        place.folder.mkdir()
        self.file = place.folder / "my history.json"
        self.history = place.open()
        self.first = kept(workout(timed(5)), number=9)
        self.history.add(self.first)

    def __call__(self, content: object) -> Imported:
        if isinstance(content, bytes):
            self.file.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content)
            self.file.write_text(text, "utf-8")
        return import_history(self.file, self.history, NOW)

    def refused(self, content: object) -> list[str]:
        """Return what is wrong; nothing may have been imported."""
        with pytest.raises(BadFileError) as refused:
            self(content)
        assert self.sessions() == [self.first]
        start = f"{self.file}: "
        assert all(str(problem).startswith(start) for problem in refused.value.problems)
        return [str(problem).removeprefix(start) for problem in refused.value.problems]

    def sessions(self) -> list[StoredSession]:
        return self.history.reading(lambda rows: list(rows.whole()))


@pytest.fixture
def load(place: Place) -> Import:
    return Import(place)


def test_everything_comes_back_and_nothing_twice(load: Import) -> None:
    assert load(TEXT) == Imported(added=3, known=0)
    assert load.sessions() == [*SESSIONS, load.first]
    assert load(json.dumps(document(), indent=4, sort_keys=True)) == Imported(added=0, known=3)
    assert load.sessions() == [*SESSIONS, load.first]


def test_what_is_there_stays_as_it_is_and_what_was_deleted_comes_back(load: Import) -> None:
    load(TEXT)
    load.history.rate("session-0", Rating(9))
    load.history.delete("session-1")
    assert load(TEXT) == Imported(added=0, known=3)
    assert load.sessions()[0].rating == Rating(9)
    assert len(load.sessions()) == 4


def test_a_mark_at_the_beginning_does_no_harm(load: Import) -> None:
    assert load(b"\xef\xbb\xbf" + TEXT.encode()) == Imported(3, 0)


def change(path: str, value: object) -> Document:
    """Return the document with another value at `path`; None takes the field away."""
    found = document()
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inner: Any = found
    for part in way:
        inner = inner[part]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return found


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("format.version", 3, "format.version: a newer version of this program wrote it"),
        ("format.version", "1", "format.version: this must be a whole number"),
        ("format.of", "recipes", "format: this is no history that this program wrote"),
        ("format", None, "this is no history that this program wrote: it does not begin"),
        ("sessions", None, "there are no sessions in it"),
        ("sessions", {}, "this is no history that this program wrote: a list is expected"),
        ("prescriptions", None, "sessions: the prescriptions must stand before"),
        ("prescriptions.1.name", 7, "prescriptions[2]: its workout is missing"),
        ("prescriptions.1", 7, "prescriptions[2]: its workout is missing"),
        ("more", 1, 'unknown field "more"'),
        ("sessions.1", [], "sessions[2]: a session is expected here"),
        ("sessions.1.id", None, "sessions[2].id: this is missing"),
        ("sessions.1.id", "../../etc/passwd", "sessions[2]: its id must be letters"),
        ("sessions.1.id", "session-0", 'the session "session-0" stands in the file twice'),
        ("sessions.1.pian", 3, 'sessions[2].pian: unknown field "pian"; did you mean "pain"?'),
        ("sessions.1.pain", 11, "sessions[2].pain: this can be at most 10"),
        ("sessions.1.pain", 2.5, "sessions[2].pain: this must be a whole number"),
        ("sessions.1.note", "x" * 2001, "sessions[2].note: this has 2001 characters"),
        ("sessions.1.note", "\ud800", "sessions[2].note: there is half a sign in this text"),
        ("sessions.1.started", "2026-03-02T07:30:00", "sessions[2].started: this must be a time"),
        ("sessions.1.started", "yesterday", "sessions[2].started: this must be a time"),
        ("sessions.1.started", "0001-01-01T00:00:00+00:00", "sessions[2]: it began before 1970"),
        ("sessions.1.ended", "9999-12-31T23:59:59-23:59", "sessions[2]: one of its numbers is"),
        ("sessions.1.duration_ns", -1, "sessions[2].duration_ns: this cannot be negative"),
        ("sessions.1.duration_ns", 2**63, "sessions[2].duration_ns: this can be at most"),
        ("sessions.1.prescription", 2, "sessions[2].prescription: there is no such prescription"),
        ("sessions.0.attempts.2.step", 0, "sessions[1].attempts[3].step: this is no set"),
        ("sessions.1.attempts.0.ended_by", "x", "sessions[2].attempts[1].ended_by: unknown"),
        ("sessions.1.attempts.0.reps", True, "sessions[2].attempts[1].reps: this must be"),
        ("sessions.0.attempts.1.attempt", 1, "sessions[1]: the same attempt at a set stands"),
        ("sessions.1.choices.sets", 0, "sessions[2].choices.sets: this must be at least 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    load: Import, path: str, value: object, sentence: str
) -> None:
    (told,) = load.refused(change(path, value))
    assert sentence in told


def test_a_clock_that_was_ahead_keeps_nothing_out(load: Import) -> None:
    later = (NOW + timedelta(days=2)).isoformat()
    ahead = change("sessions.1.started", later)
    ahead["sessions"][1]["ended"] = later
    assert load(ahead) == Imported(added=3, known=0, future=1)


def test_a_clock_that_was_set_back_keeps_nothing_out(load: Import) -> None:
    assert load(change("sessions.1.ended", "2020-01-01T00:00:00+00:00")) == Imported(3, 0)
    assert load.sessions()[:3] == SESSIONS


def bad_in_part() -> Document:
    """Return a document of twelve sessions, three of which are bad in five places."""
    found = change("sessions.1.pain", 11)
    found["sessions"][1]["effort"] = -1
    for number in range(3, 12):
        found["sessions"].append({**found["sessions"][0], "id": f"session-{number}"})
    found["sessions"][4] = 7
    found["sessions"][6]["id"] = "session-0"
    return found


def test_what_is_good_can_be_imported_alone(load: Import) -> None:
    with pytest.raises(PartlyBadError) as refused:
        load(bad_in_part())
    assert (refused.value.bad, refused.value.good) == (3, 9)
    assert load.sessions() == [load.first]
    done = import_history(load.file, load.history, NOW, keep_good=True)
    assert (done.added, done.known, done.left_out) == (8, 1, 3)
    assert done.problems == refused.value.problems
    assert [problem.place for problem in done.problems] == [
        "sessions[2].pain",
        "sessions[2].effort",
        "sessions[5]",
        "sessions[7]",
    ]
    ids = {session.id for session in load.sessions()}
    assert ids == {f"session-{number}" for number in (0, 2, 3, 5, 7, 8, 9, 10, 11)}


def test_a_workout_that_cannot_be_read_takes_its_sessions_along(load: Import) -> None:
    with pytest.raises(PartlyBadError) as refused:
        load(change("prescriptions.1.name", 7))
    assert (refused.value.bad, refused.value.good) == (1, 2)
    (problem,) = refused.value.problems
    assert problem.place == "prescriptions[2]"


def test_a_file_that_was_cut_short_has_its_beginning_imported(load: Import) -> None:
    cut = TEXT[: TEXT.index('"session-2"')]
    with pytest.raises(PartlyBadError, match="it ends too early") as refused:
        load(cut)
    assert (refused.value.bad, refused.value.good) == (0, 2)
    assert import_history(load.file, load.history, NOW, keep_good=True).added == 2
    assert load.sessions()[:2] == SESSIONS[:2]


def test_no_more_is_named_than_anybody_reads(load: Import) -> None:
    found = document()
    found["sessions"] += [7] * 1000
    told = load.refused(found)
    assert len(told) == importing.MOST_PROBLEMS + 1
    assert told[-1] == "and 900 more like these"


def test_all_that_is_wrong_with_a_session_is_told(load: Import) -> None:
    wrong = change("sessions.1.pain", 11)
    wrong["sessions"][1]["effort"] = -1
    assert len(load.refused(wrong)) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "it ends too early"),
        ("[]", "it does not begin with an object"),
        ("{}", "there are no sessions in it"),
        ('{"a":1}', "it does not begin with its format"),
        ("session,started\n1,2\n", "it does not begin with an object"),
        (b"SQLite format 3\0" + bytes(range(256)), "it is not text in UTF-8"),
        (b"\xff\xfe{\0}\0", "it is not text in UTF-8"),
        (TEXT + "x", "something follows after its end"),
        (TEXT.replace('"pain":3', '"pain":NaN'), "NaN is no number"),
        (TEXT.replace('"pain":3', '"pain":' + "9" * 5000), "Exceeds the limit"),
        (TEXT.replace('"choices":{}', '"choices":' + "[" * 100_000), "nested too deeply"),
        (TEXT.replace('"pain":3', '"pain" 3'), "expecting ':' delimiter"),
        (TEXT.replace('"written":', '"written":1,"written":'), "stands in the file twice"),
        (TEXT.replace('"sessions"', "7", 1), "a name is expected"),
        (TEXT.replace('"sessions":', '"sessions"', 1), "a colon is expected"),
        (TEXT.replace('},\n{"id"', '}\n{"id"', 1), "a comma is expected"),
    ],
)
def test_what_is_no_history_is_named(load: Import, content: str | bytes, sentence: str) -> None:
    (told,) = load.refused(content)
    assert sentence in told


def test_cut_anywhere_it_is_refused(load: Import) -> None:
    data = TEXT.encode()
    for place in [*range(0, len(data) - 3, 97), len(data) - 3]:
        (told,) = load.refused(data[:place])
        assert "too early" in told or "UTF-8" in told


def test_too_much_is_refused(load: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_SESSIONS", 2)
    assert load.refused(TEXT) == ["sessions: these are 3 sessions; at most 2 are read"]
    monkeypatch.setattr(importing, "LARGEST_BYTES", 100)
    assert "the file is too large" in load.refused(TEXT)[0]
    monkeypatch.undo()
    monkeypatch.setattr("soleus_timer.storage.history.json_stream.LARGEST_ELEMENT", 1000)
    monkeypatch.setattr("soleus_timer.storage.history.json_stream.CHUNK", 100)
    assert "a part of it is too large" in load.refused(TEXT)[0]


@pytest.mark.parametrize("chunk", [1, 2, 7, 1000])
def test_it_does_not_matter_how_it_is_read(
    load: Import, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("soleus_timer.storage.history.json_stream.CHUNK", chunk)
    assert load(json.dumps(document(), indent=1)[:-1] + "  \n}\n ") == Imported(3, 0)
    assert load.sessions()[:3] == SESSIONS


def test_files_that_are_none(load: Import, tmp_path: Path) -> None:
    def refused(path: Path) -> str:
        with pytest.raises(BadFileError) as error:
            import_history(path, load.history, NOW)
        return str(error.value)

    assert refused(tmp_path / "none.json").endswith("there is no such file")
    assert refused(tmp_path).endswith("this is a folder, not a file")
    assert refused(Path("a\0b")).endswith("there is no such file")
    assert refused(Path("/dev/null")).endswith("this is not an ordinary file")


JUNK: st.SearchStrategy[object] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)
)
once_a_test = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150
)


def keep_or_refuse(load: Import, content: object) -> None:
    """Import all of it or nothing, and tell why."""
    try:
        done = load(content)
    except BadFileError:
        assert load.sessions() == [load.first]
    else:
        assert len(load.sessions()) == 1 + done.added
        for session in load.sessions()[:]:
            if session.id != load.first.id:
                load.history.delete(session.id)
        load.place.now += timedelta(days=2)
        load.history.upkeep(lambda _id: None)


@once_a_test
@given(data=st.data())
def test_any_other_value_anywhere(load: Import, data: st.DataObject) -> None:
    found: Any = document()
    place: Any = found
    while True:
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 5)) == 0:
            place[key] = data.draw(JUNK)
            break
        place = inner
    keep_or_refuse(load, found)


@once_a_test
@given(place=st.floats(0, 1), junk=st.binary(max_size=20), cut=st.integers(0, 40))
def test_any_other_bytes_anywhere(load: Import, place: float, junk: bytes, cut: int) -> None:
    data = TEXT.encode()
    at = int(len(data) * place)
    keep_or_refuse(load, data[:at] + junk + data[at + cut :])


def test_a_full_disk_imports_nothing(load: Import) -> None:
    load.history.reading(
        lambda rows: rows.connection.execute("PRAGMA max_page_count = 1").fetchone()
    )
    long = kept(workout(*[timed(5, title=f"Hold {n}" * 9) for n in range(500)]), number=3)
    text = "".join(json_text([long.timeline], [long], NOW))
    with pytest.raises(Exception, match="database or disk is full"):
        load(text)
    assert load.sessions() == [load.first]
    assert load.history.notices == ()


def test_times_that_add_up_to_too_much_are_refused(load: Import) -> None:
    found = document()
    for attempt in found["sessions"][1]["attempts"]:
        attempt["elapsed_ns"] = 2**62
    (told,) = load.refused(found)
    assert told == "sessions[2]: one of its numbers is beyond all bounds"
