"""What is legible in a damaged file comes back, with what people wrote."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from soleus_timer.domain.history.problems import Trouble
from soleus_timer.domain.history.session import Rating, StoredSession
from soleus_timer.storage.history import rescue
from soleus_timer.storage.history.db import TO_SALVAGE
from soleus_timer.storage.history.rescue import Salvage
from tests.domain.helpers import timed, tip_toe_walk, workout
from tests.domain.history.helpers import kept
from tests.storage.history.conftest import Place

COUNT = 60
SHORT = workout(timed(5))


def rating(number: int) -> Rating:
    return Rating(number % 11, 3, f"Knee was fine on day {number}.")


@pytest.fixture
def sessions(place: Place) -> list[StoredSession]:
    """Fill the history, which has no backup, and leave it."""
    done = kept(tip_toe_walk())
    made = [replace(done, id=f"session-{number}", rating=rating(number)) for number in range(COUNT)]
    history = place.open()
    for session in made:
        history.add(session)
    place.close()
    return made


def change(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def damage_a_name_in_the_schema(path: Path) -> None:
    change(path, b"CREATE INDEX sessions_by_time", b"CREATE INDEX sessions\x00by_time")


def damage_an_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sessions_by_time'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    data[root * 4096 - 6] ^= 0x40
    path.write_bytes(data)


def damage_the_magic_bytes(path: Path) -> None:
    change(path, b"SQLite format 3", b"SQLite fORmat 3")


def damage_the_size_of_a_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[16] ^= 0x20
    path.write_bytes(data)


DAMAGE = (
    damage_a_name_in_the_schema,
    damage_an_index,
    damage_the_magic_bytes,
    damage_the_size_of_a_page,
)


@pytest.mark.parametrize("damage", DAMAGE, ids=[one.__name__ for one in DAMAGE])
@pytest.mark.parametrize("journaled", [0, 5])
def test_one_byte_loses_no_session_and_no_note(
    place: Place, sessions: list[StoredSession], damage: Callable[[Path], None], journaled: int
) -> None:
    damage(place.path)
    place.journals = [replace(one, rating=Rating()) for one in sessions[:journaled]]
    history = place.open()
    assert [history.session(one.id) for one in sessions] == sessions
    troubles = [one.trouble for one in history.notices]
    assert troubles == [Trouble.SET_ASIDE, Trouble.FROM_DAMAGED]
    assert dict(history.notices[1].values)["count"] == str(COUNT)
    assert dict(history.notices[1].values)["lost"] == "0"
    assert not (place.folder / TO_SALVAGE).exists()


def test_what_is_legible_is_newer_than_the_backup(
    place: Place, sessions: list[StoredSession]
) -> None:
    history = place.open()
    history.upkeep(lambda _id: None)
    history.rate("session-1", Rating(9, 9, "It hurts."))
    history.rate("session-2", Rating())
    history.delete("session-3")
    history.add(kept(SHORT, number=500, rating=Rating(2)))
    place.close()
    damage_a_name_in_the_schema(place.path)
    history = place.open()
    found = {line.id: line for line in history.sessions()}
    assert found.keys() == {one.id for one in sessions} - {"session-3"} | {"session-500"}
    assert (found["session-1"].pain, found["session-1"].note) == (9, "It hurts.")
    assert found["session-2"].pain is None
    assert found["session-500"].pain == 2
    history.restore("session-3")
    assert history.session("session-3") == sessions[3]


def blank_a_page_with(path: Path, text: bytes) -> None:
    data = bytearray(path.read_bytes())
    at = data.index(text) // 4096 * 4096
    data[at : at + 4096] = b"\xff" * 4096
    path.write_bytes(data)


def test_what_is_not_legible_is_counted_and_the_rest_comes_back(
    place: Place, sessions: list[StoredSession]
) -> None:
    blank_a_page_with(place.path, b"Knee was fine on day 30.")
    place.journals = [replace(sessions[30], rating=Rating())]
    history = place.open()
    found = [line.id for line in history.sessions()]
    _aside, damaged, journals, ratings = history.notices
    values = {name: str(value) for name, value in damaged.values}
    assert int(values["count"]) + int(values["lost"]) == COUNT
    assert 0 < int(values["lost"]) < COUNT
    assert len(found) == int(values["count"]) + 1
    assert journals.trouble is Trouble.FROM_JOURNALS
    assert (ratings.trouble, dict(ratings.values)["count"]) == (Trouble.RATINGS_MAY_MISS, "1")
    assert [history.session(one) for one in found if one != "session-30"] == [
        one for one in sessions if one.id in found and one.id != "session-30"
    ]


def test_a_note_is_taken_where_the_sets_are_not_legible(
    place: Place, sessions: list[StoredSession]
) -> None:
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute("UPDATE prescriptions SET digest = 'none'")
        connection.commit()
    place.journals = [replace(sessions[7], rating=Rating())]
    history = place.open()
    assert [line.note for line in history.sessions()] == [sessions[7].rating.note]


def test_a_session_whose_sets_are_others_is_not_taken(
    place: Place, sessions: list[StoredSession]
) -> None:
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute("DELETE FROM attempts WHERE session = 2")
        connection.commit()
    damage_a_name_in_the_schema(place.path)
    history = place.open()
    assert {line.id for line in history.sessions()} == {one.id for one in sessions} - {"session-1"}


def test_what_a_journal_tells_of_a_session_that_is_over_is_not_replaced(
    place: Place, sessions: list[StoredSession]
) -> None:
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute("UPDATE sessions SET started = started + 1, ended = ended + 1")
        connection.commit()
    damage_a_name_in_the_schema(place.path)
    place.journals = [replace(one, rating=Rating()) for one in sessions[:2]]
    history = place.open()
    assert [history.session(one.id) for one in sessions[:2]] == sessions[:2]
    other = history.session("session-2")
    assert other is not None
    assert other.started != sessions[2].started


def test_what_was_kept_in_part_is_taken_from_where_more_of_it_is(
    place: Place, sessions: list[StoredSession]
) -> None:
    damage_a_name_in_the_schema(place.path)
    part = kept(tip_toe_walk(), until=60)
    place.journals = [replace(part, id="session-4", partial=True)]
    history = place.open()
    assert history.session("session-4") == sessions[4]


class DiedError(BaseException):
    """The program is no more."""


@pytest.mark.parametrize("at", ["_restore_backup", "open_history", "_add_missing", "put"])
def test_a_program_that_dies_meanwhile_leaves_it_to_the_next(
    place: Place, sessions: list[StoredSession], monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    damage_an_index(place.path)

    def die(*_arguments: object, **_named: object) -> None:
        raise DiedError

    with monkeypatch.context() as patch:
        patch.setattr(rescue, at, die)
        with pytest.raises(DiedError):
            place.open().sessions()
    place.close()
    history = place.open()
    assert [history.session(one.id) for one in sessions] == sessions
    assert [one.trouble for one in history.notices] == [Trouble.FROM_DAMAGED]


def test_a_file_over_which_every_program_dies_is_left_alone(
    place: Place, sessions: list[StoredSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sessions
    damage_an_index(place.path)

    def die(*_arguments: object) -> None:
        raise DiedError

    monkeypatch.setattr(rescue, "put", die)
    for _ in range(3):
        with pytest.raises(DiedError):
            place.open().sessions()
        place.close()
    assert place.open().sessions() == []
    assert not (place.folder / TO_SALVAGE).exists()


def test_it_ends_in_time(place: Place, sessions: list[StoredSession]) -> None:
    assert len(list(Salvage(place.path).rows())) == len(sessions)
    late = Salvage(place.path, seconds=-1)
    assert (list(late.rows()), late.lost) == ([], len(sessions))


@pytest.mark.parametrize("content", [b"", b"S", b"SQLite format 3\0" + bytes(5000), b"x" * 9000])
def test_what_holds_nothing_gives_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "history.damaged-2026-01-01.db"
    path.write_bytes(content)
    found = Salvage(path)
    assert (list(found.rows()), found.lost) == ([], 0)
    shutil.rmtree(tmp_path)
    assert list(Salvage(path).rows()) == []


def test_a_name_of_another_folder_is_not_read(place: Place, sessions: list[StoredSession]) -> None:
    assert sessions
    other = place.folder.parent / "other.db"
    shutil.copy(place.path, other)
    place.path.unlink()
    (place.folder / TO_SALVAGE).write_text("../other.db")
    history = place.open()
    assert (history.sessions(), history.notices) == ([], ())
