"""The cautions: beside Start, behind the button, and once before a workout that has its own."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from soleus_timer.domain.appearance import Units
from soleus_timer.domain.cautions import cautions_of
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from soleus_timer.ui.dialogs import CautionsDialog
from tests.ui.conftest import WALK, Desk, MemoryStore, entry_of

ACHILLES = entry_of(
    validate(
        Workout,
        {
            "name": "Achilles holds",
            "cautions": ["Get a diagnosis first."],
            "blocks": [
                {"exercise": "tip-toe-walking", "dose": {"kind": "time", "seconds": 45}},
            ],
        },
    ),
    "achilles",
)


class Answers:
    """Stands for the person at the dialog; remembers what it was asked."""

    def __init__(self, *answers: bool) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self._answers = list(answers)

    def __call__(self, _parent: object, name: str, cautions: tuple[str, ...]) -> bool:
        self.asked.append((name, cautions))
        return self._answers.pop(0)


def answer(monkeypatch: pytest.MonkeyPatch, *answers: bool) -> Answers:
    person = Answers(*answers)
    monkeypatch.setattr(CautionsDialog, "ask", person)
    return person


def test_the_articles_session_starts_by_one_press(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = answer(monkeypatch)
    qtbot.mouseClick(desk.pages.today.start, Qt.MouseButton.LeftButton)
    assert desk.pages.pages.currentWidget() is desk.pages.session
    assert not person.asked, "its cautions stand beside Start"


def test_a_workout_with_cautions_of_its_own_asks_once(
    qtbot: QtBot, desk: Desk, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = answer(monkeypatch, False, True)
    today = desk.pages.today
    desk.pages.show_workout(ACHILLES)
    with qtbot.assertNotEmitted(today.start_asked):
        qtbot.mouseClick(today.start, Qt.MouseButton.LeftButton)
    assert not store.settings.cautions_seen, "who says not now is asked again"
    for _ in range(2):
        with qtbot.waitSignal(today.start_asked):
            qtbot.mouseClick(today.start, Qt.MouseButton.LeftButton)
        desk.pages.pages.setCurrentWidget(today)
    assert person.asked == [("Achilles holds", cautions_of(ACHILLES))] * 2
    assert len(store.settings.cautions_seen) == 1


def test_a_card_asks_too(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    person = answer(monkeypatch, False)
    today = desk.pages.today
    today.list.cards.add([ACHILLES])
    today.list.setFocus()
    today.list.setCurrentIndex(today.list.cards.index(1))
    with qtbot.assertNotEmitted(today.start_asked):
        qtbot.keyClick(today.list, Qt.Key.Key_Space)
    assert len(person.asked) == 1


def test_the_button_shows_all_of_them_again(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(desk.pages.today.hero.take_care, Qt.MouseButton.LeftButton)
    (dialog,) = desk.pages.findChildren(CautionsDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert set(cautions_of(entry_of(WALK))) <= set(texts)
    assert not dialog.not_now.isVisible()
    assert dialog.go.text() == "Close"
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("key", "started"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)]
)
def test_the_dialog_by_keyboard(qtbot: QtBot, desk: Desk, key: Qt.Key, started: bool) -> None:
    dialog = CautionsDialog(desk.pages.today, "Achilles holds", ("One.", "Two."), asks=True)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.windowTitle() == "Before you start"
    assert dialog.go.text() == "I have read this: Start"
    qtbot.keyClick(dialog, key)
    assert (dialog.result() == CautionsDialog.DialogCode.Accepted) is started


def test_the_dialog_fits_into_a_small_window(qtbot: QtBot, desk: Desk) -> None:
    desk.window.resize(320, 240)
    QApplication.processEvents()
    cautions = cautions_of(entry_of(WALK))
    dialog = CautionsDialog(desk.pages.today, "Tip toe walking", cautions, asks=True)
    qtbot.addWidget(dialog)
    assert dialog.sizeHint().width() <= 320
    assert dialog.sizeHint().height() <= 240


def test_other_measures_do_not_ask_again(
    qtbot: QtBot, desk: Desk, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = answer(monkeypatch, True)
    workout = replace(ACHILLES.workout, cautions=["Keep {2 feet|half a metre} of floor clear."])
    today = desk.pages.today
    for units in (Units.METRIC, Units.IMPERIAL, Units.METRIC):
        desk.pages.settings.changed.emit(replace(store.settings, units=units))
        desk.pages.show_workout(entry_of(workout, "measured"))
        with qtbot.waitSignal(today.start_asked):
            qtbot.mouseClick(today.start, Qt.MouseButton.LeftButton)
        desk.pages.pages.setCurrentWidget(today)
    ((_name, cautions),) = person.asked
    assert cautions[0] == "Keep half a metre of floor clear."
