"""Feet or metres: as the locale has it or as one chooses, and changed while the window is open."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from soleus_timer.app.window_run import _welcome
from soleus_timer.domain.appearance import Units
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.library import Entry
from soleus_timer.domain.units import LengthUnit, UnitSystem
from soleus_timer.storage.glance import Glance
from soleus_timer.storage.validation import dump, validate
from soleus_timer.ui.preferences import Preferences
from tests.ui.conftest import EXERCISE, WALK, Desk, MemoryStore, entry_of, setting_field


def measured_entry() -> Entry:
    entry = entry_of(WALK)
    exercise = validate(Exercise, dump(EXERCISE) | {"how_to": ["Heels {1 inch|3 cm} up."]})
    return Entry(entry.id, entry.path, True, entry.workout, {exercise.id: exercise})


def choose_units(desk: Desk, units: Units) -> None:
    field = setting_field(desk.pages.settings, "units")
    field.setCurrentIndex(field.findData(units))


def read(desk: Desk) -> list[str]:
    """Return what the exercise page tells."""
    text = desk.pages.exercise.text
    assert text is not None
    return [label.text() for label in text.findChildren(QLabel)]


def test_measures_change_at_once(desk: Desk) -> None:
    today = desk.pages.today
    desk.pages.show_workout(measured_entry())
    choose_units(desk, Units.METRIC)
    assert "3 metres down and back" in today.facts.text()
    today.hero.how.click()
    assert "Heels 3 cm up." in read(desk)
    assert today.choices.unit.currentData() == LengthUnit.METRE
    choose_units(desk, Units.IMPERIAL)
    assert "10 feet down and back" in today.facts.text()
    today.hero.how.click()
    assert "Heels 1 inch up." in read(desk)
    assert today.choices.unit.currentData() == LengthUnit.FOOT


def test_a_chosen_unit_stays_whatever_the_system(desk: Desk, store: MemoryStore) -> None:
    today = desk.pages.today
    choose_units(desk, Units.METRIC)
    today.choices.distance.setValue(4)
    today.choices.sets.setValue(2)
    chosen = store.settings.choices["tip-toe-walking"]
    assert chosen == Choices(distance=4, unit=LengthUnit.METRE, sets=2)
    choose_units(desk, Units.IMPERIAL)
    assert "4 metres down and back" in today.facts.text()
    today.choices.unit.setCurrentIndex(today.choices.unit.findData(LengthUnit.FOOT))
    today.choices.distance.setValue(12)
    assert store.settings.choices["tip-toe-walking"] == Choices(distance=12, sets=2)
    choose_units(desk, Units.METRIC)
    assert "12 feet down and back" in today.facts.text()


def test_feet_are_a_choice_where_metres_are_usual(desk: Desk, store: MemoryStore) -> None:
    choose_units(desk, Units.METRIC)
    panel = desk.pages.today.choices
    panel.unit.setCurrentIndex(panel.unit.findData(LengthUnit.FOOT))
    assert store.settings.choices["tip-toe-walking"] == Choices(unit=LengthUnit.FOOT)
    panel.unit.setCurrentIndex(panel.unit.findData(LengthUnit.METRE))
    assert store.settings.choices["tip-toe-walking"] == Choices()


@pytest.mark.parametrize("of_locale", [None, *UnitSystem])
def test_the_locale_is_asked_where_nobody_chose(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch, of_locale: UnitSystem | None
) -> None:
    monkeypatch.setattr("soleus_timer.ui.preferences.units_of_locale", lambda: of_locale)
    assert Preferences(store).units is of_locale


def test_names_follow_them_from_the_first_frame_on(desk: Desk) -> None:
    glance = Glance(title="Rise {2 inches|5 cm}", units=Units.METRIC)
    welcome = _welcome(glance)
    assert welcome is not None
    assert welcome.hero.title.text() == "Rise 5 cm"
    welcome.deleteLater()
    entry = measured_entry()
    workout = replace(entry.workout, name=glance.title)
    exercise = replace(next(iter(entry.exercises.values())), name="Walk {2 inches|5 cm}")
    desk.pages.show_workout(Entry(entry.id, entry.path, True, workout, {exercise.id: exercise}))
    today = desk.pages.today
    for units, measure in ((Units.METRIC, "5 cm"), (Units.IMPERIAL, "2 inches")):
        choose_units(desk, units)
        assert today.title.text() == f"Rise {measure}"
        today.hero.how.click()
        assert desk.pages.exercise.title.text() == f"Walk {measure}"
