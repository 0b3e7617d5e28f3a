"""What is heard of a circuit without rests: each name before or with its station, never later."""

import json
from itertools import accumulate

import pytest

from soleus_timer import resources
from soleus_timer.audio.scheduler import BREATH, Scheduler, WordsAt
from soleus_timer.domain.phrases import Phrase, spoken_units, spoken_whole
from soleus_timer.domain.session.events import Cue, CueDue, StepStarted, Tone
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.settings import VOICE_SPEEDS
from tests.domain.helpers import circuit, lay, timed, workout

SECOND = 1_000_000_000
NAMES = ("Tip toe walking", "Ankle pumps", "Pogo hops")


class Clips:
    """How long the shipped clips take at a speed of the voice."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        index = json.loads((resources.voice() / "index.json").read_text("utf-8"))
        self._seconds = {unit: clip["seconds"] for unit, clip in index["units"].items()}

    def tone_length(self, cue: Cue) -> int:
        return 0 if cue.tone is None else SECOND // 8 if cue.tone is Tone.TICK else SECOND * 4 // 10

    def spans(self, said: Phrase) -> tuple[int, ...]:
        whole = self._seconds.get(spoken_whole(said).key)
        lengths = [
            round(self._seconds[unit.key] / self._speed * SECOND) for unit in spoken_units(said)
        ]
        spans = [*accumulate(lengths, lambda before, length: before + BREATH + length)]
        return (*spans[:-1], spans[-1] if whole is None else round(whole / self._speed * SECOND))


@pytest.mark.parametrize("speed", VOICE_SPEEDS)
@pytest.mark.parametrize("seconds", [3, 4, 5, 6, 7, 8, 10, 12, 19, 20, 25, 60])
def test_who_hears_a_name_does_that_exercise(seconds: float, speed: float) -> None:
    stations = [{**timed(seconds), "title": name} for name in NAMES]
    timeline = lay(workout(circuit(*stations, rounds=3, rest_seconds=0), prepare_seconds=10))
    events = list(simulate(timeline))
    scheduler = Scheduler(Clips(speed))
    scheduler.add(e for e in events if isinstance(e, CueDue))
    heard: list[tuple[int, int, str]] = []
    for moment in range(0, events[-1].at, SECOND // 10):
        for one in scheduler.advance(moment, moment + SECOND // 10):
            if isinstance(one, WordsAt):
                assert one.cue.cue.say is not None
                units = [unit.words for unit in spoken_units(one.cue.cue.say)[: one.units]]
                heard += [(one.at, one.at + one.length, name) for name in NAMES if name in units]
    starts = [(e.at, timeline.steps[e.step].title) for e in events if isinstance(e, StepStarted)]
    for at, title in starts[1:]:
        ends_late = [name for begins, ends, name in heard if begins < at + SECOND <= ends]
        assert set(ends_late) <= {title}
        latest = [name for begins, _, name in heard if begins < at + SECOND][-1]
        assert latest == title
