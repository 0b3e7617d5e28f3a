"""In step with the session: phases, pauses, holds, rests, and no jump from one to the next."""

from collections.abc import Iterator
from itertools import product

import pytest

from soleus_timer.domain.figure.following import moment_of
from soleus_timer.domain.figure.kinematics import Pose, solve
from soleus_timer.domain.figure.model import Activity, Figure, Moment
from soleus_timer.domain.figure.motion import Follower, phase_at, pose_at
from soleus_timer.domain.figure.posing import posture_of
from soleus_timer.domain.session.commands import Done, Pause, Start
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import StepKind, Timeline
from soleus_timer.domain.units import from_seconds
from soleus_timer.domain.workout import Workout
from tests.domain.figure.bodies import FIGURES, WALKER, furthest_move
from tests.domain.helpers import lay, reps, timed, until_done, walked, workout

RAISE = FIGURES["bent-knee-heel-raise"]
SECONDS = 1 / 120


class Watch:
    """A session and the figure that follows it."""

    def __init__(self, model: Workout, figure: Figure) -> None:
        self.timeline: Timeline = lay(model)
        self.session = Session(self.timeline, SessionPreferences(count_in_seconds=0))
        self.figure = figure
        self.follower = Follower()
        self.session.handle(Start(), from_seconds(0))

    def moment(self, seconds: float) -> Moment:
        now = from_seconds(seconds)
        self.session.advance(now)
        return moment_of(view_of(self.session, now), self.timeline)

    def pose(self, seconds: float) -> Pose:
        return self.follower.pose(self.figure, self.moment(seconds))

    def poses(self, start: float, end: float) -> Iterator[tuple[float, Pose]]:
        for number in range(int((end - start) / SECONDS)):
            at = start + number * SECONDS
            yield at, self.pose(at)


def key(figure: Figure, name: str) -> Pose:
    return solve(posture_of(figure, name))


def test_the_limits_of_the_phases_show_the_key_poses() -> None:
    watch = Watch(workout(reps(3, "2-1-3-0")), RAISE)
    shown = {seconds: pose_at(RAISE, watch.moment(seconds)) for seconds in (6, 8, 9, 12)}
    assert furthest_move(shown[6], key(RAISE, "down")) < 1e-6
    assert furthest_move(shown[8], key(RAISE, "up")) < 1e-6
    assert furthest_move(shown[9], key(RAISE, "up")) < 1e-6
    assert furthest_move(shown[12], key(RAISE, "down")) < 1e-6
    assert watch.moment(13).phase == "up"
    assert watch.moment(13).progress == 0.5


def test_paused_is_frozen() -> None:
    watch = Watch(workout(reps(3, "2-1-3-0")), RAISE)
    watch.pose(1)
    before = watch.pose(1.2)
    watch.session.handle(Pause(), from_seconds(1.2))
    assert watch.pose(5) == watch.pose(60) == before


@pytest.mark.parametrize(
    ("figure", "model"),
    [
        pytest.param(
            RAISE,
            workout(reps(2, "2-1-3-0", sets=2, rest_seconds=12), prepare_seconds=8),
            id="reps",
        ),
        pytest.param(
            FIGURES["isometric-calf-hold"],
            workout(timed(6, sets=2, rest_seconds=12), prepare_seconds=8),
            id="hold",
        ),
        pytest.param(
            WALKER, workout(walked(sets=2, rest_seconds=20), prepare_seconds=8), id="walk"
        ),
        pytest.param(
            WALKER, workout(timed(10, sets=2, rest_seconds=20), prepare_seconds=2), id="timed walk"
        ),
        pytest.param(
            FIGURES["soleus-push-up"],
            workout(timed(7, sets=2, rest_seconds=8), prepare_seconds=8),
            id="cycle",
        ),
        pytest.param(FIGURES["pogo-hops"], workout(timed(5), prepare_seconds=8), id="hops"),
        pytest.param(
            FIGURES["eccentric-heel-drop"], workout(reps(2, "2-0-3-0", sets=2)), id="two legs"
        ),
    ],
)
def test_nothing_jumps_from_the_first_moment_to_the_last(figure: Figure, model: Workout) -> None:
    watch = Watch(model, figure)
    before: Pose | None = None
    for at, pose in watch.poses(0, watch.timeline.duration / from_seconds(1)):
        if before is not None:
            assert furthest_move(before, pose) < 0.03, at
        before = pose


def test_a_walk_ended_early_is_walked_home_from_where_it_ended() -> None:
    watch = Watch(workout(walked(sets=2, rest_seconds=40)), WALKER)
    before = watch.pose(5)
    watch.session.handle(Done(0), from_seconds(5))
    after = watch.pose(5 + SECONDS)
    assert before.hips[0] > 0.8
    assert furthest_move(before, after) < 0.01
    assert watch.pose(7).hips[0] > 0.8
    last = before
    for at, pose in watch.poses(5.1, 38):
        assert furthest_move(last, pose) < 0.05, at
        last = pose
    assert abs(last.legs[0].ball[0]) < 0.01
    assert last.heading == pytest.approx(0.0, abs=0.01)


