"""The sound check: each kind once, and where it was heard; or that nothing was."""

import json
import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.audio.player import CuePlayer
from soleus_timer.audio.sound_check import CheckKind, check_cues
from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import Settings, ToneSet
from tests.audio.rig import REPOSITORY, SoundServer, missing_programs

CHECK = """
import json, sys
from PySide6.QtCore import QCoreApplication
from soleus_timer.audio.player import CuePlayer
from soleus_timer.audio.sound_check import CheckKind
from soleus_timer.clock import MonotonicClock
from tests.audio.hummer import Hummer
application = QCoreApplication([])
player = CuePlayer(MonotonicClock(), voice=Hummer())
facts = {"outputs": []}
player.devices_told.connect(lambda names: facts.update(devices=names))
player.output_changed.connect(facts["outputs"].append)
def end(name):
    facts["tested"] = name
    player.output_changed.connect(lambda name: application.quit())
player.tested.connect(end)
player.test(CheckKind(sys.argv[1]))
application.exec()
print(json.dumps(facts))
"""


def test_a_check_plays_every_tone_and_words() -> None:
    cues = check_cues(CheckKind.ALL, 10**9)
    assert {cue.cue.tone for cue in cues} == {*Tone, None}
    assert [cue.at for cue in cues] == sorted(cue.at for cue in cues)
    assert cues[0].at == 10**9
    for kind in CheckKind:
        assert check_cues(kind, 0)


@pytest.mark.skipif(bool(missing_programs()), reason="there is no sound server")
def test_a_check_tells_where_it_was_heard_and_closes(server: SoundServer) -> None:
    with server.recording() as recorded:
        done = subprocess.run(
            [sys.executable, "-c", CHECK, "tempo"],
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
    monkeypatch.setitem(sys.modules, "soleus_timer.audio.backends.choice", None)
    player = CuePlayer(MonotonicClock())
    silent: list[str] = []
    player.silent.connect(silent.append)
    for check in (1, 2):
        with qtbot.waitSignal(player.tested) as told:
            player.test()
        assert told.args == [""]
        assert silent == ["no_libpulse"] * check
    with qtbot.waitSignal(player.devices_told) as names:
        player.ask_devices()
    assert names.args == [[]]
    player.shut_down()


def test_the_programs_settings_are_taken_over() -> None:
    settings = Settings(
        device="Speaker",
        volume=70,
        voice_volume=50,
        tone_volume=30,
        voice=False,
        countdown_ticks=False,
        tone_set=ToneSet.WOOD,
        sounds={Tone.WORK: "b.wav", Tone.REST: "a.wav"},
    )
    taken = SoundSettings.of(settings)
    assert taken == SoundSettings(
        device="Speaker",
        volume=70,
        voice_volume=50,
        tone_volume=30,
        voice=False,
        countdown_ticks=False,
        tone_set=ToneSet.WOOD,
        sounds=((Tone.REST, "a.wav"), (Tone.WORK, "b.wav")),
    )
    assert taken.voice_gain == 0
    assert hash(taken) == hash(SoundSettings.of(settings))
