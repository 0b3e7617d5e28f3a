"""The settings: each is applied at once, and the sound can be tried whenever wanted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.domain.appearance import Appearance, Motion, Units
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import FormCues, RepCounts, Settings, ToneSet, WhenAsleep
from soleus_timer.storage.validation import dump
from soleus_timer.ui.audio_signals import SoundDesk
from soleus_timer.ui.desktop import prefers_less_motion
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.pages.settings.fields import Choice, Loudness, Number, Switch
from soleus_timer.ui.pages.settings.page import SettingsPage
from soleus_timer.ui.pages.settings.rows import balanced
from soleus_timer.ui.preferences import Preferences
from tests.ui.conftest import Desk, MemoryShelf, MemoryStore, setting_field
from tests.ui.cut_texts import cut_texts

OTHER = Settings(
    count_in_seconds=5,
    when_asleep=WhenAsleep.PAUSE,
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
    voice_speed=1.1,
    flash=False,
    appearance=Appearance.CONTRAST,
    motion=Motion.LESS,
    units=Units.METRIC,
    ask_pain_and_effort=False,
    progression=False,
    planned_days_a_week=5,
)


def set_all(page: SettingsPage, settings: Settings) -> None:
    """Use every field of the page as a person would, but for the one that opens a dialog."""
    device = page.device
    device.addItem(settings.device, settings.device)
    device.setCurrentIndex(device.findData(settings.device))
    device.activated.emit(device.currentIndex())
    for key, row in page.rows.items():
        field, value = row.field, getattr(settings, key)
        if isinstance(field, Choice):
            field.setCurrentIndex(field.findData(value))
        elif isinstance(field, Switch):
            field.setChecked(value is not (key == "muted"))
        elif isinstance(field, Number | Loudness):
            field.setValue(value)


def test_every_setting_can_be_set_and_shown(
    desk: Desk, store: MemoryStore, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = desk.pages.settings
    set_all(page, OTHER)
    own = setting_field(page, "sounds")
    own.tone.setCurrentIndex(own.tone.findData(Tone.TURN))
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_arguments: ("/home/anna/gong.wav", "")
    )
    qtbot.mouseClick(own.choose, Qt.MouseButton.LeftButton)
    assert store.settings == OTHER
    again = SettingsPage(store.settings, Path("workouts"), SoundDesk())
    qtbot.addWidget(again)
    changes: list[Settings] = []
    again.changed.connect(changes.append)
    set_all(again, OTHER)
    assert all(change == OTHER for change in changes), "what is shown is what was set"
    own = setting_field(again, "sounds")
    own.tone.setCurrentIndex(own.tone.findData(Tone.TURN))
    assert own.file.text() == "gong.wav"


def test_back_to_default_keeps_what_is_no_setting(
    desk: Desk, store: MemoryStore, qtbot: QtBot
) -> None:
    desk.pages.today.choices.sets.setValue(5)
    set_all(desk.pages.settings, OTHER)
    qtbot.mouseClick(desk.pages.settings.defaults, Qt.MouseButton.LeftButton)
    assert store.settings == Settings(choices={"tip-toe-walking": Choices(sets=5)})
    assert setting_field(desk.pages.settings, "volume").value() == Settings().volume


def test_the_sound_is_tried_from_the_first_page(
    desk: Desk, store: MemoryStore, qtbot: QtBot
) -> None:
    today, page = desk.pages.today, desk.pages.settings
    assert today.sound_check.isVisible()
    with qtbot.waitSignals([desk.pages.desk.test_asked, desk.pages.desk.devices_asked]):
        qtbot.mouseClick(today.sound_check, Qt.MouseButton.LeftButton)
    assert desk.pages.pages.currentWidget() is page
    desk.pages.desk.output_reported.emit("Built-in speakers")
    assert page.output.text() == "Played on Built-in speakers"
    assert store.settings.sound_checked
    qtbot.mouseClick(page.home, Qt.MouseButton.LeftButton)
    assert today.sound_check.isHidden(), "tried once is enough"


def test_a_sample_of_the_voice_is_played_and_answered_beside_its_button(
    desk: Desk, qtbot: QtBot
) -> None:
    page, sound = desk.pages.settings, desk.pages.desk
    desk.pages.pages.setCurrentWidget(page)
    with qtbot.waitSignal(sound.sample_asked):
        qtbot.mouseClick(page.sample, Qt.MouseButton.LeftButton)
    assert page.sample_answer.text() == "Playing …"
    sound.output_reported.emit("Built-in speakers")
    assert page.sample_answer.text() == "Played on Built-in speakers"
    assert page.output.text() == ""
    assert page.sample.accessibleName() == "Play a sample of the voice"
    page.test.setFocus()
    qtbot.keyClick(page.test, Qt.Key.Key_Space)
    page.sample.setFocus()
    qtbot.keyClick(page.sample, Qt.Key.Key_Space)
    shown = (page.output.text(), page.sample_answer.text())
    assert shown == ("", "Playing …"), "what was broken off has no answer"
    setting_field(page, "voice").setChecked(False)
    with qtbot.assertNotEmitted(sound.sample_asked):
        qtbot.mouseClick(page.sample, Qt.MouseButton.LeftButton)
    assert page.sample_answer.text() == "The voice is off: switch it on to hear it."


def test_a_pace_of_an_earlier_version_is_shown_as_the_nearest(qtbot: QtBot) -> None:
    page = SettingsPage(Settings(voice_speed=1.5), Path("workouts"), SoundDesk())
    qtbot.addWidget(page)
    field = setting_field(page, "voice_speed")
    assert field.currentText() == "A little faster"
    with qtbot.waitSignal(page.changed) as changed:
        field.setCurrentIndex(field.findData(0.9))
    assert changed.args == [Settings(voice_speed=0.9)]


class MutedDesk:
    """A window that was started with --mute."""

    def __init__(self, desk: Desk, store: MemoryStore, folder: Path) -> None:
        self.preferences = Preferences(store, muted=True)
        past = desk.pages._past
        self.pages = Navigation(desk.runner, self.preferences, folder, MemoryShelf(), past)
        self.store = store


@pytest.fixture
def muted(qtbot: QtBot, desk: Desk, store: MemoryStore, tmp_path: Path) -> MutedDesk:
    made = MutedDesk(desk, store, tmp_path)
    qtbot.addWidget(made.pages)
    made.pages.show()
    made.pages.pages.setCurrentWidget(made.pages.settings)
    return made


def test_the_settings_show_that_the_sound_is_off_by_mute(muted: MutedDesk, qtbot: QtBot) -> None:
    page, pages = muted.pages.settings, muted.pages
    assert pages.notices.text() == "Sound is off by --mute (M)"
    assert not page.sound.isChecked()
    assert page.muted_by_option.isVisible()
    assert page.muted_by_option.text() == "Off for this run, by --mute."
    with qtbot.assertNotEmitted(pages.desk.test_asked):
        qtbot.mouseClick(page.test, Qt.MouseButton.LeftButton)
    assert page.output.text() == "The sound is off: switch it on to hear it."
    assert not muted.store.settings.sound_checked
    setting_field(page, "volume").setValue(50)
    assert muted.preferences.muted, "another setting does not switch the sound on"
    assert not page.sound.isChecked()
    assert muted.store.settings == Settings(volume=50)


@pytest.mark.parametrize("by", ["switch", "key"])
def test_whoever_switches_the_sound_on_overrules_mute(
    muted: MutedDesk, qtbot: QtBot, by: str
) -> None:
    page, pages = muted.pages.settings, muted.pages
    if by == "switch":
        page.sound.setChecked(True)
    else:
        muted.preferences.toggle_mute()
    assert not muted.preferences.muted
    assert page.sound.isChecked()
    assert page.muted_by_option.isHidden()
    assert pages.notices.isHidden()
    with qtbot.waitSignal(pages.desk.test_asked):
        qtbot.mouseClick(page.test, Qt.MouseButton.LeftButton)
    page.sound.setChecked(False)
    assert muted.preferences.muted
    assert pages.notices.text() == "Sound is off (M)"
    assert page.muted_by_option.isHidden()
    assert muted.store.settings.muted


def test_where_the_sound_is_off_it_is_not_said_to_play(desk: Desk, qtbot: QtBot) -> None:
    page = desk.pages.settings
    page.sound.setChecked(False)
    with qtbot.assertNotEmitted(desk.pages.desk.test_asked):
        qtbot.mouseClick(page.test, Qt.MouseButton.LeftButton)
    assert page.output.text() == "The sound is off: switch it on to hear it."


def test_a_chosen_output_stays_chosen_while_it_is_away(desk: Desk) -> None:
    page = desk.pages.settings
    page.show_settings(Settings(device="Headset"))
    desk.pages.desk.devices_listed.emit(["Built-in speakers", "Television"])
    names = [page.device.itemText(row) for row in range(page.device.count())]
    assert names == ["System", "Built-in speakers", "Television", "Headset"]
    assert page.device.currentData() == "Headset"


def is_washed(desk: Desk) -> bool:
    return desk.pages.session.flash.isVisible()


@pytest.mark.parametrize(("muted", "flash"), [(True, True), (True, False), (False, True)])
def test_changes_flash_while_the_sound_is_off(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, muted: bool, flash: bool
) -> None:
    monkeypatch.setattr("soleus_timer.ui.pages.session.page.prefers_less_motion", lambda: False)
    page = desk.pages.settings
    page.sound.setChecked(not muted)
    setting_field(page, "flash").setChecked(flash)
    qtbot.mouseClick(desk.pages.today.start, Qt.MouseButton.LeftButton)
    assert not is_washed(desk)
    desk.wait(10)
    assert is_washed(desk) == (muted and flash)
    if muted and flash:
        with qtbot.waitSignal(desk.pages.session.flash.fading.finished):
            pass
        assert not desk.pages.session.flash.isVisible()


def test_changes_flash_where_nothing_can_be_heard(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soleus_timer.ui.pages.session.page.prefers_less_motion", lambda: False)
    desk.pages.set_silent(True)
    qtbot.mouseClick(desk.pages.today.start, Qt.MouseButton.LeftButton)
    desk.wait(10)
    assert is_washed(desk)
    with qtbot.waitSignal(desk.pages.session.flash.fading.finished):
        desk.pages.set_silent(False)
    desk.wait(33)
    assert not is_washed(desk)


def test_less_motion_means_no_flash(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soleus_timer.ui.pages.session.page.prefers_less_motion", lambda: True)
    desk.pages.settings.sound.setChecked(False)
    qtbot.mouseClick(desk.pages.today.start, Qt.MouseButton.LeftButton)
    desk.wait(10)
    assert not desk.pages.session.flash.isVisible()


def test_each_setting_goes_back_to_its_default(
    desk: Desk, store: MemoryStore, qtbot: QtBot
) -> None:
    page = desk.pages.settings
    desk.pages.pages.setCurrentWidget(page)
    assert not page.defaults.isEnabled()
    page.show_settings(OTHER)
    assert set(page.rows) == dump(OTHER, defaults=False).keys(), "each setting has a field"
    for key, row in page.rows.items():
        assert row.back.isVisible(), key
        assert row.back.accessibleName() == f"{row.label.text()}: back to default"
        row.back.setFocus()
        qtbot.keyClick(row.back, Qt.Key.Key_Space)
        assert not row.back.isVisible()
        assert getattr(store.settings, key) == getattr(Settings(), key), key
        assert page.isAncestorOf(desk.window.focusWidget()), "the keyboard is not lost"
    assert store.settings == Settings()
    assert not page.defaults.isEnabled()


def test_every_field_has_a_name_and_its_label_leads_to_it(desk: Desk, qtbot: QtBot) -> None:
    page = desk.pages.settings
    desk.pages.pages.setCurrentWidget(page)
    for row in page.rows.values():
        first = row.stops[0]
        assert row.label.buddy() is first
        assert all(stop.accessibleName() or stop.property("text") for stop in row.stops)
    qtbot.mouseClick(page.rows["halfway"].label, Qt.MouseButton.LeftButton)
    assert not setting_field(page, "halfway").isChecked()
    qtbot.mouseClick(page.rows["units"].label, Qt.MouseButton.LeftButton)
    assert setting_field(page, "units").hasFocus()


def test_tab_goes_through_all_fields_as_they_are_read(desk: Desk, qtbot: QtBot) -> None:
    page = desk.pages.settings
    desk.pages.pages.setCurrentWidget(page)
    page.show_settings(OTHER)
    page.sound.setFocus()
    reached = [desk.window.focusWidget()]
    while reached[-1] is not page.home:
        qtbot.keyClick(desk.window, Qt.Key.Key_Tab)
        reached.append(desk.window.focusWidget())
        assert len(reached) < 80
    wanted = [stop for row in page.rows.values() for stop in row.stops if stop.isVisible()]
    buttons = [page.test, page.sample, page.folder_button, page.defaults, page.home]
    assert [stop for stop in reached if stop not in buttons] == wanted
    assert all(button in reached for button in buttons)


def test_what_a_screen_reader_toggles_is_kept(desk: Desk, store: MemoryStore) -> None:
    desk.pages.today.settings_asked.emit()
    switches = desk.pages.settings.findChildren(Switch)
    assert len(switches) >= 8
    for switch in switches:
        for _ in range(2):
            before = getattr(store.settings, switch.key)
            QAccessible.queryAccessibleInterface(switch).actionInterface().doAction("Toggle")
            assert getattr(store.settings, switch.key) is not before, switch.key


def test_a_choice_of_motion_counts_more_than_the_system(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    motion = setting_field(desk.pages.settings, "motion")
    for of_system in (True, False):
        monkeypatch.setattr(
            "soleus_timer.ui.desktop._system_prefers_less", lambda of_system=of_system: of_system
        )
        for wanted, less in (
            (Motion.LESS, True), (Motion.FULL, False), (Motion.SYSTEM, of_system)
        ):  # fmt: skip
            motion.setCurrentIndex(motion.findData(wanted))
            assert prefers_less_motion() is less


@pytest.mark.parametrize("size", [(320, 240), (640, 480), (1280, 800), (1920, 1080)])
@pytest.mark.parametrize("language", ["english", "pseudo"])
def test_nothing_on_the_page_is_cut(
    request: pytest.FixtureRequest, language: str, size: tuple[int, int]
) -> None:
    if language == "pseudo":
        request.getfixturevalue("pseudo_language")
    desk: Desk = request.getfixturevalue("desk")
    page = desk.pages.settings
    page.show_settings(OTHER)
    desk.window.resize(*size)
    desk.pages.pages.setCurrentWidget(page)
    QApplication.processEvents()
    bar = page._scroll.verticalScrollBar()
    for place in range(0, bar.maximum() + 1, page._scroll.viewport().height() // 2):
        bar.setValue(place)
        assert cut_texts(page) == []
    for button in page.findChildren(QPushButton):
        if len(button.text()) > 1 and button.isVisible():
            assert button.height() >= button.minimumSizeHint().height(), button.text()
    assert page._scroll.horizontalScrollBar().maximum() == 0, "no field stands out of the page"


@pytest.mark.parametrize(
    ("heights", "count", "ends"),
    [
        ([5], 3, (1,)),
        ([1, 1, 1], 1, (3,)),
        ([4, 1, 1, 4, 2], 2, (3, 5)),
        ([9, 1, 1, 1], 3, (1, 2, 4)),
    ],
)
def test_columns_are_about_as_high(heights: list[int], count: int, ends: tuple[int, ...]) -> None:
    assert balanced(heights, count) == ends
