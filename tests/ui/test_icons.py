"""Icons: each a shape of its own, in the colours it is given, and sharp."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap

from soleus_timer.ui.icons import Shape, icon, shape_path

GREEN = QColor("#1b5b39")
GREY = QColor("#545b62")
SMALL = QSize(16, 16)

pytestmark = pytest.mark.usefixtures("qapp")


def drawn(shape: Shape, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    picture = icon(shape, GREEN, GREY).pixmap(SMALL, mode).toImage()
    return picture.convertToFormat(QImage.Format.Format_ARGB32)


def full_pixels(image: QImage) -> set[tuple[int, int]]:
    """Return the pixels that are covered whole."""
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    }


@pytest.mark.parametrize("shape", Shape)
def test_each_shape_fills_its_square_and_stays_inside(shape: Shape) -> None:
    box = shape_path(shape).boundingRect()
    assert QRectF(0, 0, 1, 1).contains(box)
    assert max(box.width(), box.height()) > 0.6


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize(
    ("mode", "colour"), [(QIcon.Mode.Normal, GREEN), (QIcon.Mode.Disabled, GREY)]
)
def test_each_is_seen_at_16_pixels_in_the_colour_that_was_asked_for(
    shape: Shape, mode: QIcon.Mode, colour: QColor
) -> None:
    image = drawn(shape, mode)
    seen = full_pixels(image)
    assert len(seen) > 16
    assert {image.pixelColor(*at).rgb() for at in seen if image.pixelColor(*at).alpha() == 255} == {
        colour.rgb()
    }


def test_no_two_are_alike_at_16_pixels() -> None:
    pixels = {shape: full_pixels(drawn(shape)) for shape in Shape}
    for one, other in combinations(Shape, 2):
        assert len(pixels[one] ^ pixels[other]) > 12, (one, other)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_it_is_drawn_in_the_pixels_of_the_screen(ratio: float) -> None:
    made = icon(Shape.PLAY, GREEN).pixmap(QSize(24, 24), ratio)
    sharp = icon(Shape.PLAY, GREEN).pixmap(QSize(round(24 * ratio), round(24 * ratio)), 1.0)
    assert made.devicePixelRatio() == ratio
    sharp.setDevicePixelRatio(ratio)
    assert made.toImage() == sharp.toImage()


def test_it_keeps_its_shape_in_a_room_that_is_not_square() -> None:
    picture = QPixmap(64, 16)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    icon(Shape.STOP, GREEN).paint(painter, QRect(0, 0, 64, 16))
    painter.end()
    image = picture.toImage()
    assert image.pixelColor(32, 8) == GREEN
    assert image.pixelColor(20, 8) == QColor("white")


def test_a_copy_may_be_changed_and_thrown_away() -> None:
    copy = QIcon(icon(Shape.STOP, GREEN))
    copy.addPixmap(QPixmap(8, 8))  # which makes Qt clone what draws it
    assert not copy.pixmap(SMALL).isNull()
    del copy
    assert not icon(Shape.STOP, GREEN).pixmap(SMALL).isNull()
