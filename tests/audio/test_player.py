"""The cue player without sound: the session goes on, and hears of it once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.audio.player import CuePlayer
from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.cue_rules import TICK
from soleus_timer.domain.ports import CueOutput
from soleus_timer.domain.session.events import Cue, CueDue, Priority
from soleus_timer.domain.units import SECOND, Nanoseconds
from tests.audio.rig import REPOSITORY, player, silent_environment


def test_it_is_made_without_numpy_and_without_sound() -> None:
    code = (
        "import sys; from soleus_timer.audio.player import CuePlayer;"
        "from soleus_timer.clock import MonotonicClock; CuePlayer(MonotonicClock());"
        "print(*{'numpy', 'PySide6.QtMultimedia'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == ""


def test_a_session_goes_on_where_no_library_for_sound_can_be_loaded(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "soleus_timer.audio.backends.choice", None)
    player = CuePlayer(MonotonicClock())
    output: CueOutput = player
    told: list[str] = []
    player.silent.connect(told.append)
    for session in (1, 2):
        with qtbot.waitSignal(player.silent):
            output.open()
        output.take_back()
        output.schedule([CueDue(SECOND, 0, TICK), CueDue(SECOND, 0, Cue(Priority.FORM))])
        output.set_muted(True)
        player.set_volume(50)
        output.close()
        assert told == ["no_libpulse"] * session
    player.shut_down()
    player.shut_down()


def test_a_session_goes_on_where_no_sound_server_runs(tmp_path: Path) -> None:
    plan = {"cues": [[0.1, "tick"], [0.5, "work", "hum 1"]], "take_back": 0.3, "seconds": 1.5}
    done = subprocess.run(
        player(plan, tmp_path),
        env=silent_environment(tmp_path),
        cwd=REPOSITORY,
        timeout=60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    codes = [fact["silent"] for fact in facts if "silent" in fact]
    assert len(codes) == 1
    assert codes[0] in {"no_libpulse", "no_device", "device_failed"}
    assert facts[-1] == {"ended": True}


@pytest.mark.parametrize("way", ["", "qt"], ids=["no server", "asked for"])
def test_where_qtmultimedia_is_missing_too_that_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
) -> None:
    for name, value in silent_environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SOLEUS_SOUND", way)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delitem(sys.modules, "soleus_timer.audio.backends.qt", raising=False)
    player = CuePlayer(MonotonicClock())
    with qtbot.waitSignal(player.silent) as told:
        player.open()
    assert told.args == ["no_qtsound"]
    player.close()
    player.shut_down()


def test_a_player_that_was_never_opened_ends_without_a_word(qtbot: QtBot) -> None:
    player = CuePlayer(MonotonicClock())
    player.schedule([CueDue(Nanoseconds(0), 0, TICK)])
    player.close()
    player.shut_down()
