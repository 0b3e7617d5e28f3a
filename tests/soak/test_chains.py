"""Sessions that end in every way there is and are resumed, in terminal and window, again and again.

`SOLEUS_SOAK_CHAINS` says how many chains of lives there are (200 where it does not),
`SOLEUS_SOAK_FIRST` the seed of the first, `SOLEUS_SOAK_LANES` how many run at a time.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

CHECKOUT = Path(__file__).parents[2]
CHAINS = int(os.environ.get("SOLEUS_SOAK_CHAINS", "200"))
FIRST = int(os.environ.get("SOLEUS_SOAK_FIRST", "0"))
LANES = int(os.environ.get("SOLEUS_SOAK_LANES", str(2 * (os.cpu_count() or 1))))
"""A life mostly waits, so there may be more of them than processors."""


@pytest.mark.parametrize("chains", ["tests.terminal_chains", "tests.soak.mixed_chains"])
def test_no_set_is_lost_and_none_invented(tmp_path: Path, chains: str) -> None:
    share = -(-CHAINS // LANES)
    lanes = [
        subprocess.Popen(
            [sys.executable, "-m", chains, str(first), str(share), str(tmp_path)],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in range(FIRST, FIRST + LANES * share, share)
    ]
    wrong = [line for lane in lanes for line in lane.communicate()[0].splitlines()]
    assert not wrong, "\n".join(wrong)
    assert all(lane.returncode == 0 for lane in lanes)
