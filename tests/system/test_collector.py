"""The collector is off for a while, and as before afterwards."""

import gc
from contextlib import suppress

import pytest

from soleus_timer.system.collector import collector_off


@pytest.mark.parametrize("before", [True, False])
def test_it_is_off_meanwhile(before: bool) -> None:
    was_on = gc.isenabled()
    (gc.enable if before else gc.disable)()
    try:
        with collector_off():
            assert not gc.isenabled()
        assert gc.isenabled() is before
        with suppress(ValueError), collector_off():
            raise ValueError
        assert gc.isenabled() is before
    finally:
        (gc.enable if was_on else gc.disable)()
