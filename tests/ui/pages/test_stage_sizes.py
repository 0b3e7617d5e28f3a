"""The stage measured on its pixels: how large, cut by nothing, over nothing, in all typefaces."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assets.screenshots.stages import STATES
from soleus_timer import resources
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.session.commands import Start
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.timeline import build_timeline
from soleus_timer.domain.units import UnitSystem, from_seconds
from soleus_timer.domain.workout import Workout, in_units
from soleus_timer.storage.library import Catalogue
from soleus_timer.storage.validation import validate
from soleus_timer.ui.icons import Shape
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.pages.session.button import Rank, StageButton
from soleus_timer.ui.pages.session.canvas import Canvas
from soleus_timer.ui.pages.session.caption import Caption
from soleus_timer.ui.pages.session.content import Content, Number, NumberKind, content_of
from soleus_timer.ui.pages.session.frame import FIELD_SHARE, Buttons
from soleus_timer.ui.pages.session.lines import Part
from soleus_timer.ui.theme import LIGHT, THEMES, Theme
from soleus_timer.ui.typeface import Typeface, inter
from tests.ui.colour_science import contrast
from tests.ui.conftest import Desk
from tests.ui.cut_texts import cut_on_canvas

Grey = NDArray[np.uint8]

SIZES = (QSize(1280, 800), QSize(1920, 1080))
FACES = ("", "DejaVu Sans")
"""Inter, and what most Linux desktops have."""


def canvas_of(qtbot: QtBot, size: QSize, family: str = "", theme: Theme = LIGHT) -> Canvas:
    canvas = Canvas(theme)
    qtbot.addWidget(canvas)
    canvas.set_face(Typeface(family or inter()))
    canvas.fill(size)
    return canvas


def painted(canvas: Canvas) -> Grey:
    """Return what is painted, as grey from 0 to 255."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(image.constBits(), np.uint8)
    # The image is gone after this, and its bytes with it.
    return grey.reshape(image.height(), image.bytesPerLine())[:, : image.width()].copy()


def ink_height(grey: Grey, canvas: Canvas, part: Part, letters: int = 1) -> int:
    """Return how high the first letters of a part are painted (pixels)."""
    spot = next(spot for spot in canvas.picture.spots if spot.part is part)
    share = letters / len(spot.text)
    place = spot.rect.toAlignedRect()
    cut = grey[place.top() - 4 : place.bottom() + 4, place.left() : place.right() + 1]
    cut = cut[:, : round(cut.shape[1] * share)].astype(int)
    rows = np.nonzero((abs(cut - cut[0, 0]) > 60).any(axis=1))[0]
    return int(rows[-1] - rows[0] + 1)


def content(kind: NumberKind, text: str, cue: str = "", exercise: str = "") -> Content:
    return Content(
        Mood.WORK,
        "Walk",
        Number(text, kind),
        part="To mark",
        sets="Set 1 of 3",
        bars=(0.3, 0.0, 0.0),
        exercise=exercise,
        remaining="3:36 left",
        cue=cue,
    )


