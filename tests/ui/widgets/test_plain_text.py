"""What shows text shows it as it is: no other way in the code, and each way tried by itself."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import soleus_timer
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import Menu, PathLabel, plain_tip, set_tip

PACKAGE = Path(soleus_timer.__file__).parent

RICH = {
    "QLabel": {"ui/widgets/label.py", "ui/widgets/plain_text.py"},
    "QMenu": {"ui/widgets/plain_text.py"},
    "QMessageBox": set[str](),
    "QStaticText": {"ui/figure/writing.py"},
}
"""Classes that may take a text for markup, or `&` in it for a key, and who may import them."""

NEVER = frozenset(
    {
        "QAction", "QDockWidget", "QErrorMessage", "QFormLayout", "QGraphicsTextItem",
        "QInputDialog", "QMenuBar", "QProgressDialog", "QSplashScreen", "QStatusBar",
        "QSystemTrayIcon", "QTabBar", "QTabWidget", "QTextBrowser", "QTextDocument", "QTextEdit",
        "QToolBox", "QToolTip", "QWhatsThis", "QWizard", "QWizardPage",
    }
)  # fmt: skip
"""More of them, which nobody needs."""

CALLS = {
    "addAction": {"ui/widgets/plain_text.py"},
    "addMenu": set[str](),
    "appendHtml": set[str](),
    "getSaveFileName": {"ui/pages/history/files.py"},
    "insertHtml": set[str](),
    "setHtml": set[str](),
    "setMarkdown": set[str](),
    "setStatusTip": set[str](),
    "setStyleSheet": {"ui/style.py", "ui/anatomy/explorer.py"},
    "setTextFormat": {
        "ui/figure/writing.py", "ui/widgets/plain_text.py",
    },
    "setToolTip": {"ui/widgets/plain_text.py"},
    "setWhatsThis": set[str](),
}  # fmt: skip
"""Methods that take markup, and who may call them."""


def ways_around(path: Path) -> Iterator[str]:
    """Yield what shows text by another way than ours, each with its line."""
    place = path.relative_to(PACKAGE).as_posix()
    tree = ast.parse(path.read_text("utf-8"))
    answered = set(plain_answers(tree))
    for node in ast.walk(tree):
        found: list[str] = []
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
            names = [name.name for name in node.names]
            found = [name for name in names if name in NEVER or place not in RICH.get(name, place)]
            found += [name for name in names if name in {"QtWidgets", "QtGui"}]
        elif isinstance(node, ast.Import):
            found = [name.name for name in node.names if name.name.startswith("PySide6.")]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            allowed = CALLS.get(node.func.attr)
            found = [node.func.attr] if allowed is not None and place not in allowed else []
        elif isinstance(node, ast.Attribute) and node.attr == "ToolTipRole":
            found = [] if node in answered else ["ToolTipRole"]
        line = getattr(node, "lineno", 0)
        yield from (f"{place}:{line}: {name}" for name in found)


def plain_answers(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what a model's `if` asks for where it answers with a plain tool tip."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.body[0]).startswith("return plain_tip("):
            yield from ast.walk(node.test)


def test_no_text_is_shown_by_another_way() -> None:
    found = [one for path in sorted(PACKAGE.rglob("*.py")) for one in ways_around(path)]
    assert not found, "Label, Menu and set_tip show text as it is: " + "; ".join(found)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("from PySide6.QtWidgets import QLabel", 1),
        ("from PySide6.QtWidgets import QLineEdit, QMessageBox, QToolTip", 2),
        ("from PySide6 import QtWidgets", 1),
        ("import PySide6.QtWidgets as widgets", 1),
        ("button.setToolTip(name)", 1),
        ("menu.addAction(name)", 1),
        ("label.setTextFormat(form)", 1),
        ("if role == Qt.ItemDataRole.ToolTipRole:\n    return name", 1),
        ("if role == Qt.ItemDataRole.ToolTipRole:\n    return plain_tip(name)", 0),
        ("item.setData(name, Qt.ItemDataRole.ToolTipRole)", 1),
        ("answers = {Qt.ItemDataRole.ToolTipRole: name}", 1),
        ("from soleus_timer.ui.widgets.label import Label\nLabel(name).setText(name)", 0),
    ],
)
def test_the_search_finds_what_it_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, count: int
) -> None:
    monkeypatch.setattr("tests.ui.widgets.test_plain_text.PACKAGE", tmp_path)
    path = tmp_path / "module.py"
    path.write_text(code, "utf-8")
    assert len(list(ways_around(path))) == count


MARKUP = "<b>Walk</b> &lt;slowly&gt;"


def test_a_label_shows_markup_as_it_is(qtbot: QtBot) -> None:
    for label in (Label(MARKUP), Label()):
        qtbot.addWidget(label)
        label.setText(MARKUP)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(MARKUP)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Rise & <b>hold</b>", "Rise && <b>hold</b>"),
        ("Rise\tCtrl+Q\nhold", "Rise Ctrl+Q hold"),
        ("a" * 10_000, "a" * 199 + "…"),
    ],
)
def test_an_entry_of_a_menu_is_called_as_it_is(qtbot: QtBot, text: str, entry: str) -> None:
    menu = Menu()
    qtbot.addWidget(menu)
    chosen: list[str] = []
    menu.add_entry(text, lambda: chosen.append(text))
    menu.add_entry("nothing")
    for action in menu.actions():
        action.trigger()
    assert [action.text() for action in menu.actions()] == [entry, "nothing"]
    assert chosen == [text]


SIGNS = st.sampled_from(["<", ">", "&", "lt;", "b", "img", "!doc", "?xml", "/", " ", "\n", "="])


@given(st.lists(SIGNS, max_size=12).map("".join))
def test_a_tool_tip_is_never_markup(text: str) -> None:
    tip = plain_tip(text)
    assert not GuiQt.mightBeRichText(tip)
    assert tip.replace("\N{WORD JOINER}", "") == text


def test_a_tool_tip_is_no_wider_than_any_screen_needs(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, "a" * 10_000)
    assert widget.toolTip() == "a" * 999 + "…"
    set_tip(widget, "")
    assert widget.toolTip() == ""


def test_a_path_is_escaped_and_keeps_its_spaces(qtbot: QtBot) -> None:
    path = "/home/a  b/<img src='x'>&amp;"
    label = PathLabel(Path(path))
    qtbot.addWidget(label)
    assert "<img" not in label.text()
    label.setSelection(0, len(path))
    assert label.selectedText() == path


FIRST_FRAME = """
from soleus_timer.app import qt_binding
import PySide6.QtCore, PySide6.QtGui
from PySide6.QtWidgets import QApplication
from soleus_timer.ui.pages.today.hero import Welcome

application = QApplication([])
welcome = Welcome("<b>Walk</b>", "<i>Slowly</i>")
welcome.grab()
print(*("Qt" in vars(module) for module in (PySide6.QtCore, PySide6.QtGui)))
print(welcome.hero.title.textFormat(), welcome.hero.summary.textFormat())
"""


def test_the_first_frame_is_plain_text_without_the_name_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False\nTextFormat.PlainText TextFormat.PlainText\n"
