"""A history that was cut or overwritten: the program starts, and tells."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from soleus_timer.domain.history.problems import HistoryError, Trouble
from soleus_timer.domain.history.session import StoredSession
from soleus_timer.storage.history import access
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.rows import Rows
from tests.domain.helpers import timed, tip_toe_walk, workout
from tests.domain.history.helpers import kept
from tests.storage.history.conftest import NOW, Place

SHORT = workout(timed(5))
TODAY = NOW.date().isoformat()
Told = Callable[[History], list[str]]


def nobody(_session_id: str) -> None:
    pass


def use(history: History) -> None:
    """Ask for everything, and add something."""
    history.last_done()
    for line in history.sessions():
        history.session(line.id)
    history.efforts()
    history.latest("w", 3)
    history.add(kept(SHORT, number=99))
    assert history.session("session-99") is not None
    history.upkeep(nobody)


def test_a_file_that_is_no_database_is_set_aside(place: Place, told: Told) -> None:
    place.folder.mkdir()
    place.path.write_text("Dear diary, " * 200)
    history = place.open()
    assert history.sessions() == []
    (sentence,) = told(history)
    assert f"set aside as history.damaged-{TODAY}.db, and a new one was started." in sentence
    assert (place.folder / f"history.damaged-{TODAY}.db").read_text().startswith("Dear diary")
    use(history)
    assert told(history) == [sentence]


def test_every_damaged_file_is_kept(place: Place) -> None:
    place.folder.mkdir()
    for _ in range(3):
        place.path.write_text("Dear diary, " * 200)
        place.open().sessions()
        place.close()
    assert [name for name in place.names() if "damaged" in name] == [
        f"history.damaged-{TODAY}-2.db",
        f"history.damaged-{TODAY}-3.db",
        f"history.damaged-{TODAY}.db",
    ]


def test_it_is_made_again_from_the_newest_good_backup_and_the_journals(
    place: Place, told: Told
) -> None:
    sessions = [kept(SHORT, number=number) for number in range(5)]
    history = place.open()
    for session in sessions[:3]:
        history.add(session)
    history.upkeep(nobody)
    history.add(sessions[3])
    place.close()
    backups = place.folder / "backups"
    (good,) = backups.iterdir()
    for worse in ("history-2098-01-01.db", "history-2099-01-01.db"):
        shutil.copy(good, backups / worse)
        (backups / worse).write_bytes(good.read_bytes()[:5000])
    place.journals = sessions[2:]
    place.path.write_bytes(b"\0" * 8192)
    history = place.open()
    assert [line.id for line in history.sessions()] == [one.id for one in sessions]
    assert history.session("session-4") == sessions[4]
    aside, backup, journals, ratings = told(history)
    assert "set aside" in aside
    assert backup == f"Sessions brought back from the backup {good.name}: 3."
    assert journals == "Sessions brought back from the journals: 2."
    assert ratings.endswith("in which pain, effort and notes may be missing: 5.")


@pytest.mark.parametrize("left", [None, b""])
def test_a_file_that_is_gone_comes_back_from_the_backup(
    place: Place, told: Told, left: bytes | None
) -> None:
    history = place.open()
    history.add(kept(SHORT))
    history.upkeep(nobody)
    changes = place.folder / "history.db-wal"
    history.add(kept(SHORT, number=1))
    stale = changes.read_bytes()
    place.close()
    place.path.unlink()
    changes.write_bytes(stale)
    if left is not None:
        place.path.write_bytes(left)
    history = place.open()
    assert history.is_there
    assert [line.id for line in history.sessions()] == ["session-0"]
    (sentence,) = told(history)
    assert sentence.startswith("Sessions brought back from the backup history-")


def test_journals_that_cannot_be_read_keep_nothing_back(place: Place) -> None:
    def journals() -> Iterator[StoredSession]:
        yield kept(SHORT)
        raise OSError(5, "Input/output error")

    history = History(place.folder, journals, lambda: NOW)
    assert [line.id for line in history.sessions()] == ["session-0"]
    history.close()


def test_damage_that_a_backup_finds_is_mended_with_the_next_question(
    place: Place, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    history = place.open()
    for number in range(40):
        history.add(kept(tip_toe_walk(), number=number))
    history.close()
    blob = bytearray(place.path.read_bytes())
    blob[-4096 * 2 : -4096] = b"\xff" * 4096
    place.path.write_bytes(blob)
    monkeypatch.setattr("soleus_timer.storage.history.schema.SMALL_BYTES", 0)
    place.journals = [kept(tip_toe_walk(), number=3)]
    history.last_done()
    history.upkeep(nobody)
    assert history.backups.newest_first() == []
    found = [line.id for line in history.sessions()]
    assert "session-3" in found
    assert 20 < len(found) < 40
    _aside, damaged, *journals = told(history)
    assert f": {len(found) - len(journals) // 2}. Unreadable there: " in damaged


def test_a_broken_disk_is_not_filled_with_damaged_files(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.folder.mkdir()
    place.path.write_text("Dear diary, " * 200)
    history = place.open()
    history.sessions()
    history.close()
    place.path.write_text("Dear diary, " * 200)
    for _ in range(3):
        with pytest.raises(HistoryError, match="cannot be opened"):
            history.sessions()
    assert len(place.names()) == 2


def test_what_cannot_be_set_aside_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.folder.mkdir()
    place.path.write_text("Dear diary, " * 200)

    def refuse(*_arguments: object) -> Path:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(access, "set_aside", refuse)
    with pytest.raises(HistoryError, match="cannot be set aside: Read-only file system"):
        place.open().sessions()
    assert place.names() == ["history.db"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a history of twelve sessions."""
    folder = tmp_path_factory.mktemp("whole")
    history = History(folder, now=lambda: NOW)
    for number in range(12):
        history.add(kept(tip_toe_walk(), number=number))
    history.close()
    return history.path


