"""Texts of random hostile parts everywhere in the window, at random sizes."""

import random
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import qapp_cls  # noqa: F401 - the application as the program makes it
from tests.ui.hostile import hostile_desk
from tests.ui.opened_files import OpenWatch
from tests.ui.test_hostile_texts import Questions, markup_in, walk

WALKS = 60

PARTS = (
    "<img src='{picture}'>", "<img src=\"file://{picture}\">", "<table background='{picture}'>",
    "<p style='background-image: url({picture})'>", "<!doctype html>", "<?xml?>", "<a href=x>",
    "<b>", "</", "<", ">", "&", "&lt;", "&#60;", "&&", "& hold", "\n", "\r", "\t", "\0", "\x1b[2J",
    "\u202e", "\u2028", "\u200b", "\ufeff", "\uffff", "\U000e0001", "👩\u200d🦽", "a\u0301" * 50,
    "ا" * 20, "漢" * 30, "W" * 300, " ", "%1", "%n", "Rise", "::", "'", '"', "\\", "/",
)  # fmt: skip


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("seed", range(WALKS))
def test_random_texts_are_text(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    picture = tmp_path / "picture.png"
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(picture))
    parts = chance.choices(PARTS, k=chance.randint(1, 12))
    text = "".join(part.format(picture=picture) for part in parts).strip() or "<b>"
    monkeypatch.setattr(
        "soleus_timer.ui.pages.history.page.FileQuestions", lambda: Questions(tmp_path / "x")
    )
    with hostile_desk(qtbot, tmp_path, text) as desk, OpenWatch(picture) as watch:
        desk.window.resize(chance.randint(320, 1920), chance.randint(240, 1080))
        for place in walk(desk, text):
            for _ in range(3):
                QApplication.processEvents()
            assert not list(markup_in(QApplication.allWidgets())), (place, text)
            assert not watch.was_opened, (place, text)
