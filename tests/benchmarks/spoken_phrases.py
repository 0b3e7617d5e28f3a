"""A hundred phrases of all kinds that the program says, as codes and values, and their sound.

They are chosen once, so that voices can be compared; their words are those of the program today.
"""

from collections.abc import Iterator

import numpy as np

from soleus_timer import resources
from soleus_timer.audio.backends.base import Encoding, Form
from soleus_timer.audio.cue_queue import CueQueue
from soleus_timer.audio.processing import DEFAULT_RATE, Sound
from soleus_timer.audio.renderer import Renderer, Speech
from soleus_timer.audio.scheduler import Scheduler
from soleus_timer.audio.voice import Voice
from soleus_timer.domain.phrases import (
    Code,
    Phrase,
    duration_phrase,
    phrase,
    spoken_units,
    tempo_phrase,
    verbatim,
)
from soleus_timer.domain.session.events import Cue, CueDue, Priority
from soleus_timer.domain.texts import text_in_units
from soleus_timer.domain.units import SECOND, Nanoseconds, UnitSystem
from soleus_timer.domain.workout import Phase
from soleus_timer.storage.library import Catalogue

LEFT, RIGHT = Phrase(Code.SIDE_LEFT), Phrase(Code.SIDE_RIGHT)
LAST_SET = Phrase(Code.LAST_SET)

REMINDERS = (
    *(("tip-toe-walking", place) for place in range(6)),
    *(("bent-knee-heel-raise", place) for place in range(5)),
    *(("eccentric-heel-drop", place) for place in range(5)),
    ("ankle-pumps", 0),
    ("ankle-pumps", 2),
    ("heavy-slow-calf-raise", 0),
    ("isometric-calf-hold", 1),
    ("pogo-hops", 3),
    ("seated-calf-raise", 1),
    ("soleus-push-up", 2),
    ("soleus-push-up", 3),
    ("soleus-stretch", 3),
    ("straight-knee-heel-raise", 3),
    ("tibialis-raise", 0),
    ("wall-squat-heel-raise", 2),
)
"""Exercises, and which of their form reminders."""

TEMPO = ((Phase.UP, 2 * SECOND), (Phase.HOLD, 1 * SECOND), (Phase.DOWN, 3 * SECOND))
_BEGIN = Nanoseconds(100 * SECOND)
_SILENCE = SECOND // 2
"""Before and after the words."""

_LONGEST = 20 * SECOND
_PERIOD = DEFAULT_RATE // 50
_FORM = Form(DEFAULT_RATE, Encoding.FLOAT, channels=1, buffer_frames=_PERIOD)


def phrases() -> tuple[Phrase, ...]:
    """Return the phrases, in a fixed order."""
    return (*_starts(), *_announcements(), *_times_and_counts(), *_reminders())


def words_said(said: Phrase) -> str:
    """Return the words of a phrase as they are spoken, in English."""
    return " ".join(unit.words for unit in spoken_units(said))


