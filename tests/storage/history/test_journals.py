"""What the history gets from the journals when somebody opens it."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from soleus_timer.domain.history.session import Rating, SessionQuery
from soleus_timer.domain.session.commands import RedoSet, Resume, Stop
from soleus_timer.storage.history.journals import catch_up, sessions_in_journals
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.journals import Journals
from tests.storage.journaling import Gym


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path / "history")
    made.last_done()
    yield made
    made.close()


@pytest.fixture
def gym(tmp_path: Path) -> Gym:
    return Gym(tmp_path / "journals")


def killed(gym: Gym) -> Gym:
    """Let the program die and start anew on the same folder."""
    gym.journal.close()
    return Gym(gym.folder)


def lines(history: History) -> list[tuple[int, bool]]:
    return [(line.sets_done, line.partial) for line in history.sessions(SessionQuery())]


def test_what_a_crash_kept_from_the_history_is_added_once(history: History, gym: Gym) -> None:
    gym.start(until=10_000)
    assert catch_up(history, gym.journals) == 1
    assert [line.id for line in history.sessions(SessionQuery())] == gym.journals.kept()
    history.delete(gym.journals.kept()[0])
    assert catch_up(history, gym.journals) == 0, "what was deleted stays so"
    assert not history.sessions()


@pytest.mark.parametrize("days", [1, 61, 4000])
def test_a_killed_session_is_added_however_late_it_is_seen(
    history: History, gym: Gym, days: int
) -> None:
    gym.wall.moved = -timedelta(days=days)
    later = killed(gym.start(until=122))
    path = later.file()
    os.utime(path, (later.wall().timestamp() - days * 86_400,) * 2)
    assert later.journals.unfinished() is None
    assert catch_up(history, later.journals) == 1
    assert lines(history) == [(1, True)]


def test_a_killed_session_is_there_before_anybody_decides_what_becomes_of_it(
    history: History, gym: Gym
) -> None:
    second = killed(gym.start(until=122))
    assert catch_up(history, second.journals) == 1
    assert lines(history) == [(1, True)]
    assert second.journals.unfinished() is not None, "it is still offered"
    assert catch_up(history, second.journals) == 0


def test_what_goes_on_replaces_what_was_kept_in_part(history: History, gym: Gym) -> None:
    second = killed(gym.start(until=122))
    catch_up(history, second.journals)
    (kept,) = history.sessions()
    rating = Rating(3, 4, "stairs")
    history.rate(kept.id, rating)
    second.take_up(at=122)
    assert catch_up(history, second.journals) == 0, "it is led by a program"
    second.do(RedoSet(), 125)
    second.do(Resume(), 130)
    second.to(170)
    third = killed(second)
    assert catch_up(history, third.journals) == 1
    assert lines(history) == [(2, True)]
    third.take_up(at=170)
    third.do(Resume(), 175)
    third.to(1000)
    assert catch_up(history, third.journals) == 1
    assert lines(history) == [(3, False)]
    assert catch_up(history, third.journals) == 0
    found = history.session(kept.id)
    assert found is not None
    assert found.rating == rating
    assert [[one.reason for one in done.attempts] for done in found.record.sets] == [
        ["completed"],
        ["redone", "completed"],
        ["completed"],
    ]


def test_finished_where_it_was_left_it_is_in_part_no_more(history: History, gym: Gym) -> None:
    second = killed(gym.start(until=122))
    catch_up(history, second.journals)
    second.take_up(at=122)
    second.do(Stop(), 123)
    assert catch_up(history, second.journals) == 1
    assert lines(history) == [(1, False)]


def test_a_session_that_goes_on_after_it_was_deleted_is_back(history: History, gym: Gym) -> None:
    second = killed(gym.start(until=122))
    catch_up(history, second.journals)
    history.delete(history.sessions()[0].id)
    second.take_up(at=122)
    second.do(Resume(), 123)
    second.to(1000)
    assert catch_up(history, second.journals) == 1
    assert lines(history) == [(3, False)]


def test_a_journal_that_was_damaged_since_takes_nothing_away(history: History, gym: Gym) -> None:
    second = killed(gym.start(until=215))
    catch_up(history, second.journals)
    assert lines(history) == [(2, True)]
    path, data = second.file(), second.file().read_bytes()
    path.write_bytes(data[: data.index(b"\n") + 40])
    catch_up(history, second.journals)
    assert lines(history) == [(2, True)]
    second.take_up(at=5)
    second.do(Resume(), 10)
    second.to(60)
    third = killed(second)
    third.take_up(at=60)
    third.do(Stop(), 61)
    catch_up(history, third.journals)
    assert lines(history) == [(2, False)]


def test_a_journal_that_cannot_be_read_is_looked_at_once(
    history: History, gym: Gym, monkeypatch: pytest.MonkeyPatch
) -> None:
    gym.start(until=1000)
    (kept,) = gym.journals.kept()
    (gym.folder / "kept" / f"{kept}.jsonl").write_bytes(b"no journal\n")
    assert catch_up(history, gym.journals) == 0

    def read(_journals: Journals, session_id: str) -> None:
        pytest.fail(f"{session_id} is read again")

    monkeypatch.setattr("soleus_timer.storage.history.journals.session_in_journal", read)
    assert catch_up(history, gym.journals) == 0


def test_a_copied_journal_is_no_session(history: History, gym: Gym) -> None:
    gym.start(until=1000)
    (kept,) = gym.journals.kept()
    path = gym.folder / "kept" / f"{kept}.jsonl"
    for copy in (f"{kept} (copy).jsonl", f"Copy of {kept}.jsonl", f"{kept}(1).jsonl"):
        shutil.copy(path, path.with_name(copy))
    assert catch_up(history, gym.journals) == 1
    assert lines(history) == [(3, False)]


def test_many_are_added_in_several_transactions(
    history: History, gym: Gym, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soleus_timer.storage.history.journals._AT_ONCE", 2)
    for _ in range(5):
        killed(gym.start(until=60))
        gym = Gym(gym.folder)
    assert catch_up(history, gym.journals) == 5
    assert lines(history) == [(1, True)] * 5


def test_without_journals_no_history_is_made(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    assert catch_up(history, Gym(tmp_path / "journals").journals) == 0
    assert not history.path.exists()


def test_sessions_that_are_over_come_back_from_their_journals(tmp_path: Path) -> None:
    gym = Gym(tmp_path / "journals").start(until=10_000)
    gym.journal.close()
    session_id = next(iter(gym.journals.kept()))
    (tmp_path / "journals" / "kept" / "zz-garbage.jsonl").write_bytes(b"no journal\n")
    (session,) = sessions_in_journals(gym.journals)
    assert session.id == session_id
    assert session.timeline == gym.session.timeline
    assert not session.partial
    assert session.record.sets_done == session.record.sets_planned
    assert (session.ended - session.started).total_seconds() == session.record.duration / 1e9


def test_a_copied_journal_is_no_session_of_its_own(tmp_path: Path) -> None:
    gym = Gym(tmp_path / "journals").start(until=10_000)
    gym.journal.close()
    (session_id,) = gym.journals.kept()
    kept = tmp_path / "journals" / "kept"
    data = (kept / f"{session_id}.jsonl").read_bytes()
    for name in (f"{session_id} (copy)", f"{session_id} - Kopie", f"Copy of {session_id}"):
        (kept / f"{name}.jsonl").write_bytes(data)
        (kept.parent / f"{name}.jsonl").write_bytes(data)
    assert gym.journals.unfinished() is None
    assert gym.journals.kept() == [session_id]
    (kept / f"{session_id[:-6]}ffffff.jsonl").write_bytes(data)
    assert [one.id for one in sessions_in_journals(gym.journals)] == [session_id]


def test_a_session_that_no_calendar_can_end_is_left_out(tmp_path: Path) -> None:
    gym = Gym(tmp_path / "journals")
    gym.wall.moved = datetime(9999, 12, 31, 22, 59, 50, tzinfo=UTC) - datetime.now(UTC)
    gym.start(until=60).journal.close()
    gym.journals.keep(gym.file().stem)
    assert len(gym.journals.kept()) == 1
    assert list(sessions_in_journals(gym.journals)) == []