def survive(folder: Path, damaged: bytes) -> None:
    """Start on the damaged file: everything works, and what is lost is told."""
    place = Place(folder / "data")
    place.folder.mkdir(exist_ok=True)
    for old in place.folder.rglob("*"):
        if old.is_file():
            old.unlink()
    place.path.write_bytes(damaged)
    history = place.open()
    try:
        try:
            use(history)
        except HistoryError as error:
            # The number of a newer version, or the lock of one, by chance.
            assert "newer version" in str(error)  # noqa: PT017
            return
        if len(history.sessions()) < 12:
            assert history.notices or not damaged
    finally:
        place.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(share=st.floats(0, 1))
@example(share=0)
def test_cut_anywhere(tmp_path: Path, whole: Path, share: float) -> None:
    data = whole.read_bytes()
    survive(tmp_path, data[: int(len(data) * share)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    holes=st.lists(
        st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=600)), min_size=1, max_size=4
    )
)
def test_overwritten_anywhere(
    tmp_path: Path, whole: Path, holes: list[tuple[float, bytes]]
) -> None:
    blob = bytearray(whole.read_bytes())
    for share, junk in holes:
        place = min(int(len(blob) * share), len(blob) - len(junk))
        blob[place : place + len(junk)] = junk
    survive(tmp_path, bytes(blob))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(place=st.integers(0, 4095), junk=st.integers(0, 255))
@example(place=18, junk=3)
@example(place=1239, junk=26)
def test_any_byte_of_the_first_page(tmp_path: Path, whole: Path, place: int, junk: int) -> None:
    blob = bytearray(whole.read_bytes())
    blob[place] = junk
    survive(tmp_path, bytes(blob))