@pytest.mark.parametrize("family", FACES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_letters_are_as_high_as_promised(qtbot: QtBot, size: QSize, family: str) -> None:
    canvas = canvas_of(qtbot, size, family)
    high = size.height()

    def measured(shown: Content, part: Part, letters: int = 1) -> float:
        canvas.show_content(shown)
        return ink_height(painted(canvas), canvas, part, letters) / high

    exact = 0.012
    for kind, text, share in (
        (NumberKind.SECONDS, "47", 0.30),
        (NumberKind.MINUTES, "4:17", 0.19),
        (NumberKind.LONG, "47:14", 0.15),
    ):
        assert measured(content(kind, text), Part.NUMBER) == pytest.approx(share, rel=0.03)
    shown = content(NumberKind.SECONDS, "47", cue="Knees soft")
    words = 0.09 if not family else 0.06
    assert measured(shown, Part.PHASE) >= words - 0.0015
    assert measured(shown, Part.PART) >= words - 0.0015
    assert measured(shown, Part.CUE) == pytest.approx(0.045, rel=0.04)
    assert measured(shown, Part.SETS) == pytest.approx(0.045, rel=0.06)
    assert canvas.frame.field.width() / size.width() == pytest.approx(FIELD_SHARE, abs=exact)
    reading = min(spot.cap_height for spot in canvas.picture.spots)
    assert reading / high >= 0.0275


def test_nothing_jumps_between_the_phases_of_a_rep(qtbot: QtBot) -> None:
    canvas = canvas_of(qtbot, SIZES[0])
    places = set()
    for word in ("Up", "Hold", "Down"):
        number = Number("7", NumberKind.REPS, "of 15")
        canvas.show_content(Content(Mood.WORK, word, number, part="Left side"))
        spots = canvas.picture.spots
        places.add(tuple((s.part, s.font.pixelSize(), s.x, s.baseline) for s in spots))
    assert len(places) == 1


def test_digits_that_change_move_no_others(qtbot: QtBot) -> None:
    canvas = canvas_of(qtbot, SIZES[0])
    places = set()
    for text in ("11", "48", "30"):
        canvas.show_content(content(NumberKind.SECONDS, text))
        spot = next(spot for spot in canvas.picture.spots if spot.part is Part.NUMBER)
        places.add((spot.x, spot.baseline, spot.squeeze, spot.rect.width()))
    assert len(places) == 1


def states() -> Iterator[tuple[str, Content]]:
    """Yield every state that there are pictures of, in both systems of measures."""
    catalogue = Catalogue([resources.shipped_exercises()])
    for units in UnitSystem:
        found: dict[str, Exercise] = {
            name: in_units(catalogue.get(name), units) for name in catalogue.ids()
        }
        for state in STATES:
            fields = {"name": "Stage", "prepare_seconds": 10, "blocks": [state.block]}
            session = Session(build_timeline(validate(Workout, fields), found))
            session.handle(Start(), 0)
            now = from_seconds(state.at)
            caption = None
            for event in session.advance(now):
                if isinstance(event, CueDue) and event.cue.show is not None:
                    caption = Caption(event.cue.show, event.at, event.cue.true_for)
            for command in state.commands:
                session.handle(command, now)
            now = from_seconds(state.at + state.then)
            session.advance(now)
            yield state.name, content_of(view_of(session, now), found.get, caption, now)


ROOMS = (
    QSize(320, 240), QSize(480, 320), QSize(640, 480), QSize(500, 700), QSize(1024, 900),
    QSize(1280, 800), QSize(1920, 1080), QSize(2560, 1080), QSize(3840, 2160),
)  # fmt: skip


@pytest.mark.parametrize("language", ["English", "longer words"])
@pytest.mark.parametrize("family", FACES)
def test_nothing_is_cut_and_nothing_overlaps(
    request: pytest.FixtureRequest, qtbot: QtBot, family: str, language: str
) -> None:
    if language != "English":
        request.getfixturevalue("pseudo_language")
    wrong = []
    for size in ROOMS:
        canvas = canvas_of(qtbot, size, family)
        for name, shown in states():
            canvas.show_content(shown)
            at = f"{name} at {size.width()}x{size.height()}"
            wrong += [f"{at}: {what}" for what in cut_on_canvas(canvas)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("family", FACES)
def test_every_shipped_cue_and_name_has_room(qtbot: QtBot, family: str) -> None:
    catalogue = Catalogue([resources.shipped_exercises()])
    canvas = canvas_of(qtbot, SIZES[0], family)
    wrong = []
    for units in UnitSystem:
        for name in catalogue.ids():
            exercise = in_units(catalogue.get(name), units)
            for cue in exercise.form_cues:
                shown = content(NumberKind.SECONDS, "30", cue=cue.show, exercise=exercise.name)
                canvas.show_content(shown)
                wrong += list(cut_on_canvas(canvas))
                spot = next(spot for spot in canvas.picture.spots if spot.part is Part.CUE)
                assert spot.cap_height >= 0.044 * SIZES[0].height()
    assert not wrong, "\n".join(wrong)


def test_larger_texts_on_the_pages_leave_the_stage_alone(desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    before = desk.pages.session.stage.canvas.grab().toImage()
    font = QFont(desk.window.font())
    font.setPixelSize(round(font.pixelSize() * 1.5))
    desk.window.setFont(font)
    QApplication.processEvents()
    assert desk.pages.session.stage.canvas.grab().toImage() == before


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_buttons_are_read_in_every_state(qtbot: QtBot, theme: Theme) -> None:
    button = StageButton("Skip", Rank.QUIET, Shape.SKIP, Canvas(theme))
    qtbot.addWidget(button.parentWidget())
    button.set_theme(theme)
    for rank in Rank:
        button._rank = rank
        for on_field in (False, True) if rank is Rank.LARGE else (False,):
            button.on_field = on_field
            for mood in Mood:
                button.show_mood(mood)
                for faded in (False, True):
                    button.set_faded(faded)
                    ground, ink = button.colours()
                    assert contrast(ink.name(), ground.name()) >= 4.5, (rank, mood, faded)


def test_the_large_button_never_fades_and_the_others_move_nowhere(desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    transport = desk.pages.session.transport
    assert transport._buttons is Buttons.ROW
    places = [button.geometry() for button in transport.buttons]
    large = transport.primary.colours()
    text = transport.skip.colours()[1]
    transport._fading.timeout.emit()
    assert transport.primary.colours() == large
    assert transport.skip.colours()[1] != text
    assert [button.geometry() for button in transport.buttons] == places
    transport.stir()
    assert transport.skip.colours()[1] == text
