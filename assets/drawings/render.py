"""Draws every figure at its key poses, in all palettes: `python -m assets.drawings.render OUT`.

Look at what it draws, large, before a figure is called done. `--stills` draws the pictures of the
window's first frame again, after a change to the figure that the Today page shows.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from assets.drawings.drawing import drawn
from soleus_timer import resources
from soleus_timer.domain.figure.kinematics import solve
from soleus_timer.domain.figure.model import Activity, Figure, Moment, WalkPlan
from soleus_timer.domain.figure.motion import pose_at, usual_walk
from soleus_timer.domain.figure.posing import posture_of
from soleus_timer.storage.figures import figure_in
from soleus_timer.storage.toml import read_document
from soleus_timer.ui.figure.scene import SceneOptions, paint_scene
from soleus_timer.ui.theme import FIGURE_DARK, FIGURE_HIGH_CONTRAST, FIGURE_LIGHT, FigureColours

HERO = "tip-toe-walking"
PALETTES = {colours.name: colours for colours in (FIGURE_LIGHT, FIGURE_DARK, FIGURE_HIGH_CONTRAST)}
CELL_WIDTH, CELL_HEIGHT, TITLE = 340, 400, 30
STRIP_WIDTH, STRIP_HEIGHT = 900, 360


def main() -> None:
    """Draw the contact sheets and the film strip of the walk."""
    if "--stills" in sys.argv:
        _stills()
        return
    application = QGuiApplication.instance() or QGuiApplication([])
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    draw_sheets(out)
    del application


def draw_sheets(out: Path) -> None:
    """Draw every figure at its key poses, all together and each large, into the folder `out`."""
    paths = sorted(resources.shipped_figures().glob("*.toml"))
    figures = [figure_in(read_document(path)) for path in paths]
    for name, colours in PALETTES.items():
        _sheet(figures, colours).save(str(out / f"figures-{name}.png"))
    for figure in figures:
        _sheet([figure], FIGURE_LIGHT, 2.0).save(str(out / f"{figure.id}.png"))
        if figure.motion.gait is not None:
            plan = usual_walk(figure.motion.gait)
            _strip(figure, plan).save(str(out / f"{figure.id}-strip.png"))


def _stills() -> None:
    application = QGuiApplication.instance() or QGuiApplication([])
    hero = figure_in(read_document(resources.shipped_figures() / f"{HERO}.toml"))
    for name, colours in PALETTES.items():
        resources.hero_still(name).write_bytes(drawn(hero, colours))
    del application


def _sheet(figures: list[Figure], colours: FigureColours, size: float = 1.0) -> QImage:
    """Return a picture with a row for each figure and a cell for each of its poses."""
    columns = max(len(figure.poses) for figure in figures)
    width, height = round(CELL_WIDTH * size), round(CELL_HEIGHT * size)
    image = QImage(columns * width, len(figures) * height, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.ground))
    painter = QPainter(image)
    font = QFont(painter.font())
    font.setPixelSize(14)
    painter.setFont(font)
    for row, figure in enumerate(figures):
        for column, name in enumerate(figure.poses):
            left, top = column * width, row * height
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(left + 8, top + 6, width, TITLE), 0, f"{figure.id}: {name}")
            cell = QRectF(left, top + TITLE, width, height - TITLE)
            paint_scene(painter, cell, figure, solve(posture_of(figure, name)), colours)
    painter.end()
    return image


def _strip(figure: Figure, plan: WalkPlan) -> QImage:
    """Return the walk at moments of a down leg, the turn and the way back, one below the other."""
    down, turn = plan.legs[0][1], plan.legs[1][1]
    moments = [0.0, 0.3, 0.6, 0.9, 1.2, down / 2, down - 0.2]
    moments += [down + turn * share for share in (0.1, 0.3, 0.5, 0.7, 0.9)]
    moments += [down + turn + 0.4, down + turn + down - 0.2]
    image = QImage(
        2 * STRIP_WIDTH, (len(moments) + 1) // 2 * STRIP_HEIGHT, QImage.Format.Format_RGB32
    )
    image.fill(QColor(FIGURE_LIGHT.ground))
    painter = QPainter(image)
    for place, seconds in enumerate(moments):
        cell = QRectF(place % 2 * STRIP_WIDTH, place // 2 * STRIP_HEIGHT, STRIP_WIDTH, STRIP_HEIGHT)
        moment = Moment(Activity.WALK, elapsed=seconds, walk=plan)
        pose = pose_at(figure, moment)
        options = SceneOptions(walk=plan, heels=True)
        paint_scene(painter, cell, figure, pose, FIGURE_LIGHT, options)
    painter.end()
    return image


if __name__ == "__main__":
    main()
