"""The cue player, with and without sound, and its sound check."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer import resources
from soleus_timer.audio.cue_queue import SoundSettings
from soleus_timer.audio.player import SAMPLE, CuePlayer, check_cues
from soleus_timer.audio.scheduler import BREATH
from soleus_timer.audio.voice import Voice
from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.cue_rules import TICK
from soleus_timer.domain.phrases import spoken_units
from soleus_timer.domain.ports import CueOutput
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.settings import VOICE_SPEEDS
from soleus_timer.domain.units import SECOND, Nanoseconds
from tests.audio.rig import REPOSITORY, SoundServer, missing_programs, player, silent_environment

CHECK_TEMPO = """
import json, sys
from PySide6.QtCore import QCoreApplication
from soleus_timer.audio import player as players
from soleus_timer import resources
from soleus_timer.clock import MonotonicClock
from soleus_timer.audio.voice import Voice
application = QCoreApplication([])
players.CHECK, players.SAMPLE = players.CHECK[7:9], players.SAMPLE[:1]
player = players.CuePlayer(MonotonicClock(), voice=Voice(resources.voice()))
facts = {"outputs": []}
player.devices_listed.connect(lambda names: facts.update(devices=names))
player.output_changed.connect(facts["outputs"].append)
def end(name):
    facts["tested"] = name
    player.output_changed.connect(lambda name: application.quit())
player.tested.connect(end)
getattr(player, sys.argv[1])()
application.exec()
print(json.dumps(facts))
"""


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
    monkeypatch.setitem(sys.modules, "soleus_timer.audio.backends", None)
    player = CuePlayer(MonotonicClock())
    output: CueOutput = player
    told: list[str] = []
    player.silent.connect(told.append)
    for session in (1, 2):
        with qtbot.waitSignal(player.silent):
            output.open()
        output.cancel()
        output.schedule([CueDue(SECOND, 0, TICK), CueDue(SECOND, 0, Cue(Priority.FORM))])
        output.set_muted(True)
        player.apply(SoundSettings(volume=50))
        output.close()
        assert told == ["no_libpulse"] * session
    player.shut_down()
    player.shut_down()


def test_a_session_goes_on_where_no_sound_server_runs(tmp_path: Path) -> None:
    plan = {"cues": [[0.1, "tick"], [0.5, "work", "hum 1"]], "cancel": 0.3, "seconds": 1.5}
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


def test_a_check_plays_every_tone_and_words() -> None:
    cues = check_cues(10**9)
    assert {cue.cue.tone for cue in cues} == {*Tone, None}
    assert [cue.at for cue in cues] == sorted(cue.at for cue in cues)
    assert cues[0].at == 10**9


def test_a_sample_of_the_voice_is_words_that_have_clips_and_room() -> None:
    voice = Voice(resources.voice())
    voice.set_speed(min(VOICE_SPEEDS))
    for milliseconds, cue in SAMPLE:
        assert cue.tone is None
        assert cue.say is not None
        lengths = [voice.length(unit) for unit in spoken_units(cue.say)]
        seconds = sum(one for one in lengths if one is not None) + BREATH * len(lengths) / SECOND
        assert None not in lengths
        assert seconds < milliseconds / 1000


@pytest.mark.parametrize("check", ["test", "play_sample"])
@pytest.mark.skipif(bool(missing_programs()), reason="there is no sound server")
def test_a_check_tells_where_it_was_heard_and_closes(server: SoundServer, check: str) -> None:
    with server.recording() as recorded:
        done = subprocess.run(
            [sys.executable, "-c", CHECK_TEMPO, check],
            env=server.environment,
            cwd=REPOSITORY,
            timeout=60,
            capture_output=True,
            text=True,
            check=True,
        )
        assert recorded().any()
    facts = json.loads(done.stdout)
    assert facts["tested"] == "Null Output"
    assert facts["outputs"] == ["Null Output", ""]
    assert facts["devices"] == ["Null Output"]


def test_a_check_where_nothing_can_be_heard_ends_at_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "soleus_timer.audio.backends", None)
    player = CuePlayer(MonotonicClock())
    silent: list[str] = []
    player.silent.connect(silent.append)
    for check in (1, 2):
        with qtbot.waitSignal(player.tested) as told:
            player.test()
        assert told.args == [""]
        assert silent == ["no_libpulse"] * check
    with qtbot.waitSignal(player.devices_listed) as names:
        player.ask_devices()
    assert names.args == [[]]
    player.shut_down()
