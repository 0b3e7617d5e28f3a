"""From a moment to the pose: in step with the phase, on the clock for walking, still in a hold."""

from math import pi, sin

from soleus_timer.domain.figure.gait import going_home, walking_posture
from soleus_timer.domain.figure.kinematics import Pose, solve
from soleus_timer.domain.figure.model import Activity, Figure, Gait, Moment, WalkPlan
from soleus_timer.domain.figure.posing import posture_between, posture_of
from soleus_timer.domain.figure.posture import Posture, blend, ease
from soleus_timer.domain.figure.steps import walkway

_ENTER_SECONDS = 1.2
"""How long it takes to come into the pose that is held, or from which one starts."""

_BREATH_SECONDS = 4.0

PHASES = ("up", "hold", "down", "pause")


def pose_at(figure: Figure, moment: Moment, *, still: bool = False) -> Pose:
    """Return the pose of a moment.

    `still` is for people who want less motion: a pose that changes only at the limits of phases
    and legs.
    """
    return solve(posture_at(figure, moment, still=still))


def posture_at(
    figure: Figure,
    moment: Moment,
    *,
    still: bool = False,
    start: tuple[float, float] | None = None,
) -> Posture:
    """Return the posture of a moment; see `pose_at`.

    `start` is where (metres along the lane) and facing where (degrees) a walker stands when a
    rest begins, if that is not the end of the plan.
    """
    match moment.activity:
        case Activity.REST:
            return _resting(figure, moment, start, still=still)
        case Activity.READY:
            share = 1.0 if still else ease(moment.elapsed / _ENTER_SECONDS)
            return posture_between(figure, figure.motion.rest, figure.motion.ready, share)
        case _:
            return _one_sided(figure, moment, _moving(figure, moment, still=still))


def plan_of(figure: Figure, moment: Moment) -> WalkPlan | None:
    """Return the walk of a moment: the session's, or one to and fro where it names none."""
    if moment.walk is not None or figure.motion.gait is None:
        return moment.walk
    return usual_walk(figure.motion.gait)._replace(labelled=False)


def usual_walk(gait: Gait) -> WalkPlan:
    """Return a walk to and fro over the figure's own distance at its own pace."""
    seconds = gait.distance / gait.step * gait.step_seconds
    legs = (("down", seconds), ("turn", gait.turn_seconds), ("back", seconds))
    return WalkPlan(legs, gait.distance, endless=True)


def _moving(figure: Figure, moment: Moment, *, still: bool) -> Posture:
    motion = figure.motion
    plan = plan_of(figure, moment)
    if motion.gait is not None and plan is not None:
        seconds = moment.elapsed
        if still:
            seconds = _middle_of_leg(plan, motion.gait, figure.apart, seconds)
        return walking_posture(figure, motion.gait, plan, seconds)
    if moment.activity is Activity.REPS and moment.phase in motion.phases:
        return _along(figure, motion.phases[moment.phase], moment.progress, still=still)
    if motion.hold and moment.activity is Activity.HOLD:
        if still:
            return posture_of(figure, motion.hold)
        entered = ease(moment.elapsed / _ENTER_SECONDS)
        held = posture_between(figure, motion.ready, motion.hold, entered)
        return _breathing(held, moment.elapsed)
    return _cycling(figure, moment, still=still)


def _one_sided(figure: Figure, moment: Moment, posture: Posture) -> Posture:
    """Return the posture with the far leg idle, if one sits and works one leg after the other.

    The working leg is the near one: for the other side the figure is seen in a mirror.
    """
    motion = figure.motion
    if not moment.side or figure.works or not figure.poses[motion.ready].contacts.seat:
        return posture
    idle = posture_of(figure, motion.rest)
    return posture._replace(
        feet=(idle.feet[0], posture.feet[1]),
        arms=(idle.arms[0], posture.arms[1]),
        efforts=(idle.efforts[0], posture.efforts[1]),
    )


def _cycling(figure: Figure, moment: Moment, *, still: bool) -> Posture:
    motion = figure.motion
    if motion.cycle:
        length = 60 / moment.per_minute if moment.per_minute else motion.cycle_seconds
        share = moment.elapsed % length / length * len(motion.cycle)
        if still:
            return posture_of(figure, motion.cycle[-1])
        place = int(share)
        part = _eased(motion.eases[place] if motion.eases else "", share - place)
        following = motion.cycle[(place + 1) % len(motion.cycle)]
        return posture_between(figure, motion.cycle[place], following, part)
    if not motion.phases:
        return posture_of(figure, motion.hold or motion.ready)
    phase, progress = phase_at(motion.tempo, moment.elapsed, moment.per_minute)
    return _along(figure, motion.phases[phase], progress, still=still)


