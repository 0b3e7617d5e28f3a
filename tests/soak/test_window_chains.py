"""Random chains of lives in window and terminal: no set is lost and none invented."""

import os
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from soleus_timer.store.journals import SUFFIX
from tests.chains import differences
from tests.kill_rounds import journals_of
from tests.soak.window_chains import LifeError, live_in_window, window_workout

CHAINS = int(os.environ.get("SOLEUS_SOAK_CHAINS", "200"))
FIRST = int(os.environ.get("SOLEUS_SOAK_FIRST", "0"))
"""The seed of the first chain: another number, other chains."""

LANES = int(os.environ.get("SOLEUS_SOAK_LANES", str(os.cpu_count() or 1)))
MOST_LIVES = 4

Live = Callable[[Path, Path, Path, random.Random], bool]


def test_no_set_is_lost_and_none_invented(tmp_path_factory: pytest.TempPathFactory) -> None:
    def one(seed: int) -> str | None:
        return chain(tmp_path_factory.mktemp(f"chain-{seed}-"), seed)

    with ThreadPoolExecutor(LANES) as lanes:
        found = list(lanes.map(one, range(FIRST, FIRST + CHAINS)))
    wrong = [said for said in found if said is not None]
    assert not wrong, "\n".join([f"{len(wrong)} of {CHAINS} chains", *wrong])


def chain(folder: Path, seed: int) -> str | None:
    """Live a chain; return what is wrong with the history afterwards."""
    generator = random.Random(seed)
    workout = window_workout(folder, generator)
    logs: list[Path] = []
    killed: set[Path] = set()
    try:
        for life in range(generator.randint(2, MOST_LIVES)):
            log = folder / f"life-{life}.jsonl"
            logs.append(log)
            if live_in_window(folder, workout, log, generator):
                killed.add(log)
        # Nobody takes the last session up any more: the history has it as its journal does.
        journals = journals_of(folder)
        for path in journals.folder.glob(f"*{SUFFIX}"):
            journals.keep(path.stem)
        wrong = differences(folder, logs, killed)
    except LifeError as error:
        return f"seed {seed}: {error}"
    return f"seed {seed}: {'; '.join(wrong)}" if wrong else None
