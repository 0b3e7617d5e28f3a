"""Two hundred sessions in one window, with and without a sound server."""

import shutil
import sys
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from tests.audio.rig import missing_programs, sound_server
from tests.session_rounds import bare_bus, check_nothing_is_left, left_after

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None,
    reason="counts what Linux tells of a process, on a bus of its own",
)


@pytest.mark.parametrize("with_sound", [False, True])
def test_200_sessions_leave_nothing_behind(tmp_path: Path, with_sound: bool) -> None:
    if with_sound and (missing := missing_programs()):
        pytest.skip(f"not installed: {', '.join(missing)}")
    with ExitStack() as stack:
        environment = {"DBUS_SESSION_BUS_ADDRESS": stack.enter_context(bare_bus(tmp_path))}
        if with_sound:
            sound = tmp_path / "sound"
            sound.mkdir()
            server = stack.enter_context(sound_server(sound))
            environment["PULSE_SERVER"] = server.environment["PULSE_SERVER"]
        found = left_after(tmp_path / "data", 200, environment)
    for before, after in pairwise(found[1:]):
        check_nothing_is_left(before, after)
    check_nothing_is_left(found[1], found[-1])
