"""Every text of the window goes through a translation: seen in the code, and in the window."""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

import soleus_timer.ui
from soleus_timer.domain.session.commands import Stop
from soleus_timer.storage.validation import dump
from soleus_timer.ui.sheets import KeysSheet
from tests.pseudo import PseudoLanguage, untranslated
from tests.ui.conftest import EXERCISE, WALK, Desk

ROOM = Path(soleus_timer.ui.__file__).parent

FIXED = frozenset(
    {
        "Start", "Pause", "Resume", "Set done", "Back", "Redo set", "Skip", "+15 s", "Stop",
        "Countdown", "Phase", "Exercise", "Set", "Cue", "Next", "Remaining", "Detail",
    }
)  # fmt: skip
"""Accessible names that scripts and tests find controls by, the same in every language."""

SHOWS = frozenset(
    {
        "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle",
        "setPlaceholderText", "setInformativeText", "setSuffix", "setPrefix", "setTitle",
        "setSpecialValueText", "setStatusTip", "setWhatsThis", "setHorizontalHeaderLabels",
        "addItem", "addButton", "addRow", "addTab", "addAction", "show_text", "announce", "tell",
        "Label", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "Card", "Row",
        "QListWidgetItem", "QTableWidgetItem", "Menu", "QToolButton", "set_tip", "add_entry",
    }
)  # fmt: skip
"""What shows the text that it is given."""

TRANSLATES = frozenset({"_", "ngettext", "localise"})