def test_a_large_file_is_checked_through_at_every_start(
    place: Place, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    monkeypatch.setattr("soleus_timer.storage.history.schema.SMALL_BYTES", 0)
    history = place.open()
    for number in range(40):
        history.add(kept(SHORT, number=number))
    history.upkeep(nobody)
    assert not history.is_damaged
    place.close()
    # A row that an index does not know: nothing that SQLite would stumble over by itself.
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        index = "UPDATE sqlite_master SET sql = ? WHERE name = 'sessions_by_day'"
        connection.execute(index, ("CREATE INDEX sessions_by_day ON sessions (day, sets)",))
        connection.commit()
    history = place.open()
    history.last_done()
    history.upkeep(nobody)
    assert history.is_damaged
    assert len(history.sessions()) == 40
    assert "is damaged" in told(history)[0]


def test_a_file_of_one_byte_is_no_new_history(place: Place, told: Told) -> None:
    history = place.open()
    history.add(kept(SHORT))
    history.upkeep(nobody)
    place.close()
    place.journals = [kept(SHORT, number=1)]
    place.path.write_bytes(b"S")
    history = place.open()
    assert [line.id for line in history.sessions()] == ["session-0", "session-1"]
    aside, backup, journals, _ratings = told(history)
    assert "is damaged (its header makes no sense). It was set aside" in aside
    assert "from the backup" in backup
    assert "from the journals: 1" in journals


def test_an_empty_file_that_nothing_can_fill_is_told(place: Place, told: Told) -> None:
    place.folder.mkdir()
    place.path.touch()
    history = place.open()
    assert (history.sessions(), told(history)) == ([], []), "it was killed at its first start"
    place.close()
    place.path.write_bytes(b"")
    (place.folder / "backups").mkdir()
    history = place.open()
    assert history.sessions() == []
    (sentence,) = told(history)
    assert "was an empty file" in sentence


def test_damage_in_the_middle_of_a_reading_ends_it(place: Place) -> None:
    history = place.open()
    for number in range(3):
        history.add(kept(SHORT, number=number))
    place.journals = [kept(SHORT, number=number) for number in range(3)]
    calls: list[int] = []

    def read(reader: Rows) -> None:
        calls.append(len(list(reader.whole())))
        raise sqlite3.DatabaseError("database disk image is malformed")

    with pytest.raises(HistoryError, match="malformed"):
        history.reading(read)
    assert calls == [3]
    assert len(history.sessions()) == 3
    assert [one.trouble for one in history.notices] == [Trouble.SET_ASIDE, Trouble.FROM_DAMAGED]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among files")
def test_a_pipe_in_its_place_is_set_aside(place: Place, told: Told) -> None:
    history = place.open()
    history.add(kept(SHORT))
    history.upkeep(nobody)
    place.close()
    place.path.unlink(missing_ok=True)
    os.mkfifo(place.path)
    os.mkfifo(place.folder / "backups" / "history-2099-01-01.db")
    history = place.open()
    assert [line.id for line in history.sessions()] == ["session-0"]
    aside, backup, _ratings = told(history)
    assert "is damaged (history.db is not an ordinary file)" in aside
    assert backup.startswith("Sessions brought back from the backup history-2026")
    assert (place.folder / f"history.damaged-{TODAY}.db").is_fifo()
    use(history)


def make_folder(path: Path) -> None:
    (path / "full").mkdir(parents=True)


def make_pipe(path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no pipes among files")
    os.mkfifo(path)


@pytest.mark.parametrize("make", [make_folder, make_pipe])
@pytest.mark.parametrize("companion", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("finder", ["question", "upkeep"])
def test_what_is_strange_beside_a_history_is_moved_alone(
    place: Place, told: Told, make: Callable[[Path], None], companion: str, finder: str
) -> None:
    history = place.open()
    history.add(kept(SHORT))
    place.close()
    strange = place.folder / f"history.db{companion}"
    for _ in range(2):
        make(strange)
        history = place.open()
        if finder == "upkeep":
            history.upkeep(nobody)
        assert [line.id for line in history.sessions()] == ["session-0"]
        (sentence,) = told(history)
        assert f"not an ordinary file: history.db{companion}. It was renamed to" in sentence
        place.close()
    assert not strange.exists()
    for more in ("", "-2"):
        assert (place.folder / f"history.strange-{TODAY}{more}.db{companion}").exists()
    assert not list(place.folder.glob("*damaged*"))
    use(place.open())
