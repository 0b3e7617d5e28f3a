"""The page to learn from: every fact has its source, and everything can be read and reached."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from soleus_timer.ui.anatomy.shapes import Part
from soleus_timer.ui.pages.learn.cards import FactCard, SignShape, sign_path
from soleus_timer.ui.pages.learn.facts import PAIN, SAFETY, SECTIONS, Basis, Fact, Sign
from soleus_timer.ui.pages.learn.page import LearnPage
from soleus_timer.ui.style import apply_theme
from soleus_timer.ui.theme import DARK, LIGHT
from tests.pseudo import PseudoLanguage, spoken_everywhere

SIZES = [(320, 240), (640, 480), (1280, 800), (1920, 1080), (3840, 2160)]


def lengthened(text: str, _number: int) -> str:
    """Return a text in a language whose words are 40 % longer, each of the same kind."""
    return " ".join(
        word if "{" in word else word + "é" * round(len(word) * 0.4) for word in text.split(" ")
    )


@pytest.fixture
def pseudo() -> Iterator[None]:
    with spoken_everywhere(PseudoLanguage(lengthened)):
        yield


class Shown:
    """The page in a window whose text is as large as the real one's."""

    def __init__(self, qtbot: QtBot) -> None:
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        apply_theme(LIGHT)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.page = LearnPage(LIGHT)
        self.window.setCentralWidget(self.page)
        self.window.setMinimumSize(320, 240)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: self.page.isAncestorOf(self.page.drawn_by))

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        font = self.window.font()
        font.setPixelSize(min(20, max(12, min(width // 70, height // 42))))
        self.window.setFont(font)
        for _ in range(4):
            QApplication.processEvents()


@pytest.fixture
def shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Shown:
    monkeypatch.setattr("soleus_timer.ui.anatomy.explorer.prefers_less_motion", lambda: True)
    return Shown(qtbot)


def placed_cards(page: LearnPage) -> list[FactCard]:
    """Return the cards that have their place, in the order of the page."""
    cards = [card for card in page.findChildren(FactCard) if not card.isHidden()]
    return sorted(cards, key=page._column.indexOf)


def test_most_cards_are_laid_out_after_the_first_frame_one_in_each_turn(qtbot: QtBot) -> None:
    page = LearnPage(LIGHT)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    every = [*page.cards, page.pain, *page.safety]
    seen = [len(placed_cards(page))]
    assert seen[0] == 2
    page.show()
    assert placed_cards(page) == every[:2]
    cut: list[str] = []

    def look() -> None:
        seen.append(len(placed_cards(page)))
        for card in placed_cards(page):
            cut.extend(label.text() for label in card.findChildren(QLabel) if is_cut(label))

    page._placing.timeout.connect(look)
    qtbot.waitUntil(lambda: page.isAncestorOf(page.drawn_by))
    assert placed_cards(page) == every
    assert seen[1 : len(every) - 1] == list(range(3, len(every) + 1)), "one in each turn"
    assert not cut, "what is placed has its room at once"
    assert not page._placing.isActive()


def test_who_asks_at_once_when_to_stop_is_led_there(qtbot: QtBot) -> None:
    apply_theme(LIGHT)  # whose letters have their size a turn later
    page = LearnPage(LIGHT)
    qtbot.addWidget(page)
    page.resize(640, 480)
    page.show()
    page.to_safety.click()
    for _ in range(4):
        QApplication.processEvents()
    top = page.pain.mapTo(page.reading.viewport(), page.pain.rect().topLeft()).y()
    assert 0 <= top < 30


def all_facts() -> list[Fact]:
    return [fact for section in (*SECTIONS, PAIN, *SAFETY) for fact in section.facts]


def test_every_fact_has_its_source_and_says_how_sure_it_is() -> None:
    says = {
        Basis.READ: "",
        Basis.REPORTED: "reported",
        Basis.ESTIMATED: "estimated",
        Basis.SUGGESTED: "suggested",
    }
    for fact in all_facts():
        assert fact.source.strip(), fact.text
        assert says[fact.basis] in fact.text.lower(), fact.text
        assert "isolat" not in fact.text.lower()
        longest = max(len(sentence.split()) for sentence in fact.text.split(". "))
        assert longest <= 36, f"a long sentence: {fact.text}"


def test_every_title_and_fact_is_marked_for_the_catalogue() -> None:
    root = Path(__file__).parents[3]
    with (root / "assets/locale/soleus_timer.pot").open("rb") as file:
        catalogue = read_po(file)
    titles = [section.title for section in (*SECTIONS, PAIN, *SAFETY)]
    for text in (*titles, *(fact.text for fact in all_facts())):
        assert text in catalogue, text


def test_what_must_be_told_is_told() -> None:
    texts = " ".join(fact.text for fact in all_facts())
    for what in (
        "does not cross the knee", "70", "489", "71 %", "80 %", "7 metres", "8.2 to 10.1",
        "10 to 15 feet", "2.1 %", "52 % less", "sudden pop", "blood clot", "emergency number",
        "dizzy", "Numbness", "fluoroquinolone", "cramp", "chair that can move",
    ):  # fmt: skip
        assert what in texts, what


def test_warnings_carry_word_and_shape(shown: Shown) -> None:
    signs = [card.sign for card in shown.page.safety]
    assert all(signs)
    paths = [sign_path(sign) for sign in Sign if sign is not Sign.NONE]
    assert all(one != other for one in paths for other in paths if one is not other)
    first = shown.page.safety[0]
    assert first.title.text().startswith("Emergency")
    assert not [card for card in shown.page.cards if card.findChildren(SignShape)]


def is_cut(label: QLabel) -> bool:
    """Return whether a text needs more room than its label has."""
    box = label.contentsRect()
    flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextShowMnemonic)
    metrics = QFontMetrics(label.font(), label)
    needed = metrics.boundingRect(0, 0, box.width(), 99_999, flags, label.text())
    return needed.width() > box.width() + 1 or needed.height() > box.height() + 1


def check_nothing_is_cut(page: LearnPage) -> None:
    for label in page.findChildren(QLabel):
        assert label.isVisible()
        assert not is_cut(label), f"{label.text()} in {label.size()}"
    for button in page.findChildren(QPushButton):
        needed = QFontMetrics(button.font(), button).horizontalAdvance(button.text())
        assert needed <= button.width() - 8, button.text()
        assert button.height() >= 28
    for part in page.explorer.drawing.buttons.values():
        assert part.text_fits(), part.text()
        assert page.explorer.drawing.rect().contains(part.geometry())
    rooms = [room for room, _word in page.scale.word_rooms()]
    assert all(page.scale.rect().toRectF().contains(room) for room in rooms)
    assert not any(one.intersects(other) for one in rooms for other in rooms if one != other)
    parents: list[QWidget] = [page, *page.findChildren(FactCard), page.explorer]
    for parent in parents:
        for child in parent.findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            assert parent.rect().contains(child.geometry()), f"{child} leaves {parent}"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut(shown: Shown, size: tuple[int, int]) -> None:
    shown.resize(*size)
    check_nothing_is_cut(shown.page)
    assert shown.page.is_beside == (size[0] >= 1280)
    letters = QFontMetrics(shown.page.cards[0].texts[0].font())
    sample = "It ends on the heel bone, through the Achilles tendon. It does not cross the knee."
    longest = letters.horizontalAdvance(sample) / len(sample) * 76
    assert all(text.width() <= longest for card in shown.page.cards for text in card.texts)
    bar = shown.page.reading.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = shown.page.drawn_by
    below = last.mapTo(shown.page.reading.viewport(), last.rect().bottomLeft()).y()
    gap = shown.page.reading.viewport().height() - below
    assert 0 <= gap < 30, "the page ends where its text ends"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut_in_a_longer_language(
    pseudo: None, qtbot: QtBot, size: tuple[int, int]
) -> None:
    shown = Shown(qtbot)
    shown.resize(*size)
    assert "é" in shown.page.title.text()
    check_nothing_is_cut(shown.page)


@pytest.mark.parametrize("size", [(320, 240), (1280, 800)], ids=str)
def test_everything_is_reached_by_keyboard(
    shown: Shown, qtbot: QtBot, size: tuple[int, int]
) -> None:
    shown.resize(*size)
    page = shown.page
    qtbot.waitUntil(page.reading.hasFocus)
    before = page.reading.verticalScrollBar().value()
    qtbot.keyClick(page.reading, Qt.Key.Key_PageDown)
    assert page.reading.verticalScrollBar().value() > before
    reached: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in reached:
            break
        reached.append(focused)
        if page._inner.isAncestorOf(focused) and isinstance(focused, FactCard):
            top = focused.mapTo(page.reading.viewport(), focused.rect().topLeft()).y()
            assert top < page.reading.viewport().height(), "it is in sight"
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted: list[QWidget] = [
        *page.explorer.drawing.buttons.values(), page.explorer.lift, page.explorer.toggle,
        page.to_safety, *page.cards, page.pain, *page.safety, page.home,
    ]  # fmt: skip
    assert set(wanted) <= set(reached)
    assert [w for w in reached if isinstance(w, FactCard)] == [
        *page.cards, page.pain, *page.safety,
    ]  # fmt: skip


def test_a_screen_reader_is_told_every_fact(shown: Shown) -> None:
    told = ""
    for card in (*shown.page.cards, shown.page.pain, *shown.page.safety):
        interface = QAccessible.queryAccessibleInterface(card)
        assert interface.text(QAccessible.Text.Name) == card.title.text()
        told += interface.text(QAccessible.Text.Description)
    for fact in all_facts():
        assert fact.text in told
        assert fact.source in told
    scale = QAccessible.queryAccessibleInterface(shown.page.scale)
    assert (
        scale.text(QAccessible.Text.Description)
        == "0 to 3: safe; 4 to 5: acceptable; 6 to 10: do less"
    )


@pytest.mark.parametrize(
    "leave",
    [
        lambda qtbot, page: qtbot.mouseClick(page.home, Qt.MouseButton.LeftButton),
        lambda qtbot, page: qtbot.keyClick(page.reading, Qt.Key.Key_Escape),
        lambda qtbot, page: qtbot.keyClick(page.cards[2], Qt.Key.Key_Escape),
        lambda qtbot, page: qtbot.keyClick(page.explorer.lift, Qt.Key.Key_Escape),
    ],
    ids=["home", "escape in the text", "escape on a card", "escape at the slider"],
)
def test_there_is_a_way_back(
    shown: Shown, qtbot: QtBot, leave: Callable[[QtBot, LearnPage], None]
) -> None:
    with qtbot.waitSignal(shown.page.home_asked):
        leave(qtbot, shown.page)


def test_one_press_leads_to_when_to_stop(shown: Shown, qtbot: QtBot) -> None:
    shown.resize(640, 480)
    page = shown.page
    qtbot.mouseClick(page.to_safety, Qt.MouseButton.LeftButton)
    assert page.pain.hasFocus()
    top = page.pain.mapTo(page.reading.viewport(), page.pain.rect().topLeft()).y()
    assert 0 <= top < 30


def test_plus_and_minus_lift_from_anywhere(shown: Shown, qtbot: QtBot) -> None:
    shown.resize(1280, 800)
    qtbot.keyClick(shown.page.cards[0], Qt.Key.Key_Plus)
    qtbot.keyClick(shown.page.cards[0], Qt.Key.Key_Plus)
    qtbot.keyClick(shown.page.explorer.drawing, Qt.Key.Key_Minus)
    assert shown.page.explorer.lift.value() == 10


def test_the_drawing_keeps_focus_and_state_when_the_window_changes(
    shown: Shown, qtbot: QtBot
) -> None:
    shown.resize(1280, 800)
    button = shown.page.explorer.drawing.buttons[Part.SOLEUS]
    button.setFocus()
    shown.page.explorer.lift.setValue(70)
    shown.resize(500, 400)
    shown.page.set_theme(DARK)
    assert button.hasFocus()
    assert button.isVisible()
    assert shown.page.explorer.drawing.lift == pytest.approx(0.7)
