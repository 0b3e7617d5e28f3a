"""Whatever a workout prescribes for whatever exercise, in each situation there is a pose."""

from dataclasses import astuple, is_dataclass
from math import isfinite
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soleus_timer.domain.figure.following import moment_of
from soleus_timer.domain.figure.model import Activity, Figure, Moment, WalkPlan
from soleus_timer.domain.figure.motion import Follower, pose_at
from soleus_timer.domain.figure.steps import walkway
from soleus_timer.domain.session.commands import Pause, Resume, Situation, Start
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.units import SECOND, from_seconds
from tests.domain.figure.bodies import FIGURES, WALKER, furthest_move
from tests.domain.helpers import Fields, lay, workout

DOSES: dict[str, Fields] = {
    "time": {"kind": "time", "seconds": 9},
    "reps": {"kind": "reps", "reps": 3},
    "tempo": {"kind": "reps", "reps": 3, "tempo": "1-0-0.1-0"},
    "walk": {"kind": "distance", "distance": 6},
    "short walk": {"kind": "distance", "distance": 1, "pace_seconds": 1e-3, "turn_seconds": 0},
    "tap": {"kind": "distance", "distance": 12, "mode": "tap"},
    "short tap": {
        "kind": "distance",
        "distance": 1,
        "pace_seconds": 1e-3,
        "turn_seconds": 0,
        "legs": 1,
        "mode": "tap",
    },
    "open": {"kind": "open"},
    "beats": {"kind": "open", "beats_per_minute": 300},
}
AT = (0.0, 4.9, 8.1, 9.3, 12.2, 19.9, 24.0, 3000.5)
PAUSES = (0.0, 9.3)


def numbers(thing: Any) -> list[float]:
    """Return every number in a pose, however deep."""
    if isinstance(thing, int | float):
        return [thing]
    if is_dataclass(thing) and not isinstance(thing, type):
        return numbers(astuple(thing))
    return [n for part in thing for n in numbers(part)] if isinstance(thing, tuple) else []


def check(figure: Figure, moment: Moment, follower: Follower) -> None:
    for still in (False, True):
        found = numbers(pose_at(figure, moment, still=still))
        assert len(found) > 50
        assert all(map(isfinite, found))
    assert all(map(isfinite, numbers(follower.pose(figure, moment))))


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
@pytest.mark.parametrize("dose", DOSES)
def test_every_exercise_with_every_dose_has_a_pose_in_every_situation(
    figure: Figure, dose: str
) -> None:
    block = {
        "title": "It",
        "dose": DOSES[dose],
        "sets": 2,
        "rest_seconds": 7,
        "sides": "left-right",
    }
    timeline = lay(workout(block, prepare_seconds=5))
    session, follower = Session(timeline, SessionPreferences(count_in_seconds=3)), Follower()
    seen: set[Situation] = set()

    def look(seconds: float) -> None:
        view = view_of(session, from_seconds(seconds))
        seen.add(view.situation)
        check(figure, moment_of(view, timeline), follower)

    look(0)
    session.handle(Start(), from_seconds(0))
    for at in AT:
        session.advance(from_seconds(at))
        look(at)
        if Pause in session.legal_commands() and at in PAUSES:
            session.handle(Pause(), from_seconds(at))
            look(at)
            session.handle(Resume(), from_seconds(at))
            look(at)
    assert seen >= {Situation.READY, Situation.LEADING, Situation.PAUSED}


def test_without_a_tempo_the_figure_moves_at_its_own() -> None:
    figure = FIGURES["bent-knee-heel-raise"]
    timeline = lay(workout({"title": "It", "dose": DOSES["reps"]}, prepare_seconds=0))
    session = Session(timeline, SessionPreferences(count_in_seconds=0))
    session.handle(Start(), from_seconds(0))

    def pose(seconds: float) -> Any:
        session.advance(from_seconds(seconds))
        return pose_at(figure, moment_of(view_of(session, from_seconds(seconds)), timeline))

    down, up, again = pose(0), pose(3), pose(6)
    assert furthest_move(down, up) > 0.03
    assert furthest_move(down, again) < 1e-6


WHOLE_NANOSECONDS = st.sampled_from([0.0, 1e-9, 1e-3, 5.0, 86_400.0]) | st.integers(
    0, 100_000 * SECOND
).map(lambda length: length / SECOND)


@given(
    legs=st.lists(
        st.tuples(
            st.sampled_from(["down", "turn", "back"]),
            WHOLE_NANOSECONDS,
        ),
        min_size=1,
        max_size=5,
    ),
    distance=st.sampled_from([1e-9, 0.3, 30.0, 300.0]),
    endless=st.booleans(),
    elapsed=WHOLE_NANOSECONDS,
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_every_plan_of_a_walk_can_be_walked(
    legs: list[tuple[str, float]], distance: float, endless: bool, elapsed: float
) -> None:
    plan = WalkPlan(tuple(legs), distance, endless=endless)
    gait = WALKER.motion.gait
    assert gait is not None
    moment = Moment(elapsed=elapsed, walk=plan)
    for activity in (Activity.WALK, Activity.REST):
        check(WALKER, moment._replace(activity=activity), Follower())
    for step in walkway(plan, gait, WALKER.apart).steps[:5]:
        check(WALKER, Moment(Activity.WALK, elapsed=step.start, walk=plan), Follower())
