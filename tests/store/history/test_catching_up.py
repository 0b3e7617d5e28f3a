"""What the history gets from late journals at a start."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from soleus_timer.core.history.kept import Wanted
from soleus_timer.store.history.catching_up import LOOKED_BACK, catch_up
from soleus_timer.store.history.history_file import HistoryFile
from tests.store.journaling import Gym


def test_what_a_crash_kept_from_the_history_is_added_once(tmp_path: Path) -> None:
    history = HistoryFile(tmp_path / "history")
    assert not history.sessions()
    gym = Gym(tmp_path / "journals").start(until=10_000)
    today = datetime.now(UTC).date()
    assert catch_up(history, gym.journals, today) == 1
    assert [line.id for line in history.sessions(Wanted())] == gym.journals.kept()
    history.delete(gym.journals.kept()[0])
    assert catch_up(history, gym.journals, today) == 0, "what was deleted stays so"
    assert not history.sessions()
    history.close()


def test_old_journals_are_left_alone(tmp_path: Path) -> None:
    history = HistoryFile(tmp_path / "history")
    history.last_done()
    gym = Gym(tmp_path / "journals").start(until=10_000)
    later = datetime.now(UTC).date() + LOOKED_BACK + timedelta(days=2)
    assert catch_up(history, gym.journals, later) == 0
    history.close()
