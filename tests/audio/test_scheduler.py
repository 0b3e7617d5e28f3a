"""The scheduler: who speaks, who waits, who is left out; told by examples and by chance."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, cycle, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.audio.scheduler import (
    BREATH,
    FADE,
    LATEST_TONE,
    LATEST_WORDS,
    LONGEST_LEAD,
    LOOK_AHEAD,
    CutShort,
    NotHeard,
    Outcome,
    Scheduler,
    ToneAt,
    ToneLeftOut,
    WordsAt,
    WordsLeftOut,
    is_tick,
)
from soleus_timer.domain.phrases import Phrase, verbatim
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.units import Nanoseconds, from_seconds

MS = 1_000_000
SECOND = 1000 * MS
END = 200 * SECOND

TONE_LENGTHS = {Tone.TICK: 120 * MS, Tone.BEAT: 60 * MS, Tone.WORK: 400 * MS, Tone.REST: 800 * MS}


class Repertoire:
    """Words last as long as their text says: units of milliseconds, as in `600+1200`."""

    silent: frozenset[Tone] = frozenset()

    def tone_length(self, cue: Cue) -> int:
        if cue.tone is None or cue.tone in self.silent:
            return 0
        return TONE_LENGTHS.get(cue.tone, 200 * MS)

    def spans(self, said: Phrase) -> tuple[int, ...]:
        text = str(said.value("text"))
        lengths = (int(part) * MS for part in text.split("+") if part)
        return (*accumulate(lengths, lambda before, length: before + BREATH + length),)


def cue(
    seconds: float, priority: Priority, words: str | None = None, tone: Tone | None = None
) -> CueDue:
    said = None if words is None else verbatim(words)
    return CueDue(from_seconds(seconds), 0, Cue(priority, tone, said))


def tick(seconds: float) -> CueDue:
    return cue(seconds, Priority.COUNTDOWN, tone=Tone.TICK)


def arranged(*cues: CueDue, until: int = END) -> list[Outcome]:
    scheduler = Scheduler(Repertoire())
    scheduler.add(cues)
    return scheduler.advance(0, until)


def told(outcomes: Iterable[Outcome]) -> list[tuple[str, float]]:
    """Return what words begin (as their text) and give way, with the time in seconds."""
    return [
        (str(one.cue.cue.say.value("text")) if isinstance(one, WordsAt) else "cut", one.at / SECOND)
        for one in outcomes
        if isinstance(one, WordsAt | CutShort) and one.cue.cue.say is not None
    ]


def left(outcomes: Iterable[Outcome]) -> list[tuple[CueDue, NotHeard]]:
    return [(one.cue, one.why) for one in outcomes if isinstance(one, WordsLeftOut | ToneLeftOut)]


def test_words_begin_when_they_are_due() -> None:
    said = cue(3, Priority.FORM, "1500")
    assert arranged(said) == [WordsAt(said, 3 * SECOND, 1, 1500 * MS)]


def test_a_transitions_words_follow_its_tone() -> None:
    work = cue(1, Priority.TRANSITION, "700", Tone.WORK)
    rest = cue(5, Priority.TRANSITION, "700", Tone.REST)
    assert arranged(work, rest) == [
        ToneAt(work, 1 * SECOND),
        WordsAt(work, 1400 * MS, 1, 700 * MS),
        ToneAt(rest, 5 * SECOND),
        WordsAt(rest, 5800 * MS, 1, 700 * MS),
    ]


def test_a_lower_one_waits_while_a_higher_one_speaks() -> None:
    high = cue(1, Priority.TRANSITION, "1500")
    low = cue(1.5, Priority.FORM, "800")
    assert told(arranged(high, low)) == [("1500", 1.0), ("800", 2.58)]


def test_a_lower_one_that_would_run_into_a_higher_one_waits_for_it() -> None:
    low = cue(1, Priority.FORM, "800")
    high = cue(1.5, Priority.TRANSITION, "700")
    assert told(arranged(low, high)) == [("700", 1.5), ("800", 2.28)]


@pytest.mark.parametrize(
    ("priority", "patience"), [(Priority.FORM, 2), (Priority.HALFWAY, 2), (Priority.REP_COUNT, 0.3)]
)
def test_what_waits_too_long_is_left_out(priority: Priority, patience: float) -> None:
    high = cue(1, Priority.TRANSITION, "3000")
    stale = cue(1 + 3.08 - patience - 0.01, priority, "200")
    fresh = cue(1 + 3.08 - patience + 0.01, priority, "200")
    assert left(arranged(high, stale)) == [(stale, NotHeard.LATE)]
    assert told(arranged(high, fresh)) == [("3000", 1.0), ("200", 4.08)]


def test_nobody_speaks_over_the_countdown() -> None:
    ticks = [tick(7), tick(8), tick(9)]
    form = cue(5.5, Priority.FORM, "1600")
    assert left(arranged(form, *ticks)) == [(form, NotHeard.LATE)]
    count = cue(7, Priority.REP_COUNT, "500")
    assert told(arranged(count, *ticks)) == [("500", 7.12)]


def test_of_a_transition_as_much_is_said_as_there_is_room_for() -> None:
    prepare = cue(0, Priority.TRANSITION, "600+1200+1500")
    ticks = [tick(2), tick(3), tick(4)]
    (words, *_) = arranged(prepare, *ticks)
    assert words == WordsAt(prepare, 0, 2, 1880 * MS)
    short = cue(1.5, Priority.TRANSITION, "600+1200")
    assert left(arranged(short, *ticks, tick(5))) == []
    assert told(arranged(short, *ticks, tick(5))) == [("600+1200", 2.12)]


def test_what_comes_too_late_to_be_known_cuts_a_lower_one_off_softly() -> None:
    low = cue(1, Priority.FORM, "3000")
    high = cue(2, Priority.TRANSITION, "700")
    scheduler = Scheduler(Repertoire())
    scheduler.add([low])
    assert told(scheduler.advance(0, 1990 * MS)) == [("3000", 1.0)]
    scheduler.add([high])
    outcomes = scheduler.advance(1990 * MS, END)
    assert told(outcomes) == [("cut", 1.99), ("700", 2.02)]


def test_words_longer_than_one_looks_ahead_end_before_the_tick() -> None:
    said = cue(1, Priority.TRANSITION, "9000")
    late = tick(9)
    assert told(arranged(said, late)) == [("9000", 1.0), ("cut", (9 * SECOND - BREATH) / SECOND)]


def test_the_beats_of_a_metronome_keep_nobody_silent() -> None:
    beats = [cue(number * 0.288, Priority.REP_COUNT, tone=Tone.BEAT) for number in range(30)]
    form = cue(2, Priority.FORM, "1800")
    outcomes = arranged(form, *beats)
    assert told(outcomes) == [("1800", 2.0)]
    assert sum(isinstance(one, ToneAt) for one in outcomes) == 30


def test_ticks_that_are_switched_off_keep_nobody_silent() -> None:
    repertoire = Repertoire()
    repertoire.silent = frozenset({Tone.TICK})
    scheduler = Scheduler(repertoire)
    form = cue(5.5, Priority.FORM, "2500")
    scheduler.add([form, tick(7)])
    outcomes = scheduler.advance(0, END)
    assert told(outcomes) == [("2500", 5.5)]
    assert left(outcomes) == [(tick(7), NotHeard.OFF)]


def test_what_cannot_be_said_is_left_out_at_once() -> None:
    assert left(arranged(cue(1, Priority.TRANSITION, ""))) == [
        (cue(1, Priority.TRANSITION, ""), NotHeard.OFF)
    ]


def test_after_a_gap_nothing_of_the_past_is_heard() -> None:
    past = [cue(1, Priority.TRANSITION, "500", Tone.WORK), tick(3), cue(3, Priority.FORM, "500")]
    fresh = cue(4, Priority.TRANSITION, "900")
    scheduler = Scheduler(Repertoire())
    scheduler.add([*past, fresh])
    outcomes = scheduler.advance(5500 * MS, END)
    assert told(outcomes) == [("900", 5.5)]
    assert len(left(outcomes)) == 4


def test_a_session_that_opens_waits_for_its_first_tone() -> None:
    start = cue(0, Priority.TRANSITION, tone=Tone.WORK)
    scheduler = Scheduler(Repertoire())
    scheduler.add([start, cue(0, Priority.REP_COUNT, tone=Tone.UP)])
    outcomes = scheduler.advance(SECOND, 2 * SECOND, grace=SECOND)
    assert outcomes[0] == ToneAt(start, SECOND)
    assert len(left(outcomes)) == 1


def test_what_is_wanted_anew_goes_on_and_does_not_begin_twice() -> None:
    work = cue(1, Priority.TRANSITION, "700", Tone.WORK)
    form = cue(4, Priority.FORM, "700")
    scheduler = Scheduler(Repertoire())
    scheduler.add([work, form])
    scheduler.advance(0, 1100 * MS)
    scheduler.cancel([work])
    assert scheduler.advance(0, END) == [WordsAt(work, 1400 * MS, 1, 700 * MS)]
    assert scheduler.is_idle


def test_what_is_taken_back_makes_room_at_once() -> None:
    scheduler = Scheduler(Repertoire())
    scheduler.add([cue(1, Priority.TRANSITION, "5000")])
    scheduler.advance(0, 2 * SECOND)
    new = cue(2, Priority.FORM, "500")
    scheduler.cancel([new])
    assert scheduler.advance(2 * SECOND, END) == [WordsAt(new, 2 * SECOND, 1, 500 * MS)]


# --- by chance

WORDS = st.one_of(
    st.none(),
    st.lists(st.integers(100, 4000), min_size=0, max_size=4).map(
        lambda parts: "+".join(map(str, parts))
    ),
)
CUES = st.lists(
    st.builds(
        lambda due, priority, tone, words: CueDue(
            Nanoseconds(due * 10 * MS),
            0,
            Cue(priority, tone, None if words is None else verbatim(words)),
        ),
        st.integers(0, 2500),
        st.sampled_from(list(Priority)),
        st.sampled_from([None, None, Tone.TICK, Tone.BEAT, Tone.WORK, Tone.REST]),
        WORDS,
    ),
    max_size=14,
)


def spoken(outcomes: Sequence[Outcome]) -> list[tuple[int, int, CueDue]]:
    """Return from when to when what is said; fading counts as being said."""
    cuts = {id(one.cue): one.at + FADE for one in outcomes if isinstance(one, CutShort)}
    begun = sorted((one for one in outcomes if isinstance(one, WordsAt)), key=lambda one: one.at)
    return [
        (one.at, min(one.at + one.length, cuts.get(id(one.cue), END)), one.cue) for one in begun
    ]


def begun(outcomes: Iterable[Outcome], least: Priority) -> set[tuple[int, int]]:
    return {
        (id(one.cue), one.at)
        for one in outcomes
        if isinstance(one, WordsAt) and one.cue.cue.priority >= least
    }


def ticking(outcomes: Sequence[Outcome]) -> list[tuple[int, int]]:
    return [
        (one.at, one.at + Repertoire().tone_length(one.cue.cue))
        for one in outcomes
        if isinstance(one, ToneAt) and is_tick(one.cue)
    ]


@given(CUES)
def test_each_tone_and_all_words_are_heard_or_left_out_once(cues: list[CueDue]) -> None:
    outcomes = arranged(*cues)
    tones = Counter(id(one.cue) for one in outcomes if isinstance(one, ToneAt | ToneLeftOut))
    words = Counter(id(one.cue) for one in outcomes if isinstance(one, WordsAt | WordsLeftOut))
    assert tones == Counter(id(one) for one in cues if one.cue.tone is not None)
    assert words == Counter(id(one) for one in cues if one.cue.say is not None)


@given(CUES)
def test_tones_are_never_late_and_words_never_early_nor_stale(cues: list[CueDue]) -> None:
    for one in arranged(*cues):
        if isinstance(one, ToneAt):
            assert one.at == one.cue.at
        if isinstance(one, WordsAt):
            latest = one.cue.at + LATEST_WORDS[one.cue.cue.priority] + LONGEST_LEAD
            assert one.cue.at <= one.at <= latest


@given(CUES)
def test_nobody_speaks_over_another_nor_over_a_tick(cues: list[CueDue]) -> None:
    outcomes = arranged(*cues)
    said = spoken(outcomes)
    for (_, end, _), (begin, _, _) in pairwise(said):
        assert end <= begin
    for begin, end, _ in said:
        assert not any(
            begin < tick_end and tick_begin < end for tick_begin, tick_end in ticking(outcomes)
        )


@given(CUES)
def test_nobody_is_kept_waiting_by_a_lower_one(cues: list[CueDue]) -> None:
    """Whoever is late would be as late, or left out, without all that is below."""
    everybody = arranged(*cues)
    for priority in Priority:
        above = [one for one in cues if one.cue.priority >= priority or is_tick(one)]
        assert begun(everybody, priority) == begun(arranged(*above), priority)


STEPS = st.lists(st.integers(1, 3000), min_size=1, max_size=8)
PORTIONS = st.lists(st.integers(0, 5), min_size=1, max_size=8)


@given(CUES, STEPS, PORTIONS)
def test_neither_portions_nor_requests_change_what_is_heard(
    cues: list[CueDue], steps: list[int], portions: list[int]
) -> None:
    whole = arranged(*cues)
    scheduler = Scheduler(Repertoire())
    to_come = sorted(cues, key=lambda one: one.at)
    parts: list[Outcome] = []
    now = 0
    for millisecond, more in zip(cycle(steps), cycle(portions), strict=False):
        step = millisecond * MS
        must = sum(one.at <= now + step + LOOK_AHEAD + LONGEST_LEAD for one in to_come)
        portion = must + more
        scheduler.add(to_come[:portion])
        del to_come[:portion]
        parts += scheduler.advance(now, now + step)
        now += step
        if now > END // 4:
            break
    parts += scheduler.advance(now, END)
    assert _sorted(parts) == _sorted(whole)


@given(CUES, STEPS)
def test_what_comes_late_is_heard_or_left_out_and_never_over_another(
    cues: list[CueDue], steps: list[int]
) -> None:
    scheduler = Scheduler(Repertoire())
    outcomes: list[Outcome] = []
    now = 0
    by_time = sorted(cues, key=lambda one: one.at)
    for one, millisecond in zip(by_time, cycle(steps), strict=False):
        step = millisecond * MS
        outcomes += scheduler.advance(now, now + step)
        now += step
        scheduler.add([one])
    outcomes += scheduler.advance(now, END)
    parts = Counter(id(one.cue) for one in outcomes if isinstance(one, WordsAt | WordsLeftOut))
    assert parts == Counter(id(one) for one in cues if one.cue.say is not None)
    said = spoken(outcomes)
    for (_, end, _), (begin, _, _) in pairwise(said):
        assert end <= begin
    for outcome in outcomes:
        if isinstance(outcome, ToneAt):
            assert outcome.at - outcome.cue.at <= LATEST_TONE


def _sorted(outcomes: Iterable[Outcome]) -> list[str]:
    return sorted(map(repr, outcomes))
