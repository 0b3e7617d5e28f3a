"""Histories of 300 sessions, damaged at random; SOAK_HISTORIES is how many."""

import os
from collections import Counter
from pathlib import Path

from tests.storage.history.damaging import Original, survive

HISTORIES = int(os.environ.get("SOAK_HISTORIES", "3000"))
FIRST = int(os.environ.get("SOAK_SEED", "0"))


def test_damage_loses_nothing_in_silence(tmp_path: Path) -> None:
    original = Original(tmp_path / "original")
    found = Counter(
        survive(original, tmp_path / "data", seed) for seed in range(FIRST, FIRST + HISTORIES)
    )
    for outcome, count in sorted(found.items()):
        print(f"{count:6} {outcome}")
