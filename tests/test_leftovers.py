"""Session after session in one window: none leaves a thread, a file or memory behind."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.session_rounds import bare_bus, check_nothing_is_left, left_after

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None,
    reason="counts what Linux tells of a process, on a bus of its own",
)


def test_sessions_leave_nothing_behind(tmp_path: Path) -> None:
    with bare_bus(tmp_path) as address:
        first, last = left_after(tmp_path / "data", 40, {"DBUS_SESSION_BUS_ADDRESS": address})
    check_nothing_is_left(first, last)
