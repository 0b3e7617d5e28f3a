"""The page that says that the program could not start, and methods of ours that Qt calls."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

import soleus_timer.ui
from soleus_timer import log
from soleus_timer.ui.failure_page import FailurePage, run_failure_window
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.pages.session.canvas import Canvas
from soleus_timer.ui.pages.session.content import Content, Number, NumberKind
from soleus_timer.ui.theme import LIGHT
from tests.conftest import Failures

NOTE = "<b>Anna's knee</b>"


def failed() -> Exception:
    with pytest.raises(KeyError) as caught:
        raise KeyError(NOTE)
    return caught.value


@pytest.fixture
def page(qtbot: QtBot, failures: Failures) -> Iterator[FailurePage]:
    error = failed()
    log.failed("start", error)
    window = QMainWindow()
    qtbot.addWidget(window)
    made = FailurePage(error)
    window.setCentralWidget(made)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield made
    assert window.centralWidget() is made


def test_it_says_what_to_do_in_plain_text(page: FailurePage) -> None:
    labels = page.findChildren(QLabel)
    assert labels[0].text() == "Soleus Timer could not start."
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert all(NOTE not in label.text() for label in labels)
    buttons = page.findChildren(QPushButton)
    assert [button.accessibleName() for button in buttons] == ["Copy details", "Open log", "Close"]
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)


def test_the_details_are_copied_without_what_people_wrote(page: FailurePage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.copy, Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Soleus Timer ")
    assert "KeyError\n  tests/ui/test_failure_page.py:" in copied
    assert "Anna" not in copied
    assert page.status.text() == "Copied."


def test_the_log_is_opened(
    page: FailurePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, failures: Failures
) -> None:
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    page.open_log.click()
    path = failures.folder / log.FILE
    assert asked == [QUrl.fromLocalFile(str(path))]
    assert str(path) in page.status.text()
    path.unlink()
    page.open_log.click()
    assert page.status.text() == "There is no log: it could not be written."
    assert len(asked) == 1


def test_it_closes_the_window(page: FailurePage, qtbot: QtBot) -> None:
    page.close_button.setFocus()
    qtbot.keyClick(page.close_button, Qt.Key.Key_Return)
    assert not page.window().isVisible()


def test_it_has_a_window_of_its_own_where_there_is_none(qapp: QApplication) -> None:
    def close() -> None:
        [page] = [widget for widget in QApplication.allWidgets() if isinstance(widget, FailurePage)]
        page.findChildren(QPushButton)[-1].click()

    QTimer.singleShot(0, close)
    assert run_failure_window(failed()) == 1


def test_a_widget_whose_painting_fails_is_painted_again_when_it_works(
    qtbot: QtBot, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = Canvas(LIGHT)
    qtbot.addWidget(canvas)
    canvas.fill(QSize(640, 480))
    canvas.show_content(Content(Mood.REST, "Rest", Number("42", NumberKind.SECONDS)))
    good = canvas.grab().toImage()

    def fail(*_: object) -> None:
        raise ValueError(NOTE)

    with monkeypatch.context() as patched:
        patched.setattr("soleus_timer.ui.pages.session.painting._paint_spot", fail)
        for _ in range(50):
            assert canvas.grab().toImage() != good
    assert canvas.grab().toImage() == good
    assert failures.text.count(" failed: ValueError") == 1
    assert set(failures.shown) == {"stage"}


def test_no_method_that_qt_calls_lets_an_exception_out() -> None:
    """Find event handlers, and what paints for Qt, that do not fail alone."""
    loose = []
    for path in sorted(Path(soleus_timer.ui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = {ast.unparse(base) for base in node.bases}
            paints = {"paint"} if bases & {"QStyledItemDelegate", "QIconEngine"} else set()
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and (
                    method.name.endswith("Event") or method.name in paints
                ):
                    decorators = {ast.unparse(one) for one in method.decorator_list}
                    if "guarded" not in decorators:
                        loose.append(f"{path.name}:{method.lineno} {method.name}")
    assert not loose
