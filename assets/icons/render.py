"""Draws the icon of the program: a calf on tip toe in the ring of a timer.

One description makes the SVG and the PNGs. Small ones are drawn bolder and leave the finer parts
out. Run it as `python -m assets.icons.render` after a change, and look at what it made.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
NAME = "soleus-timer"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""The sizes that desktops ask for (pixels)."""

_SIDE = 512
_MIDDLE = _SIDE / 2
_GROUND = 404

_DISC = "#143b2a"
_TRACK = "#2d6b4c"
_TIME = "#4be3a8"
_SKIN = "#fff3e0"
_SOLEUS = "#f2683c"
_FLOOR = "#0b271b"

_LEG = (
    "M 222 36 C 206 84 150 128 152 190 "  # the hollow of the knee, the belly of the calf
    "C 153 234 194 262 200 300 "  # down to the Achilles tendon
    "C 201 314 184 322 186 338 C 188 354 212 356 230 362 "  # the heel, off the floor
    "C 256 370 270 402 298 404 "  # the sole, to the ball of the foot
    "L 356 404 C 378 404 380 380 358 374 "  # the toes
    "C 326 364 296 342 280 312 "  # the instep
    "C 266 280 312 206 318 138 C 322 100 316 70 326 36 Z"  # the shin
)
_SOLEUS_SHAPE = (
    "M 192 158 C 166 178 178 250 207 322 "  # along the back, into the tendon
    "C 234 274 246 196 222 168 C 212 156 202 152 192 158 Z"
)


@dataclass(frozen=True, slots=True)
class Look:
    """How bold the icon is drawn."""

    ring: float
    """The width of the ring."""
    leg: float
    """How much wider the leg is drawn than it is."""
    fine: bool
    """Whether the muscle and the floor are drawn."""


FINE = Look(ring=46, leg=6, fine=True)
BOLD = Look(ring=60, leg=10, fine=False)
_SMALLEST_FINE = 48


def svg(look: Look = FINE) -> str:
    """Return the icon as an SVG file."""
    radius = _MIDDLE - 6 - look.ring / 2
    circle = f'cx="{_MIDDLE:g}" cy="{_MIDDLE:g}" r="{radius:g}"'
    ring = f'fill="none" stroke-width="{look.ring:g}"'
    top, left = f"{_MIDDLE:g} {_MIDDLE - radius:g}", f"{_MIDDLE - radius:g} {_MIDDLE:g}"
    top_to_left = f"M {top} A {radius:g} {radius:g} 0 1 1 {left}"
    left_to_top = f"M {left} A {radius:g} {radius:g} 0 0 1 {top}"
    floor = _floor(radius) if look.fine else ""
    parts = [
        f'<circle {circle} fill="{_DISC}"/>',
        f'<path d="{floor}" fill="{_FLOOR}"/>' if look.fine else "",
        f'<path d="{_LEG}" fill="{_SKIN}" stroke="{_SKIN}" stroke-width="{look.leg:g}"/>',
        f'<path d="{_SOLEUS_SHAPE}" fill="{_SOLEUS}"/>' if look.fine else "",
        f'<path d="{left_to_top}" {ring} stroke="{_TRACK}"/>',
        f'<path d="{top_to_left}" {ring} stroke="{_TIME}" stroke-linecap="round"/>',
    ]
    inside = "\n".join(f"  {part}" for part in parts if part)
    box = f'viewBox="0 0 {_SIDE} {_SIDE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>\n{inside}\n</svg>\n'


def _floor(radius: float) -> str:
    """Return what lies below the toes, up to the ring."""
    half = (radius**2 - (_GROUND - _MIDDLE) ** 2) ** 0.5
    begin, end = f"{_MIDDLE - half:g} {_GROUND:g}", f"{_MIDDLE + half:g} {_GROUND:g}"
    return f"M {begin} L {end} A {radius:g} {radius:g} 0 0 1 {begin} Z"


def picture(size: int) -> QImage:
    """Return the icon as a picture, `size` pixels wide and high."""
    look = FINE if size >= _SMALLEST_FINE else BOLD
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg(look).encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def main() -> None:
    """Write the SVG and the PNGs beside this file."""
    (HERE / f"{NAME}.svg").write_text(svg(), "utf-8")
    (HERE / "png").mkdir(exist_ok=True)
    for size in SIZES:
        picture(size).save(str(HERE / "png" / f"{NAME}-{size}.png"))


if __name__ == "__main__":
    main()