def spoken(said: Phrase, voice: Voice) -> Sound | None:
    """Return a phrase as the program plays it, at `DEFAULT_RATE`; None if a clip is missing."""
    if voice.missing(spoken_units(said)):
        return None
    queue = CueQueue()
    due = CueDue(Nanoseconds(_BEGIN + _SILENCE), 0, Cue(Priority.TRANSITION, None, said))
    queue.add([due], _BEGIN)
    renderer = Renderer(queue, Scheduler(), {}, Speech(voice, DEFAULT_RATE), _FORM)
    parts: list[bytes] = []
    for now in range(_BEGIN, _BEGIN + _LONGEST, SECOND * _PERIOD // DEFAULT_RATE):
        parts.append(renderer.pull(_FORM.frame_bytes * _PERIOD, now))
        if renderer.is_rung_out:
            break
    return np.frombuffer(b"".join(parts), dtype=np.float32)


def _reps_at_tempo(number: int) -> Phrase:
    tempo = tempo_phrase((phase, Nanoseconds(length)) for phase, length in TEMPO)
    return phrase(Code.REPS_TEMPO, reps=phrase(Code.REPS_AT, n=number), tempo=tempo)


def _starts() -> Iterator[Phrase]:
    yield Phrase(Code.GO)
    yield phrase(Code.SET_GO, set=_set(1, 3))
    yield phrase(Code.SET_GO, set=_set(2, 3))
    yield phrase(Code.SET_GO, set=_set(7, 12))
    yield phrase(Code.SET_GO, set=LAST_SET)
    yield phrase(Code.SIDE_GO, side=LEFT)
    yield phrase(Code.SET_SIDE_GO, set=_set(2, 4), side=RIGHT)
    yield phrase(Code.SET_SIDE_GO, set=LAST_SET, side=LEFT)
    yield phrase(Code.TITLE_GO, title=_name("pogo-hops"))
    yield phrase(Code.TITLE_SET_GO, title=_name("soleus-push-up"), set=_set(1, 2))
    yield phrase(Code.TITLE_SET_GO, title=_name("tip-toe-walking"), set=LAST_SET)
    yield phrase(Code.TITLE_SIDE_GO, title=_name("soleus-stretch"), side=RIGHT)
    yield phrase(
        Code.TITLE_SET_SIDE_GO, title=_name("eccentric-heel-drop"), set=_set(3, 5), side=LEFT
    )


def _announcements() -> Iterator[Phrase]:
    yield phrase(Code.GET_READY, title=_name("wall-squat-heel-raise"))
    yield _ready("tip-toe-walking", _feet_and_back(10))
    yield _ready("tip-toe-walking", phrase(Code.METRES_AND_BACK, n=4.5))
    yield _ready("straight-knee-heel-raise", _reps(25))
    yield _ready("isometric-calf-hold", duration_phrase(45))
    yield _ready("pogo-hops", duration_phrase(30))
    yield _ready_side(LEFT, "soleus-stretch", duration_phrase(30))
    yield _ready_side(RIGHT, "single-leg-bent-knee-heel-raise", _reps(12))
    yield phrase(Code.WARM_UP, title=_name("ankle-pumps"), dose=duration_phrase(60))
    yield phrase(Code.COOL_DOWN, title=_name("soleus-stretch"), dose=duration_phrase(90))
    yield phrase(Code.NEXT_NAME, title=_name("heavy-slow-calf-raise"))
    yield _next("tip-toe-walking", _feet_and_back(15))
    yield _next("tip-toe-walking", phrase(Code.FEET_ONE_WAY, n=12))
    yield _next("tip-toe-walking", phrase(Code.METRES_ONE_WAY, n=5))
    yield _next("tibialis-raise", _reps(20))
    yield _next("seated-calf-raise", _reps_at_tempo(15))
    yield _next("bent-knee-heel-raise", Phrase(Code.UNTIL_DONE))
    yield _next("isometric-calf-hold", duration_phrase(40))
    yield _next_set(_set(2, 3), "tip-toe-walking", _feet_and_back(10))
    yield _next_set(LAST_SET, "tip-toe-walking", _feet_and_back(12.5))
    yield _next_set(_set(3, 4), "wall-squat-heel-raise", _reps(10))
    yield _next_set(_set(4, 5), "heavy-slow-calf-raise", _reps(8))
    yield _next_side(RIGHT, "soleus-stretch", duration_phrase(30))
    yield _next_side(LEFT, "eccentric-heel-drop", _reps(15))
    yield phrase(
        Code.NEXT_SET_SIDE,
        set=_set(2, 3),
        side=RIGHT,
        title=_name("single-leg-bent-knee-heel-raise"),
        dose=_reps(6),
    )
    yield Phrase(Code.TURN_AROUND)
    yield Phrase(Code.WALK_BACK)
    yield Phrase(Code.WALK_DOWN)
    yield Phrase(Code.SWITCH_LEFT)
    yield Phrase(Code.SWITCH_RIGHT)
    yield Phrase(Code.COUNT_IN)
    yield Phrase(Code.SESSION_OVER)
    yield from (
        phrase(Code.WELL_DONE_SETS, sets=phrase(Code.SETS_DONE, n=sets)) for sets in (1, 3, 12)
    )


def _times_and_counts() -> Iterator[Phrase]:
    for seconds in (15, 20, 30, 45, 60, 90, 120, 150, 180):
        yield phrase(Code.REST, time=duration_phrase(seconds))
    yield Phrase(Code.HALFWAY)
    yield Phrase(Code.TEN_SECONDS)
    yield _feet_and_back(13)
    yield _feet_and_back(30)
    yield phrase(Code.METRES_AND_BACK, n=3)
    yield phrase(Code.METRES_ONE_WAY, n=20)
    yield from (phrase(Code.REP_NUMBER, n=number) for number in (1, 3, 5, 8, 10, 12, 15, 16, 20))


def _reminders() -> Iterator[Phrase]:
    catalogue = Catalogue([resources.shipped_exercises()])
    for exercise, place in REMINDERS:
        text = catalogue.get(exercise).form_cues[place].spoken
        yield verbatim(text_in_units(text, UnitSystem.IMPERIAL))


def _name(exercise: str) -> Phrase:
    return verbatim(Catalogue([resources.shipped_exercises()]).get(exercise).name)


def _set(number: int, total: int) -> Phrase:
    return phrase(Code.SET_NUMBER, n=number, total=total)


def _reps(count: int) -> Phrase:
    return phrase(Code.REPS, n=count)


def _feet_and_back(feet: float) -> Phrase:
    return phrase(Code.FEET_AND_BACK, n=feet)


def _ready(exercise: str, dose: Phrase) -> Phrase:
    return phrase(Code.GET_READY_DOSE, title=_name(exercise), dose=dose)


def _ready_side(side: Phrase, exercise: str, dose: Phrase) -> Phrase:
    return phrase(Code.GET_READY_SIDE, side=side, title=_name(exercise), dose=dose)


def _next(exercise: str, dose: Phrase) -> Phrase:
    return phrase(Code.NEXT, title=_name(exercise), dose=dose)


def _next_set(number: Phrase, exercise: str, dose: Phrase) -> Phrase:
    return phrase(Code.NEXT_SET, set=number, title=_name(exercise), dose=dose)


def _next_side(side: Phrase, exercise: str, dose: Phrase) -> Phrase:
    return phrase(Code.NEXT_SIDE, side=side, title=_name(exercise), dose=dose)
