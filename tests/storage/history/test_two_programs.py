"""Window and terminal on one history at the same time: neither takes the other's locks away."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from soleus_timer.domain.history.session import Rating
from soleus_timer.storage.history.repository import History
from tests.domain.helpers import tip_toe_walk
from tests.domain.history.helpers import kept

ANOTHER_PROGRAM = """
import sys
from pathlib import Path
from soleus_timer.storage.history.repository import History

history = History(Path(sys.argv[1]))
print(len(history.sessions()))
history.close()
"""


def sessions_seen_by_another_program(folder: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROGRAM, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path)
    made.add(kept(tip_toe_walk(), number=0))
    yield made
    made.close()


@pytest.mark.parametrize("twice", [False, True])
def test_what_another_thread_opened_and_closed_costs_no_lock(
    history: History, tmp_path: Path, twice: bool
) -> None:
    for _ in range(1 + twice):
        twin = history.apart()
        assert len(twin.sessions()) == 1
        twin.close()
    assert sessions_seen_by_another_program(tmp_path) == 1
    assert (tmp_path / "history.db-wal").exists(), "it is not the last one that has it open"
    history.rate("session-0", Rating(pain=8))
    history.add(kept(tip_toe_walk(), number=1))
    assert sessions_seen_by_another_program(tmp_path) == 2
    history.close()
    anew = History(tmp_path)
    found = anew.session("session-0")
    assert found is not None
    assert found.rating.pain == 8
    assert anew.notices == ()
    anew.close()


def test_upkeep_costs_no_lock(history: History, tmp_path: Path) -> None:
    history.upkeep(lambda _session_id: None)
    twin = history.apart()
    twin.upkeep(lambda _session_id: None)
    assert sessions_seen_by_another_program(tmp_path) == 1
    assert (tmp_path / "history.db-wal").exists()
