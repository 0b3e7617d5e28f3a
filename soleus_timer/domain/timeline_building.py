"""From a workout to its timeline: what happens one after the other, and for how long."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.timeline import (
    Leg,
    LegName,
    Placed,
    Reps,
    Side,
    Step,
    StepKind,
    Timeline,
    Walk,
)
from soleus_timer.domain.units import Nanoseconds, from_seconds
from soleus_timer.domain.workout import (
    REP_SECONDS,
    CircuitBlock,
    DistanceDose,
    Dose,
    OpenDose,
    RepsDose,
    SetsBlock,
    Sides,
    Station,
    TimeDose,
    WalkMode,
    Workout,
)


def build_timeline(
    workout: Workout, exercises: Mapping[str, Exercise], workout_id: str = ""
) -> Timeline:
    """Lay a workout out as steps.

    Sides go set by set: left, switch, right, then the rest. There is no rest after the last set,
    and one prepare time before each beginning: that of the warm-up and that of the main part.

    Raises:
        KeyError: an exercise that is not among `exercises`.
    """
    lasting = (placed for placed in _all_steps(workout, exercises) if placed[0].duration)
    return Timeline.of_parts(workout_id, workout.name, lasting)


def _all_steps(workout: Workout, exercises: Mapping[str, Exercise]) -> Iterator[Placed]:
    prepare = Step(0, StepKind.PREPARE, from_seconds(workout.prepare_seconds))
    warm_up = [
        (step, None)
        for station in workout.warm_up
        for step in _efforts(StepKind.WARM_UP, station, exercises)
    ]
    blocks = [_block(number, block, exercises) for number, block in enumerate(workout.blocks)]
    lasting = [place for place, steps in enumerate(blocks) if steps]
    yield prepare, None
    yield from warm_up
    if warm_up and lasting:
        yield prepare, None
    for place in lasting:
        yield from blocks[place]
        if place != lasting[-1]:
            rest = workout.blocks[place].rest_after_seconds
            if rest is None:
                rest = workout.rest_between_blocks_seconds
            yield Step(0, StepKind.REST, from_seconds(rest)), None
    for station in workout.cool_down:
        for step in _efforts(StepKind.COOL_DOWN, station, exercises):
            yield step, None


def _block(
    number: int, block: SetsBlock | CircuitBlock, exercises: Mapping[str, Exercise]
) -> list[Placed]:
    """Return the steps of a block; none, not even rests, where there is nothing to do."""
    if isinstance(block, CircuitBlock):
        return list(_circuit(number, block, exercises))
    return list(_sets(number, block, exercises))


def _sets(number: int, block: SetsBlock, exercises: Mapping[str, Exercise]) -> Iterator[Placed]:
    rest = _rest(block.rest_seconds, block.sets, number)
    efforts = _work(number, block.sets, block, exercises)
    if not efforts:
        return
    for current in range(1, block.sets + 1):
        for step in efforts:
            yield step, current
        if current < block.sets:
            yield rest, current


def _circuit(
    number: int, block: CircuitBlock, exercises: Mapping[str, Exercise]
) -> Iterator[Placed]:
    change = _rest(block.rest_between_exercises_seconds, block.rounds, number)
    rest = _rest(block.rest_seconds, block.rounds, number)
    efforts = [_work(number, block.rounds, station, exercises) for station in block.circuit]
    lasting = [steps for steps in efforts if steps]
    if not lasting:
        return
    for current in range(1, block.rounds + 1):
        for place, steps in enumerate(lasting):
            if place:
                yield change, current
            for step in steps:
                yield step, current
        if current < block.rounds:
            yield rest, current


def _rest(seconds: float, sets: int, block: int) -> Step:
    return Step(0, StepKind.REST, from_seconds(seconds), sets=sets, block=block)


def _work(block: int, sets: int, station: Station, exercises: Mapping[str, Exercise]) -> list[Step]:
    efforts = _efforts(StepKind.WORK, station, exercises)
    return [replace(step, sets=sets, block=block) for step in efforts]


def _efforts(kind: StepKind, station: Station, exercises: Mapping[str, Exercise]) -> Iterator[Step]:
    """Yield the station's steps: one, or one a side with the switch between them.

    A dose of zero length yields none, so that nobody rests from it or switches for it.
    """
    exercise = exercises[station.exercise] if station.exercise else None
    dosed = _dosed(station.dose)
    if not dosed.duration:
        return
    effort = replace(
        dosed,
        kind=kind,
        title=station.title or (exercise.name if exercise else ""),
        exercise=station.exercise,
        # Each once: written twice, it would be told twice in a row.
        form_cues=tuple(dict.fromkeys(exercise.form_cues)) if exercise else (),
    )
    sides = _SIDES[station.sides]
    if not sides:
        yield effort
    for place, side in enumerate(sides):
        if place:
            yield Step(
                0,
                StepKind.SWITCH,
                from_seconds(station.switch_seconds),
                title=effort.title,
                exercise=effort.exercise,
                side=side,
            )
        yield replace(effort, side=side, is_second_side=place > 0)


_SIDES: dict[Sides, tuple[Side, ...]] = {
    Sides.BOTH: (),
    Sides.LEFT: (Side.LEFT,),
    Sides.RIGHT: (Side.RIGHT,),
    Sides.LEFT_RIGHT: (Side.LEFT, Side.RIGHT),
    Sides.RIGHT_LEFT: (Side.RIGHT, Side.LEFT),
    Sides.LEFT_OR_RIGHT: (Side.LEFT,),
    Sides.RIGHT_OR_LEFT: (Side.RIGHT,),
}


def _dosed(dose: Dose) -> Step:
    """Return a nameless step with the time, the reps or the legs of `dose`."""
    match dose:
        case TimeDose():
            return Step(0, StepKind.WORK, from_seconds(dose.seconds))
        case OpenDose():
            return Step(
                0,
                StepKind.WORK,
                from_seconds(dose.about_seconds),
                estimated=True,
                beats_per_minute=dose.beats_per_minute,
            )
        case RepsDose():
            phases = tuple(
                (phase, from_seconds(seconds))
                for phase, seconds in dose.phase_seconds().items()
                if seconds
            )
            per_rep = sum(length for _, length in phases) or from_seconds(REP_SECONDS)
            return Step(
                0,
                StepKind.WORK,
                Nanoseconds(per_rep * dose.reps),
                estimated=not phases,
                reps=Reps(dose.reps, phases),
            )
        case DistanceDose():
            walk = Walk(_legs(dose), dose.leg_distance, dose.unit, dose.mode)
            return Step(
                0,
                StepKind.WORK,
                Nanoseconds(sum(leg.duration for leg in walk.legs)),
                estimated=dose.mode is WalkMode.TAP,
                walk=walk,
            )


def _legs(dose: DistanceDose) -> tuple[Leg, ...]:
    length = from_seconds(dose.leg_seconds)
    turn = from_seconds(dose.turn_seconds)
    legs: list[Leg] = []
    for number in range(dose.legs):
        if number and turn:
            legs.append(Leg(LegName.TURN, turn))
        legs.append(Leg(LegName.BACK if number % 2 else LegName.DOWN, length))
    return tuple(legs)
