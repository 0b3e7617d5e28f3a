"""From a session's view to the moment that its figure shows; only this module knows sessions."""

from soleus_timer.domain.cue_rules import BEATS_PER_REP
from soleus_timer.domain.figure.model import Activity, Moment, WalkPlan
from soleus_timer.domain.session.view import StepClock, View
from soleus_timer.domain.timeline import Side, Step, StepKind, Timeline
from soleus_timer.domain.units import METRES_PER_FOOT, SECOND, LengthUnit, Nanoseconds

SHOW_NEXT_SECONDS = 5.0
"""So long before it starts, the next movement's start is shown."""

_FADE_SECONDS = 0.3
"""How long one exercise's figure takes to go, and the next one's to come."""

SLOWLY = 0.5
"""The speed at which a rest shows the next movement, against the set's own."""


def moment_of(view: View | StepClock, timeline: Timeline) -> Moment:
    """Return what the figure has to show. The same view always gives the same moment."""
    step = view.step
    if step is None:
        return Moment()
    elapsed = view.elapsed / SECOND
    if step.is_effort:
        return _effort(step, view.attempt, elapsed, view)
    before, after = _effort_before(timeline, step), view.next_effort
    remaining = view.step_duration / SECOND - elapsed
    changes = before is None or after is None or _shown(before) != _shown(after)
    soon = after is not None and (step.kind is StepKind.SWITCH or remaining <= SHOW_NEXT_SECONDS)
    length = view.step_duration / SECOND
    key = (step.index, view.attempt)
    if soon and after is not None:
        since = elapsed
        # In a rest it was there from the start.
        fades = (
            changes
            and before is not None
            and (step.kind is StepKind.SWITCH or length <= SHOW_NEXT_SECONDS)
        )
        if step.kind is not StepKind.SWITCH:
            since = elapsed - max(0.0, length - SHOW_NEXT_SECONDS)
        return _moment_of(after)._replace(
            activity=Activity.READY,
            step=key,
            elapsed=since,
            remaining=remaining,
            opacity=min(1.0, since / _FADE_SECONDS) if fades else 1.0,
        )
    if after is not None and changes:
        return _shown_ahead(step, after, view, fresh=before is None)
    shown = before or after
    if shown is None:
        return Moment(step=key, elapsed=elapsed, remaining=remaining)
    to_change = remaining - SHOW_NEXT_SECONDS
    return _moment_of(shown)._replace(
        activity=Activity.REST,
        step=key,
        elapsed=elapsed,
        remaining=max(0.0, to_change) if after is not None else remaining,
        fresh=before is None,
    )


def _shown_ahead(rest: Step, after: Step, view: View | StepClock, *, fresh: bool) -> Moment:
    """Return what a rest shows of another exercise: its first movement, slowly, again and again.

    A walk is shown as it stands: it has no room to be walked twice.
    """
    elapsed = view.elapsed / SECOND
    remaining = view.step_duration / SECOND - elapsed
    opacity = 1.0 if fresh else min(1.0, elapsed / _FADE_SECONDS)
    key = (rest.index, view.attempt)
    if after.walk is not None:
        return _moment_of(after)._replace(
            activity=Activity.REST,
            step=key,
            elapsed=elapsed,
            remaining=remaining,
            fresh=True,
            opacity=opacity,
        )
    slowly = Nanoseconds(int(view.elapsed * SLOWLY))
    if after.reps is not None and after.reps.phases:
        slowly = Nanoseconds(slowly % sum(length for _, length in after.reps.phases))
    shown = StepClock(after, view.attempt, slowly, after.duration, None)
    moment = _effort(after, view.attempt, slowly / SECOND, shown)
    return moment._replace(step=key, remaining=remaining, opacity=opacity)


def _effort(step: Step, attempt: int, elapsed: float, view: View | StepClock) -> Moment:
    activity, phase, progress = Activity.HOLD, "", 0.0
    if step.walk is not None:
        activity = Activity.WALK
    elif step.reps is not None:
        activity = Activity.REPS
        phase, progress = _phase(step, view)
    elif step.estimated:
        activity = Activity.CYCLE
    beats = step.beats_per_minute
    return _moment_of(step)._replace(
        activity=activity,
        step=(step.index, attempt),
        elapsed=elapsed,
        remaining=None if view.step_remaining is None else view.step_remaining / SECOND,
        phase=phase,
        progress=progress,
        per_minute=beats / BEATS_PER_REP if beats else None,
    )


def _moment_of(step: Step) -> Moment:
    """Return the part of a moment that follows from the exercise that is shown."""
    side = step.side.value if step.side is not None else ""
    return Moment(exercise=step.exercise, name=step.title, walk=walk_plan(step), side=side)


def _phase(step: Step, view: View | StepClock) -> tuple[str, float]:
    """Return the phase of the rep under way and how much of it is over."""
    assert step.reps is not None
    phases = step.reps.phases
    if not phases:
        return "", 0.0
    within = view.elapsed % sum(duration for _, duration in phases)
    if view.elapsed >= step.duration:
        return phases[-1][0].value, 1.0
    for phase, duration in phases:
        if within < duration:
            return phase.value, within / duration
        within -= duration
    return phases[-1][0].value, 1.0


def walk_plan(step: Step) -> WalkPlan | None:
    """Return the walk that a step asks for; None where it asks for no distance."""
    if step.walk is None:
        return None
    distance = step.walk.distance
    if step.walk.unit is LengthUnit.FOOT:
        distance *= METRES_PER_FOOT
    legs = tuple((leg.name.value, leg.duration / SECOND) for leg in step.walk.legs)
    is_metric = step.walk.unit is LengthUnit.METRE
    return WalkPlan(legs, distance, endless=step.estimated, metric=is_metric)


def _effort_before(timeline: Timeline, step: Step) -> Step | None:
    for earlier in reversed(timeline.steps[: step.index]):
        if earlier.is_effort:
            return earlier
    return None


def _shown(step: Step) -> tuple[str | None, str, Side | None]:
    return step.exercise, step.title, step.side
