"""The settings: each is applied at once, and the sound can be tried whenever wanted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from soleus_timer.core.appearance import Appearance
from soleus_timer.core.choices import Choices
from soleus_timer.core.cues import Tone
from soleus_timer.core.preferences import FormCues, RepCounts, ToneSet
from soleus_timer.core.settings import Settings
from soleus_timer.ui.pages.settings_page import SettingsPage
from soleus_timer.ui.sound_desk import SoundDesk
from tests.ui.conftest import Desk, MemoryStore

OTHER = Settings(
    count_in_seconds=5,
    muted=True,
    device="Headset",
    volume=10,
    voice_volume=20,
    tone_volume=30,
    voice=False,
    form_cues=FormCues.SOME,
    rep_counts=RepCounts.LAST_FIVE,
    halfway=False,
    ten_seconds=False,
    countdown_ticks=False,
    tempo_tones=False,
    tone_set=ToneSet.WOOD,
    sounds={Tone.TURN: "/home/anna/gong.wav"},
    voice_speed=1.5,
    flash=False,
    appearance=Appearance.DARK,
)


def set_all(page: SettingsPage, settings: Settings) -> None:
    """Use every field of the page as a person would."""
    page.sound.setChecked(not settings.muted)
    page.device.addItem(settings.device, settings.device)
    page.device.setCurrentIndex(page.device.findData(settings.device))
    page.device.activated.emit(page.device.currentIndex())
    page.volume.setValue(settings.volume)
    page.voice_volume.setValue(settings.voice_volume)
    page.tone_volume.setValue(settings.tone_volume)
    page.voice.setChecked(settings.voice)
    page.form_cues.setCurrentIndex(page.form_cues.findData(settings.form_cues))
    page.rep_counts.setCurrentIndex(page.rep_counts.findData(settings.rep_counts))
    page.halfway.setChecked(settings.halfway)
    page.ten_seconds.setChecked(settings.ten_seconds)
    page.countdown_ticks.setChecked(settings.countdown_ticks)
    page.tempo_tones.setChecked(settings.tempo_tones)
    page.tone_set.setCurrentIndex(page.tone_set.findData(settings.tone_set))
    page.voice_speed.setValue(settings.voice_speed)
    page.count_in.setValue(settings.count_in_seconds)
    page.appearance.setCurrentIndex(page.appearance.findData(settings.appearance))
    page.flash.setChecked(settings.flash)


def test_every_setting_can_be_set_and_shown(
    desk: Desk, store: MemoryStore, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = desk.pages.settings
    set_all(page, OTHER)
    page.own_sounds.tone.setCurrentIndex(page.own_sounds.tone.findData(Tone.TURN))
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_arguments: ("/home/anna/gong.wav", "")
    )
    qtbot.mouseClick(page.own_sounds.choose, Qt.MouseButton.LeftButton)
    assert store.settings == OTHER
    again = SettingsPage(store.settings, Path("workouts"), SoundDesk())
    qtbot.addWidget(again)
    changes: list[Settings] = []
    again.changed.connect(changes.append)
    set_all(again, OTHER)
    assert all(change == OTHER for change in changes), "what is shown is what was set"
    again.own_sounds.tone.setCurrentIndex(again.own_sounds.tone.findData(Tone.TURN))
    assert again.own_sounds.file.text() == "gong.wav"


def test_back_to_default_keeps_what_is_no_setting(
    desk: Desk, store: MemoryStore, qtbot: QtBot
) -> None:
    desk.pages.home.choices.sets.setValue(5)
    set_all(desk.pages.settings, OTHER)
    qtbot.mouseClick(desk.pages.settings.defaults, Qt.MouseButton.LeftButton)
    assert store.settings == Settings(choices={"tip-toe-walking": Choices(sets=5)})
    assert desk.pages.settings.volume.value() == Settings().volume


def test_the_sound_is_tried_from_the_first_page(
    desk: Desk, store: MemoryStore, qtbot: QtBot
) -> None:
    home, page = desk.pages.home, desk.pages.settings
    assert home.sound_check.isVisible()
    with qtbot.waitSignals([desk.pages.desk.test_asked, desk.pages.desk.devices_asked]):
        qtbot.mouseClick(home.sound_check, Qt.MouseButton.LeftButton)
    assert desk.pages.pages.currentWidget() is page
    desk.pages.desk.output_told.emit("Built-in speakers")
    assert page.output.text() == "Played on Built-in speakers"
    assert store.settings.sound_checked
    qtbot.mouseClick(page.home, Qt.MouseButton.LeftButton)
    assert home.sound_check.isHidden(), "tried once is enough"


def test_a_chosen_output_stays_chosen_while_it_is_away(desk: Desk) -> None:
    page = desk.pages.settings
    page.show_settings(Settings(device="Headset"))
    desk.pages.desk.devices_told.emit(["Built-in speakers", "Television"])
    names = [page.device.itemText(row) for row in range(page.device.count())]
    assert names == ["The system's own choice", "Built-in speakers", "Television", "Headset"]
    assert page.device.currentData() == "Headset"


def is_washed(desk: Desk) -> bool:
    flash = desk.pages.running.flash
    return flash.isVisible() and not flash.is_sweep


@pytest.mark.parametrize(("muted", "flash"), [(True, True), (True, False), (False, True)])
def test_changes_flash_while_the_sound_is_off(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, muted: bool, flash: bool
) -> None:
    monkeypatch.setattr("soleus_timer.ui.pages.running_page.prefers_less_motion", lambda: False)
    page = desk.pages.settings
    page.sound.setChecked(not muted)
    page.flash.setChecked(flash)
    qtbot.mouseClick(desk.pages.home.start, Qt.MouseButton.LeftButton)
    assert not is_washed(desk)
    desk.wait(10)
    assert is_washed(desk) == (muted and flash)
    if muted and flash:
        with qtbot.waitSignal(desk.pages.running.flash.fading.finished):
            pass
        assert not desk.pages.running.flash.isVisible()


def test_less_motion_means_no_flash(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soleus_timer.ui.pages.running_page.prefers_less_motion", lambda: True)
    desk.pages.settings.sound.setChecked(False)
    qtbot.mouseClick(desk.pages.home.start, Qt.MouseButton.LeftButton)
    desk.wait(10)
    assert not desk.pages.running.flash.isVisible()
