"""The sound's part of the settings reaches the voice and the player at once."""

from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from soleus_timer.app import session_sound
from soleus_timer.app.session_sound import SessionSound
from soleus_timer.audio.cue_queue import SoundSettings
from soleus_timer.audio.player import CuePlayer
from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.phrases import Code, Phrase, spoken_units
from soleus_timer.storage.data_folder import DataFolder
from tests.ui.conftest import Desk, setting_field


class Player(CuePlayer):
    """A player without an output: notes how long "Go" took when settings were applied."""

    applied: ClassVar[list[tuple[float, float | None]]] = []

    def apply(self, settings: SoundSettings) -> None:
        assert self._voice is not None
        (go,) = spoken_units(Phrase(Code.GO))
        self.applied.append((settings.voice_speed, self._voice.length(go)))

    def _run_thread(self) -> bool:
        return False


def test_the_voice_is_at_its_new_pace_when_the_player_is_told(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    applied = Player.applied
    monkeypatch.setattr(session_sound, "CuePlayer", Player)
    owner = QObject()
    sound = SessionSound(
        desk.runner,
        desk.pages._preferences,
        desk.pages,
        MonotonicClock(),
        DataFolder(tmp_path / "data"),
        owner,
    )
    qtbot.mouseClick(desk.pages.today.start, Qt.MouseButton.LeftButton)
    applied.clear()
    pace = setting_field(desk.pages.settings, "voice_speed")
    for speed in (1.1, 0.9, 1.0):
        pace.setCurrentIndex(pace.findData(speed))
    (_, faster), (_, slower), (_, usual) = applied
    assert [speed for speed, _ in applied] == [1.1, 0.9, 1.0]
    assert usual is not None
    assert (faster, slower) == pytest.approx((usual / 1.1, usual / 0.9))
    sound.close()
