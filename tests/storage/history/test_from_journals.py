"""What the history gets back from the journals."""

from datetime import UTC, datetime
from pathlib import Path

from soleus_timer.storage.history.journals import sessions_in_journals
from tests.storage.journaling import Gym


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