def test_in_the_last_seconds_of_a_rest_the_next_start_is_shown() -> None:
    watch = Watch(workout(reps(1, "2-0-2-0", sets=2, rest_seconds=30)), RAISE)
    assert watch.moment(10).activity is Activity.REST
    assert furthest_move(watch.pose(20), key(RAISE, "rest")) < 0.02
    assert watch.moment(30).activity is Activity.READY
    assert furthest_move(watch.pose(33), key(RAISE, "down")) < 1e-6


def test_the_left_side_is_the_right_one_mirrored() -> None:
    model = workout(reps(2, "1-0-1-0", sides="left-right", switch_seconds=6))
    figure = FIGURES["straight-knee-heel-raise"]
    watch = Watch(model, figure)
    moments = [watch.moment(at) for at in (1, 6, 11)]
    assert [figure.mirrored(moment.side) for moment in moments] == [True, False, False]
    assert moments[1].activity is Activity.READY


def test_who_sits_works_one_leg_after_the_other_if_asked_to() -> None:
    figure = FIGURES["seated-calf-raise"]
    for side, lifted in (("", (True, True)), ("left", (False, True)), ("right", (False, True))):
        moment = Moment(Activity.REPS, phase="hold", progress=0.5, side=side)
        legs = pose_at(figure, moment).legs
        assert tuple(leg.heel[2] > 0.05 for leg in legs) == lifted
    assert figure.mirrored("left")
    assert not figure.mirrored("right")


def test_a_rest_shows_another_exercise_from_its_first_second() -> None:
    first, second = {"exercise": "tip-toe-walking"}, {"title": "Hold"}
    blocks = [walked() | first, timed(10) | second]
    watch = Watch(workout(*blocks, rest_between_blocks_seconds=30), WALKER)
    rest = next(step for step in watch.timeline.steps if step.kind is StepKind.REST)
    start = sum(step.duration for step in watch.timeline.steps[: rest.index]) / 1e9
    moments = [watch.moment(start + at) for at in (0.0, 0.1, 0.3, 24.9, 25.1, 29.0)]
    assert [moment.exercise for moment in moments] == [None] * 6
    assert [moment.opacity for moment in moments] == pytest.approx([0, 1 / 3, 1, 1, 1, 1])


def test_a_rest_shows_the_next_movement_slowly() -> None:
    blocks = [timed(10), reps(3, "2-0-2-0")]
    watch = Watch(workout(*blocks, rest_between_blocks_seconds=30), RAISE)
    shown = [watch.moment(10 + at) for at in (1, 5, 9, 24.9, 25)]
    assert [moment.activity for moment in shown] == [Activity.REPS] * 4 + [Activity.READY]
    assert [moment.phase for moment in shown] == ["up", "down", "up", "up", ""]
    assert [moment.progress for moment in shown[:3]] == pytest.approx([0.25, 0.25, 0.25])


def test_open_sets_go_at_the_beat_of_their_metronome() -> None:
    dose = {"kind": "open", "beats_per_minute": 60}
    watch = Watch(workout({"title": "Test", "dose": dose}), FIGURES["straight-knee-heel-raise"])
    figure = watch.figure
    assert furthest_move(pose_at(figure, watch.moment(1)), key(figure, "up")) < 1e-6
    assert furthest_move(pose_at(figure, watch.moment(2)), key(figure, "down")) < 1e-6
    assert Watch(workout(until_done()), figure).moment(1).per_minute is None


def test_less_motion_changes_only_at_the_limits() -> None:
    watch = Watch(workout(reps(3, "2-1-3-0")), RAISE)

    def shown(seconds: float) -> Pose:
        return pose_at(RAISE, watch.moment(seconds), still=True)

    assert shown(0.1) == shown(1.9) == shown(2.5) == key(RAISE, "up")
    assert shown(3.1) == shown(5.9) == key(RAISE, "down")


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_every_figure_can_show_whatever_a_session_asks_for(figure: Figure) -> None:
    for activity, still in product(Activity, (True, False)):
        for phase, at in product(("", "up", "hold", "down", "pause"), (0.0, 0.7, 31.0)):
            moment = Moment(activity, elapsed=at, phase=phase, progress=0.5)
            assert pose_at(figure, moment, still=still).head[2] > 0.8


def test_a_tempo_is_told_by_phase() -> None:
    tempo = (2.0, 1.0, 3.0, 0.0)
    assert phase_at(tempo, 1) == ("up", 0.5)
    assert phase_at(tempo, 2.5) == ("hold", 0.5)
    assert phase_at(tempo, 12) == ("up", 0.0)
    assert phase_at(tempo, 1.25, per_minute=20) == ("hold", 0.5)
