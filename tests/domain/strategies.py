"""Random workouts and random people."""

from typing import Any

from hypothesis import strategies as st

from soleus_timer.domain.session.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Revive,
    Skip,
    Start,
    WakeUp,
)
from soleus_timer.domain.units import SECOND
from soleus_timer.domain.workout import SHORTEST_SECONDS, Sides, WalkMode, Workout
from soleus_timer.storage.validation import validate
from tests.domain.helpers import EXERCISES, Fields

seconds = st.one_of(
    st.sampled_from([0, 0.5, 1, 2, 2.75, 3, 5, 17, 30]),
    st.floats(min_value=SHORTEST_SECONDS, max_value=60, allow_nan=False),
)
"""Lengths of time: often zero, often shorter than a countdown, often no whole number."""

phase = st.sampled_from(["0", "1", "2", "0.3", "1.7"])


@st.composite
def doses(draw: st.DrawFn) -> Fields:
    match draw(st.sampled_from(["time", "reps", "paced reps", "distance", "open"])):
        case "time":
            return {"kind": "time", "seconds": draw(seconds)}
        case "reps":
            return {"kind": "reps", "reps": draw(st.integers(1, 20))}
        case "paced reps":
            tempo = draw(st.tuples(phase, phase, phase, phase).filter(lambda t: set(t) != {"0"}))
            return {"kind": "reps", "reps": draw(st.integers(1, 6)), "tempo": "-".join(tempo)}
        case "distance":
            length = draw(st.floats(min_value=0.5, max_value=15))
            return {
                "kind": "distance",
                "distance": length,
                "range": [length / 2, length * 2],
                "unit": draw(st.sampled_from(["ft", "m"])),
                "legs": draw(st.integers(1, 4)),
                "turn_seconds": draw(seconds),
                "pace_seconds": draw(st.none() | st.floats(min_value=0.01, max_value=4)),
                "mode": draw(st.sampled_from(WalkMode)).value,
            }
        case _:
            return {"kind": "open"}


named = st.sampled_from([*({"exercise": name} for name in EXERCISES), {"title": "Hold"}])


@st.composite
def stations(draw: st.DrawFn) -> Fields:
    return draw(named) | {
        "dose": draw(doses()),
        "sides": draw(st.sampled_from(Sides)).value,
        "switch_seconds": draw(seconds),
    }


@st.composite
def blocks(draw: st.DrawFn) -> Fields:
    times = draw(st.integers(1, 3))
    rest: Fields = {"rest_seconds": draw(seconds)}
    if draw(st.booleans()):
        return draw(stations()) | rest | {"sets": times}
    return rest | {
        "circuit": draw(st.lists(stations(), min_size=1, max_size=3)),
        "rounds": times,
        "rest_between_exercises_seconds": draw(seconds),
    }


def _has_something_to_do(fields: Fields) -> bool:
    groups = [fields["warm_up"], fields["cool_down"]]
    groups += [block.get("circuit", [block]) for block in fields["blocks"]]
    doses: list[Fields] = [station["dose"] for group in groups for station in group]
    return any(dose["kind"] != "time" or dose["seconds"] >= 0.001 for dose in doses)


workouts: st.SearchStrategy[Workout] = (
    st.fixed_dictionaries(
        {
            "name": st.just("Any"),
            "prepare_seconds": seconds,
            "rest_between_blocks_seconds": seconds,
            "warm_up": st.lists(stations(), max_size=2),
            "blocks": st.lists(blocks(), min_size=1, max_size=3),
            "cool_down": st.lists(stations(), max_size=2),
        }
    )
    .filter(_has_something_to_do)
    .map(lambda fields: validate(Workout, fields))
)

moments = st.one_of(
    st.sampled_from([0, 1, SECOND, 2 * SECOND, 3 * SECOND]), st.integers(0, 3 * SECOND)
)
"""Nanoseconds between one thing and the next, for people in a hurry."""

gaps = st.one_of(moments, moments, st.integers(0, 40 * SECOND), st.just(10**15))
"""Nanoseconds between one thing and the next."""


def commands(steps: int, current: int) -> st.SearchStrategy[Command]:
    """Return what a person might ask for in a workout of so many steps: wise or not."""
    plain: list[type[Any]] = [Start, Pause, Resume, Done, Skip, Back, RedoSet, AddTime]
    meant_for = st.sampled_from([current, current, current - 1, current + 1])
    return st.one_of(
        st.sampled_from([kind() for kind in plain]),
        st.sampled_from([kind() for kind in plain]),
        st.builds(Done, meant_for) | st.builds(Skip, meant_for) | st.builds(Jump, meant_for),
        st.builds(Jump, st.integers(-1, steps)),
        st.builds(WakeUp, gaps | st.just(-1)),
        st.builds(Revive, gaps | st.just(-1)),
    )
