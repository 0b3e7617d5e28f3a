"""A sample of `tests/soak/test_chains.py`: lives of the real program in terminal and window."""

import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

CHECKOUT = Path(__file__).parents[1]
CHAINS = (
    ("tests.terminal_chains", 10),
    ("tests.terminal_chains", 19),
    ("tests.soak.mixed_chains", 5),
)


def test_the_history_says_what_was_done_however_the_program_ends(tmp_path: Path) -> None:
    lanes = [
        subprocess.Popen(
            [sys.executable, "-m", chains, str(seed), "1", str(tmp_path)],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for chains, seed in CHAINS
    ]
    for lane in lanes:
        assert lane.communicate()[0] == ""
        assert lane.returncode == 0
