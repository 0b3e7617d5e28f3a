"""An import or an export that is ended half way: nothing is imported, and no file is left."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assets.screenshots.practice import filled
from soleus_timer.app.history_files import WindowWays
from soleus_timer.domain.history.problems import HistoryError
from soleus_timer.services.background import CancelledError, Task
from soleus_timer.storage.history.db import DamagedHistoryError
from soleus_timer.storage.history.json_format import Prescriptions
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.rows import MOST_CACHED, MOST_STEPS_CACHED, Recent
from soleus_timer.storage.prescription import timeline_fields
from soleus_timer.ui.pages.history.files import Report


class Share:
    """Takes reports, and cancels at one."""

    def __init__(self, cancel_at: float = 2.0) -> None:
        self.cancel_at = cancel_at
        self.shares: list[float] = []

    def __call__(self, share: float) -> None:
        self.shares.append(share)
        if share >= self.cancel_at:
            raise CancelledError


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = filled(tmp_path / "past", 140)
    yield made
    made.close()


@pytest.fixture
def ways(history: History) -> WindowWays:
    return WindowWays(history, lambda: 3)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path / "empty")
    yield made
    made.close()


def ids(history: History) -> list[str]:
    return [line.id for line in history.sessions()]


@pytest.mark.parametrize("kind", ["csv", "json", "pdf"])
@pytest.mark.parametrize("cancel_at", [0.0, 0.5])
def test_a_cancelled_export_leaves_what_was_there(
    ways: WindowWays, tmp_path: Path, kind: str, cancel_at: float, qapp: object
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"out.{kind}"
    path.write_text("before", "utf-8")
    way: Callable[[Path, Report], None] = getattr(ways, f"write_{kind}")
    with pytest.raises(CancelledError):
        way(path, Share(cancel_at))
    assert path.read_text("utf-8") == "before"
    assert list(folder.iterdir()) == [path]
    done = Share()
    way(path, done)
    assert path.stat().st_size > 1000
    assert done.shares == sorted(done.shares)
    assert 0 <= done.shares[0] < 0.5 <= done.shares[-1] <= 1


@pytest.mark.parametrize("cancel_at", [0.0, 0.3, 0.9])
def test_a_cancelled_import_imports_nothing(
    ways: WindowWays,
    history: History,
    empty: History,
    tmp_path: Path,
    cancel_at: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("soleus_timer.storage.history.json_stream.CHUNK", 4096)
    file = tmp_path / "all.json"
    ways.write_json(file, Share())
    into = WindowWays(empty, lambda: 3)
    assert ids(empty) == []
    with pytest.raises(CancelledError):
        into.import_file(file, Share(cancel_at))
    assert ids(empty) == []
    done = Share()
    assert into.import_file(file, done) == (len(ids(history)), 0)
    assert ids(empty) == ids(history)
    assert len(done.shares) > 10
    assert done.shares == sorted(done.shares)


def test_the_window_reads_on_while_a_thread_imports(
    ways: WindowWays, history: History, empty: History, tmp_path: Path, qapp: object
) -> None:
    file = tmp_path / "all.json"
    ways.write_json(file, Share())
    assert ids(empty) == []
    at_work, go_on = threading.Event(), threading.Event()
    threads: set[int] = set()

    def pause(_share: float) -> None:
        threads.add(threading.get_ident())
        at_work.set()
        assert go_on.wait(60)

    def work(_task: Task) -> Callable[[], object]:
        WindowWays(empty, lambda: 3).import_file(file, pause)
        return lambda: None

    task = Task(work)
    task.start()
    assert at_work.wait(60)
    assert ids(empty) == [], "nothing of it is seen before all of it"
    go_on.set()
    assert task.wait(60)
    assert ids(empty) == ids(history)
    assert threading.get_ident() not in threads


def test_what_it_has_to_tell_comes_to_the_windows_history(tmp_path: Path, history: History) -> None:
    history.close()
    history.path.write_bytes(b"no history" * 100)
    ways = WindowWays(history, lambda: 3)
    ways.write_csv(tmp_path / "a.csv", Share())
    assert [said.trouble for said in history.notices]


def test_few_timelines_are_in_memory_at_once() -> None:
    recent: Recent[int, int] = Recent(lambda steps: steps)
    for number in range(1000):
        recent.set(number, 1)
    assert recent.get(999 - MOST_CACHED) is None
    assert recent.get(1000 - MOST_CACHED) == 1
    recent.set(-1, MOST_STEPS_CACHED + 1)
    assert recent.get(999) is None
    assert recent.get(-1) == MOST_STEPS_CACHED + 1, "the newest stays, whatever it weighs"


def test_prescriptions_come_back_whatever_is_in_memory(history: History) -> None:
    sessions = [history.session(one) for one in ids(history)]
    timelines = list({one.timeline for one in sessions if one is not None})
    found = Prescriptions()
    for _ in range(MOST_CACHED // len(timelines) + 2):
        for timeline in timelines:
            found.add(timeline_fields(timeline))
        found.add_unreadable()
    assert len(found) > MOST_CACHED
    again = [one for one in map(found.__getitem__, range(len(found))) if one is not None]
    assert again == timelines * (len(again) // len(timelines))
    assert found[len(timelines)] is None


SWOLLEN = """
import json, resource, sys
from datetime import datetime, timedelta
from pathlib import Path
from soleus_timer.storage.history.repository import History, local_time
from soleus_timer.storage.history.importing import import_history
from tests.storage.history.test_cancelling import swollen