def phase_at(
    tempo: tuple[float, float, float, float], elapsed: float, per_minute: float | None = None
) -> tuple[str, float]:
    """Return the phase of a rep at a tempo (seconds), and how much of it is over.

    `per_minute` says how many reps fit in a minute, if the tempo is to be squeezed or stretched.
    """
    length = sum(tempo)
    pace = length * per_minute / 60 if per_minute else 1.0
    within = elapsed * pace % length
    for phase, seconds in zip(PHASES, tempo, strict=True):
        if within < seconds:
            return phase, within / seconds
        within -= seconds
    return PHASES[-1], 1.0


def _along(figure: Figure, poses: tuple[str, ...], progress: float, *, still: bool) -> Posture:
    """Return the posture at `progress` (0 to 1) of the way through poses, each change eased."""
    parts = len(poses) - 1
    if still or not parts:
        return posture_of(figure, poses[-1])
    share = min(1.0, max(0.0, progress)) * parts
    place = min(parts - 1, int(share))
    return posture_between(figure, poses[place], poses[place + 1], ease(share - place))


def _eased(how: str, share: float) -> float:
    if how == "out":
        return 1 - (1 - share) ** 2
    if how == "in":
        return share * share
    return ease(share)


def _resting(
    figure: Figure, moment: Moment, start: tuple[float, float] | None, *, still: bool
) -> Posture:
    rest = posture_of(figure, figure.motion.rest)
    gait = figure.motion.gait
    if gait is None or moment.fresh or (moment.walk is None and start is None):
        return rest if still else _breathing(rest, moment.elapsed)
    if start is None and moment.walk is not None:
        way = walkway(moment.walk, gait, figure.apart)
        end = way.at(way.seconds)
        start = (end.x, end.heading)
    assert start is not None
    posture = going_home(figure, start, 1e9 if still else moment.elapsed, moment.remaining)
    return posture if still else _breathing(posture, moment.elapsed)


def _breathing(posture: Posture, elapsed: float) -> Posture:
    """Return the posture with what can be seen of a breath."""
    wave = 0.5 - 0.5 * sin(2 * pi * elapsed / _BREATH_SECONDS + pi / 2)
    return posture._replace(lean=posture.lean - 0.5 * wave, neck=posture.neck + 0.5 * wave)


def _middle_of_leg(plan: WalkPlan, gait: Gait, apart: float, elapsed: float) -> float:
    """Return the moment that stands for the leg under way: its middle, on a planted foot."""
    elapsed = walkway(plan, gait, apart).second_of(elapsed, endless=plan.endless)
    at = middle = 0.0
    for _, seconds in plan.legs:
        middle = at + seconds / 2
        at += seconds
        if elapsed < at:
            break
    return middle


class Follower:
    """Gives the poses of successive moments without a jump where the step changes.

    A new step begins from the last posture and is where it should be half a second of its own time
    later. The same moment always gives the same pose.
    """

    BLEND_SECONDS = 0.5
    SEEN_SECONDS = 2.0
    """A step first seen later than this (seconds) did not begin where the last one was seen."""

    def __init__(self) -> None:
        self._step: tuple[int, int, str, str | None] | None = None
        self._last: Posture | None = None
        self._from: Posture | None = None
        self._start: tuple[float, float] | None = None

    def forget(self) -> None:
        """Begin anew: the next pose comes from nowhere."""
        self._step = self._last = self._from = self._start = None

    def pose(self, figure: Figure, moment: Moment, *, still: bool = False) -> Pose:
        """Return the pose of a moment that follows the one before."""
        step = (*moment.step, figure.id, moment.activity.value)
        if step != self._step:
            same = self._step is not None and self._step[2] == figure.id
            self._from = self._last if same and moment.opacity >= 1 else None
            seen = self._from is not None and moment.elapsed < self.SEEN_SECONDS
            self._start = _stood(self._from) if self._from and seen else None
            self._step = step
        posture = posture_at(figure, moment, still=still, start=self._start)
        if self._from is not None and not still and moment.elapsed < self.BLEND_SECONDS:
            posture = blend(self._from, posture, ease(moment.elapsed / self.BLEND_SECONDS))
        self._last = posture
        return solve(posture)


def _stood(posture: Posture) -> tuple[float, float]:
    """Return where along the lane somebody stands, and which of the two ways they face."""
    left, right = posture.feet
    return ((left.ball[0] + right.ball[0]) / 2, 180.0 if posture.heading > 90 else 0.0)
