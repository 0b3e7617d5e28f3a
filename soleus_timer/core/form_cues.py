"""When an exercise's own reminders come: spread over a set, and never over an announcement."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from soleus_timer.core.cues import Cue, Priority, TimedCue
from soleus_timer.core.phrases import verbatim
from soleus_timer.core.preferences import FormCues
from soleus_timer.core.timeline import Step
from soleus_timer.core.units import SECOND, Nanoseconds, from_seconds

FIRST = from_seconds(3)
CLEAR = from_seconds(2.5)
"""A reminder keeps this far from every announcement: long enough to be said."""

EVERY: dict[FormCues, Nanoseconds] = {
    FormCues.ALL: from_seconds(8),
    FormCues.SOME: from_seconds(20),
}
"""From one reminder to the next in the first set."""

MORE_IN_LATER_SETS = 0.5
"""In each later set, so much of that longer: who has heard it needs it less."""

LATEST_SET = 4
"""From this set on it does not get longer."""

LONGEST_OPEN = from_seconds(300)
"""A set that the person ends may take far longer than estimated: reminders go on so long."""


def first_reminder(step: Step, latest: Cue | None) -> int:
    """Return the place of the reminder that a set begins with: the one after the `latest` told."""
    for place, form in enumerate(step.form_cues, start=1):
        if _form_cue(form.show, form.spoken) == latest:
            return place
    return (step.set or 1) - 1


def reminder(step: Step, place: int) -> Cue:
    """Return the reminder at `place`; behind the last comes the first again."""
    form = step.form_cues[place % len(step.form_cues)]
    return _form_cue(form.show, form.spoken)


def form_cues(
    step: Step,
    duration: int,
    wanted: FormCues,
    announcements: Iterable[int],
    *,
    begun: int = 0,
    first: int = 0,
) -> Iterator[TimedCue]:
    """Yield the reminders of a step that the clock gives `duration` (nanoseconds).

    They keep clear of the `announcements` (offsets in nanoseconds) and of the words that begin the
    step and are over at `begun`. The first of them is the one at the place `first`. An only one
    comes once, for none is told twice in a row.
    """
    if not step.form_cues or wanted is FormCues.NONE:
        return
    end = max(duration, LONGEST_OPEN) if step.estimated else duration - 3 * SECOND
    busy = sorted(announcements)
    later = min((step.set or 1), LATEST_SET) - 1
    every = round(EVERY[wanted] * (1 + MORE_IN_LATER_SETS * later))
    place = first
    offset = max(FIRST, begun)
    while offset <= end - CLEAR:
        before = bisect_left(busy, offset + CLEAR) - 1
        if before >= 0 and busy[before] > offset - CLEAR:
            offset = busy[before] + CLEAR
            continue
        yield TimedCue(Nanoseconds(offset), reminder(step, place))
        if len(step.form_cues) == 1:
            return
        place += 1
        offset += every


def _form_cue(show: str, say: str) -> Cue:
    return Cue(Priority.FORM, None, verbatim(say), verbatim(show))
