"""Labels that choose their own size, also where Qt's binding lacks something."""

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from soleus_timer.ui.pages.session.labels import FitLabel


def test_where_the_binding_takes_no_tag_there_is_a_label_all_the_same(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_name: str) -> None:
        raise TypeError("'PySide6.QtGui.QFont.Tag' called with wrong argument types")

    monkeypatch.setattr(QFont, "Tag", refuse)
    label = FitLabel(weight=QFont.Weight.Bold)
    qtbot.addWidget(label)
    label.show_text("0:42")
    label.resize(300, 120)
    assert label.text() == "0:42"
    assert label.font().weight() == QFont.Weight.Bold
    assert not label.grab().toImage().isNull()
