"""A session held against the one before, in words."""

from collections.abc import Iterable, Sequence

from soleus_timer.core.history.efforts import Effort, Measure
from soleus_timer.core.history.series import Comparison, compare
from soleus_timer.core.units import LengthUnit, UnitSystem, clock_text
from soleus_timer.messages import _, length_text, ngettext


def compared_text(efforts: Sequence[Effort], system: UnitSystem | None) -> str:
    """Return how the last session of `efforts` compares with the one before it; "" without one.

    `efforts` are those of one workout, the oldest first. A session in which nothing was done is not
    worth comparing with. Distances are told in the measures of `system`; where it is None, in those
    of the session.
    """
    sessions: dict[str, list[Effort]] = {}
    for effort in efforts:
        sessions.setdefault(effort.session, []).append(effort)
    done = [one for one in sessions.values() if any(effort.sets_done for effort in one)]
    if len(done) < 2 or done[-1][0].session != efforts[-1].session:
        return ""
    before, now = done[-2:]
    unit = system.length_unit if system is not None else _unit_of(now)
    return "\n".join(_lines(compare(now, before, unit)))


def _lines(comparisons: Sequence[Comparison]) -> Iterable[str]:
    for one in comparisons:
        if one.difference is None:
            continue
        text = _difference(one, one.difference)
        if len(comparisons) > 1:
            text = _("{exercise}: {difference}", exercise=one.title, difference=text)
        yield text


def _difference(one: Comparison, difference: float) -> str:
    # Nobody feels less than a second, or a tenth of a metre.
    rounded = round(difference, 1 if one.measure is Measure.DISTANCE else 0)
    if not rounded:
        return _("As much as last time")
    return _distance(one, rounded) if one.measure is Measure.DISTANCE else _other(one, rounded)


def _distance(one: Comparison, difference: float) -> str:
    length = length_text(abs(difference), one.unit or LengthUnit.FOOT)
    if difference > 0:
        return _("{length} more than last time", length=length)
    return _("{length} less than last time", length=length)


def _other(one: Comparison, difference: float) -> str:
    if one.measure is Measure.HOLD:
        time = clock_text(abs(difference))
        if difference > 0:
            return _("{time} longer than last time", time=time)
        return _("{time} shorter than last time", time=time)
    reps = round(abs(difference))
    if difference > 0:
        return ngettext(
            "{number} rep more than last time", "{number} reps more than last time", reps
        )
    return ngettext("{number} rep fewer than last time", "{number} reps fewer than last time", reps)


def _unit_of(efforts: Sequence[Effort]) -> LengthUnit:
    units = (effort.prescribed.unit for effort in efforts)
    return next((unit for unit in units if unit is not None), LengthUnit.FOOT)
