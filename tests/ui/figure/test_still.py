"""The drawing of the first frame is the figure that takes its place a moment later."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from soleus_timer import resources
from soleus_timer.ui.figure.still import StillFigure
from soleus_timer.ui.figure.view import FigureView
from soleus_timer.ui.theme import FIGURE_DARK, FIGURE_HIGH_CONTRAST, FIGURE_LIGHT, FigureColours
from tests.domain.figure.bodies import WALKER
from tests.test_architecture import modules_after

MODELS = "pydantic_core"
WHOLE = resources.hero_still("light").read_bytes()
SLOW = {"numpy", "tomllib", "json", MODELS}


def differing(a: QImage, b: QImage) -> int:
    """Return how many pixels one would see to differ."""
    assert a.size() == b.size()

    def far(first: QColor, second: QColor) -> bool:
        return (
            abs(first.red() - second.red()) > 40
            or abs(first.green() - second.green()) > 40
            or abs(first.blue() - second.blue()) > 40
        )

    return sum(
        far(a.pixelColor(x, y), b.pixelColor(x, y))
        for x in range(0, a.width(), 2)
        for y in range(0, a.height(), 2)
    )


@pytest.mark.parametrize(
    ("name", "colours"),
    [("light", FIGURE_LIGHT), ("dark", FIGURE_DARK), ("high-contrast", FIGURE_HIGH_CONTRAST)],
)
@pytest.mark.parametrize("size", [(600, 400), (300, 400)])
def test_the_still_is_what_is_shown_afterwards(
    qtbot: QtBot, name: str, colours: FigureColours, size: tuple[int, int]
) -> None:
    still = StillFigure(resources.hero_still(name))
    view = FigureView(colours)
    for widget in (still, view):
        qtbot.addWidget(widget)
        widget.resize(*size)
    view.set_labels(False)
    view.play(WALKER)
    shots = [widget.grab().toImage() for widget in (still, view)]
    assert differing(*shots) < 20, "python -m assets.drawings.render --stills draws them again"
    blank = QImage(shots[0])
    blank.fill(shots[0].pixelColor(0, 0))
    assert differing(shots[0], blank) > 500


@pytest.mark.parametrize("content", [None, b"", b"no drawing", b"\xff" * 100, WHOLE[:5000]])
def test_a_damaged_still_shows_nothing(qtbot: QtBot, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "still.drawing"
    if content is not None:
        file.write_bytes(content)
    still = StillFigure(file)
    qtbot.addWidget(still)
    still.resize(100, 100)
    shot = still.grab().toImage()
    assert len({shot.pixelColor(x, x).name() for x in range(100)}) == 1


def test_the_drawing_of_the_first_frame_needs_nothing_else() -> None:
    loaded = modules_after("soleus_timer.ui.figure.still")
    assert "PySide6" in loaded
    assert not loaded & SLOW


def test_the_figure_itself_needs_no_models() -> None:
    assert not modules_after("soleus_timer.ui.figure.view") & {MODELS, "numpy"}
