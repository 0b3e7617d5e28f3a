"""JSON Lines: what the lines of a workout tell is what its records tell, to the letter."""

import json
from dataclasses import replace

from hypothesis import given

from soleus_timer.domain.session.codec import event_record, json_lines
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from tests.domain.helpers import lay
from tests.domain.strategies import workouts


def check(timeline: Timeline) -> None:
    records = [event_record(event, timeline, 0) for event in simulate(timeline)]
    text = "".join(json_lines(timeline, simulate(timeline)))
    assert text == "".join(json.dumps(record) + "\n" for record in records)


@given(workouts)
def test_each_line_is_the_record_of_an_event(model: Workout) -> None:
    check(lay(model))


def test_no_text_breaks_a_line() -> None:
    dose = {"kind": "time", "seconds": 30.3333333}
    model = validate(Workout, {"name": "Odd", "blocks": [{"title": "x", "dose": dose, "sets": 2}]})
    # No file may have all of these titles; a history from elsewhere may.
    titles = ('"}, {"at": 0', "a\nb\u2028c", "\\n{n}", "é \N{LEG}")
    blocks = [replace(model.blocks[0], title=title) for title in titles]
    check(lay(replace(model, blocks=blocks)))
