"""Where to write: the suffix, and the question before a file is replaced."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from soleus_timer.ui.pages.history.files import FileQuestions, ReplaceSheet

KINDS = [("Table", ".csv"), ("All", ".json")]
MARKUP = "<img src='&#47;dev&#47;ptmx'>walks & more.csv"


class Chosen:
    """Stands in for the system's dialog."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = ""
        self.options: object = None
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._answer)

    def _answer(self, *_asked: object, options: object) -> tuple[str, str]:
        self.options = options
        return self.path, "All (*.json)"


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Chosen:
    return Chosen(monkeypatch)


def asked(parent: QWidget) -> Path | None:
    return FileQuestions().save(parent, "Export", "history", KINDS)


def answer_with(parent: QWidget, name: str) -> list[str]:
    """Press the button called so once the question is there; return what it says, later."""
    said: list[str] = []

    def press() -> None:
        [sheet] = [one for one in parent.findChildren(ReplaceSheet) if one.isVisible()]
        said.extend(label.text() for label in sheet.findChildren(QLabel))
        getattr(sheet, name).click()

    QTimer.singleShot(0, press)
    return said


def test_a_new_file_is_not_asked_about(qtbot: QtBot, tmp_path: Path, chosen: Chosen) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert asked(parent) is None
    for name, written in (("a.csv", "a.csv"), ("a", "a.json"), ("a.b", "a.b.json")):
        chosen.path = str(tmp_path / name)
        assert asked(parent) == tmp_path / written
    assert chosen.options is QFileDialog.Option.DontConfirmOverwrite


@pytest.mark.parametrize("name", [MARKUP, MARKUP.removesuffix(".csv")])
def test_a_file_that_is_there_is_asked_about(
    qtbot: QtBot, tmp_path: Path, chosen: Chosen, name: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    there = tmp_path / (name if name.endswith(".csv") else f"{name}.json")
    there.write_text("kept", "utf-8")
    chosen.path = str(tmp_path / name)
    said = answer_with(parent, "no")
    assert asked(parent) is None
    assert said == ["Replace the file?", f"{there.name} already exists. Replace it?", str(tmp_path)]
    answer_with(parent, "yes")
    assert asked(parent) == there