def name_of(call: ast.Call) -> str:
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def literals(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield the texts in an expression that no translation sees."""
    inner: list[ast.AST]
    if isinstance(node, ast.Call):
        if name_of(node) in TRANSLATES:
            return
        # What "{x} left".format(x=3) and ", ".join(parts) are called on is shown; of other calls
        # nobody knows what they do with a text.
        inner = [node.func, *node.args] if name_of(node) in {"format", "join"} else []
    elif isinstance(node, ast.Subscript | ast.Compare | ast.Lambda):
        return
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and any(sign.isalpha() for sign in node.value):
            yield node
        return
    else:
        inner = list(ast.iter_child_nodes(node))
    for child in inner:
        yield from literals(child)


def untranslated_calls(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or name_of(node) not in SHOWS:
            continue
        # Of a notice, the first argument is the topic; the texts come after it.
        shown = node.args[1:] if name_of(node) == "tell" else node.args
        for argument in shown:
            for literal in literals(argument):
                if name_of(node) == "setAccessibleName" and literal.value in FIXED:
                    continue
                place = f"{path.relative_to(ROOM)}:{literal.lineno}"
                found.append(f"{place}: {name_of(node)}({literal.value!r})")
    return found


def untranslatable_calls(path: Path) -> list[str]:
    """Find translations of what is no literal: no tool would find these texts for translators.

    Texts of a table are marked by `N_` where they stand, and only those are variables.
    """
    tree = ast.parse(path.read_text("utf-8"))
    return [
        f"{path.relative_to(ROOM)}:{node.lineno}: _({ast.unparse(node.args[0])})"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and name_of(node) in {"_", "N_"}
        and not (isinstance(node.args[0], ast.Constant) or ast.unparse(node.args[0]) in MARKED)
    ]


MARKED = frozenset(
    {
        "key.does", "key.label", "figure.description", "caution",
        "section.title", "fact.text", "fact.source",
    }
)  # fmt: skip
"""Fields of tables whose texts are marked by `N_`, and texts of asset files."""


@pytest.mark.parametrize(
    "path", sorted(ROOM.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOM))
)
def test_no_text_passes_by_the_translation(path: Path) -> None:
    found = untranslated_calls(path) + untranslatable_calls(path)
    assert not found, "hand these through _(): " + "; ".join(found)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('label.setText("Hello")', 1),
        ('Label(f"{n} sets")', 1),
        ('Label("a" if x else _("b"))', 1),
        ('notices.tell("topic", "Hello")', 1),
        ('Label(_("Hello {x}").format(x="y"))', 0),
        ('button.setAccessibleName("Start")', 0),
        ('button.setAccessibleName("Begin")', 1),
        ('notices.tell("topic", _("Hello"))', 0),
        ('label.setText(" · ".join(parts))', 0),
        ("Label(_(name))", 1),
    ],
)
def test_the_search_finds_what_it_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, count: int
) -> None:
    monkeypatch.setattr("tests.ui.test_translation.ROOM", tmp_path)
    path = tmp_path / "module.py"
    path.write_text(code, "utf-8")
    assert len(untranslated_calls(path) + untranslatable_calls(path)) == count


def texts_of(page: QWidget) -> Iterator[tuple[str, str]]:
    """Yield all that a page shows or tells a screen reader, each with who shows it."""
    for widget in (page, *page.findChildren(QWidget)):
        shown = [widget.toolTip(), widget.accessibleDescription(), widget.windowTitle()]
        if widget.accessibleName() not in FIXED:
            shown.append(widget.accessibleName())
        if isinstance(widget, QLabel | QAbstractButton | QAbstractSpinBox | QLineEdit):
            shown.append(widget.text())
        if isinstance(widget, QLineEdit):
            shown.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            shown += [widget.itemText(row) for row in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and not isinstance(widget.parent(), QComboBox):
            shown += item_texts(widget)
        yield from ((type(widget).__name__, text) for text in shown if text)


def item_texts(view: QAbstractItemView) -> list[str]:
    model = view.model()
    found = []
    columns = range(view.columnCount() if isinstance(view, QTableWidget) else 1)
    for row, column in product(range(model.rowCount()), columns):
        found.append(str(model.index(row, column).data() or ""))
        found.append(str(model.headerData(column, Qt.Orientation.Horizontal) or ""))
    return found


def names_in_files(desk: Desk) -> tuple[str, ...]:
    """Return the texts of the exercise and the workout, and names that are no words."""
    exercise = dump(EXERCISE)
    cues = [cue["show"] for cue in exercise.pop("form_cues")]
    lists = [text for value in exercise.values() if isinstance(value, list) for text in value]
    folder = str(desk.pages.settings._folder)
    names = (WALK.name, WALK.summary, EXERCISE.name, folder, "R", "M", "Esc", "F11")
    return (*names, *cues, *map(str, lists))


def assert_translated(desk: Desk) -> None:
    page = desk.pages.pages.currentWidget()
    assert page is not None
    names = names_in_files(desk)
    strange = {
        f"{widget}: {text}"
        for widget, text in texts_of(page)
        if untranslated(re.sub(r"<[^>]*>|&\w+;", " ", text), names)
    }
    assert not strange, f"{type(page).__name__}: " + "; ".join(sorted(strange))


def test_every_page_is_shown_in_another_language(
    pseudo_language: PseudoLanguage, desk: Desk, qtbot: QtBot
) -> None:
    pages = desk.pages
    assert_translated(desk)
    pages.pages.setCurrentWidget(pages.settings)
    pages.desk.devices_listed.emit([])
    pages.desk.output_reported.emit("2.0")
    assert_translated(desk)
    pages.pages.setCurrentWidget(pages.today)
    pages.today.choices.sets.setValue(2)
    assert_translated(desk)
    qtbot.mouseClick(pages.today.hero.how, Qt.MouseButton.LeftButton)
    assert pages.pages.currentWidget() is pages.exercise
    assert_translated(desk)
    pages.exercise.home.click()
    qtbot.mouseClick(pages.today.start, Qt.MouseButton.LeftButton)
    for seconds in (5, 7, 8, 9, 4, 20, 41, 3):
        desk.wait(seconds)
        assert_translated(desk)
    qtbot.mouseClick(pages.session.transport.primary, Qt.MouseButton.LeftButton)
    assert_translated(desk)
    desk.runner.send(Stop())
    assert pages.pages.currentWidget() is pages.summary
    assert_translated(desk)


def test_the_keys_are_told_in_another_language(
    pseudo_language: PseudoLanguage, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = KeysSheet(window)
    names = ("P", "R", "M", "Esc", "F11")
    assert not [text for _, text in texts_of(sheet) if untranslated(text, names)]