folder = Path(sys.argv[1])
history = History(folder / "history")
history.sessions()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
import_history(swollen(folder, 6), history, local_time())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def swollen(folder: Path, prescriptions: int, steps: int = 100_000) -> Path:
    """Write a history of few sessions whose prescriptions have all the steps they may."""
    part = '{"index":0,"kind":"work","duration":1000000000,"title":"%d"}'
    places = ",".join(["[0,null]"] * steps)
    started = (datetime.now().astimezone() - timedelta(days=1)).isoformat()
    session = {
        "id": "one",
        "prescription": prescriptions - 1,
        "choices": {},
        "started": started,
        "ended": started,
        "completed": True,
        "partial": False,
        "duration_ns": 0,
        "paused_ns": 0,
        "pain": None,
        "effort": None,
        "note": "",
        "attempts": [],
    }
    path = folder / "swollen.json"
    with path.open("w", encoding="utf-8") as file:
        file.write('{"format":{"of":"soleus-timer history","version":1},"prescriptions":[')
        for number in range(prescriptions):
            comma = "," if number else ""
            file.write(
                f'{comma}{{"workout":"w","name":"W","parts":[{part % number}],"steps":[{places}]}}'
            )
        file.write('],"sessions":[' + json.dumps(session) + "]}")
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="counts as Linux does")
def test_a_file_takes_no_more_memory_than_its_largest_parts(tmp_path: Path) -> None:
    """Six prescriptions of 100,000 steps are 120 MB when all of them are there at once."""
    done = subprocess.run(
        [sys.executable, "-c", SWOLLEN, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 80 * 1024, "kilobytes"


def test_what_one_thread_sets_aside_the_other_lets_go_of(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = history.apart()
    before = ids(twin)
    assert before == ids(history) != []

    def find(*_asked: object) -> None:
        raise DamagedHistoryError("it is not whole")

    monkeypatch.setattr("soleus_timer.storage.history.access.keep_up", find)
    history.upkeep(print)
    assert twin.is_damaged
    assert ids(twin) == before, "all of it is legible"
    assert not history.is_damaged
    twin.delete(before[0])
    assert ids(history) == before[1:], "the new file, not the one that it had open"
    assert len(list(history.path.parent.glob("history.damaged-*.db"))) == 1
    history.upkeep(print)
    with pytest.raises(HistoryError, match="cannot be opened"):
        ids(twin)
    twin.close()
