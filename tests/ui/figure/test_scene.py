"""What is behind a figure looks the same when it comes from a kept picture, and that is small."""

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from soleus_timer.domain.figure.model import Figure, WalkPlan
from soleus_timer.ui.figure.scene import Backdrop, SceneOptions, Scenery, frame_for
from soleus_timer.ui.theme import FIGURE_DARK
from tests.domain.figure.bodies import FIGURES, WALKER

GROUND = QColor("#202830")
SIZE = QRect(0, 0, 420, 320)
WALK = WalkPlan((("down", 15.0), ("turn", 3.0), ("back", 15.0)), 3.048)


def scenery_of(figure: Figure) -> Scenery:
    options = SceneOptions(walk=WALK if figure is WALKER else None)
    frame = frame_for(figure, options.walk, QRectF(SIZE), 0.0)
    return Scenery(QRectF(SIZE), frame, figure, FIGURE_DARK, options, "DejaVu Sans")


def painted(backdrop: Backdrop, scenery: Scenery, exposed: QRect) -> QImage:
    """Return a red picture on which the backdrop was painted."""
    picture = QImage(SIZE.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(exposed)
        backdrop.paint(painter, exposed, scenery, GROUND)
    return picture


@pytest.fixture
def backdrop(qtbot: QtBot) -> Backdrop:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(SIZE.size())
    return Backdrop(widget)


@pytest.mark.parametrize("exercise", sorted(FIGURES))
@pytest.mark.parametrize("exposed", [SIZE, QRect(90, 0, 60, 320)], ids=["all", "a strip"])
def test_a_kept_picture_is_what_was_painted_at_first(
    backdrop: Backdrop, exercise: str, exposed: QRect
) -> None:
    scenery = scenery_of(FIGURES[exercise])
    first, second, third = (painted(backdrop, scenery, exposed) for _ in range(3))
    assert first == second == third


def test_of_a_lane_only_its_rows_are_kept(backdrop: Backdrop) -> None:
    scenery = scenery_of(WALKER)
    for _ in range(2):
        painted(backdrop, scenery, SIZE)
    assert backdrop._picture is not None
    assert 0 < backdrop._picture.height() < SIZE.height() / 2
    backdrop.forget()
    assert backdrop._picture is None


def test_nothing_but_ground_is_ground(backdrop: Backdrop) -> None:
    bare = next(figure for figure in FIGURES.values() if not figure.props)
    for _ in range(2):
        shot = painted(backdrop, scenery_of(bare), SIZE)
        assert shot.pixelColor(0, 0) == GROUND
        assert shot.pixelColor(SIZE.width() - 1, SIZE.height() - 1) == GROUND
