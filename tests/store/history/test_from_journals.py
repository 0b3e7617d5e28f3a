"""What the history gets back from the journals."""

from pathlib import Path

from soleus_timer.store.history.from_journals import sessions_in_journals
from tests.store.journaling import Gym


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
