"""The figure that stands for a workout: every exercise with every dose moves on the Today page."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.library import Entry
from soleus_timer.storage.validation import validate
from soleus_timer.ui.figure.view import FigureView
from soleus_timer.ui.pages.today.choices import shown_for
from soleus_timer.ui.theme import FIGURE_LIGHT
from tests.domain.figure.bodies import FIGURES
from tests.domain.figure.test_every_dose import DOSES
from tests.domain.helpers import Fields, workout


def entry_of(exercise: str, dose: Fields) -> Entry:
    model = workout({"exercise": exercise, "dose": dose})
    known = {exercise: validate(Exercise, {"id": exercise, "name": exercise})}
    return Entry("it", Path("it.toml"), True, model, known)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_it_moves_whatever_the_dose(qtbot: QtBot, figure: Figure) -> None:
    view = FigureView(FIGURE_LIGHT, FIGURES.get)
    qtbot.addWidget(view)
    view.resize(80, 60)
    view.show()
    for dose in DOSES.values():
        entry = entry_of(figure.id, dose)
        shown = shown_for(entry, entry.timeline(), FIGURES.get)
        assert shown.figure is figure
        view.play(shown.figure, shown.tempo, shown.name)
        assert view.player.length > 0.4
        for share in (0.0, 0.3, 0.9, 1.0):
            view.player.set_position(share * view.player.length)
            assert not view.grab().isNull()


def test_without_a_tempo_it_moves_at_its_own() -> None:
    entry = entry_of("bent-knee-heel-raise", DOSES["reps"])
    assert shown_for(entry, entry.timeline(), FIGURES.get).tempo is None
