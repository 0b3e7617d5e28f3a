"""A sample of what `tests/soak/test_damaged_history.py` does for long."""

from pathlib import Path

import pytest

from tests.storage.history.damaging import KINDS, Original, survive

SAMPLES = 4


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    return Original(tmp_path_factory.mktemp("original"), sessions=120)


@pytest.mark.parametrize("place", range(len(KINDS)), ids=[kind.__name__ for kind in KINDS])
def test_damage_loses_nothing_in_silence(original: Original, tmp_path: Path, place: int) -> None:
    for sample in range(SAMPLES):
        survive(original, tmp_path / "data", place + sample * len(KINDS))
