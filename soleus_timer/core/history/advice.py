"""What the history has to tell a person, as codes with values; the English of each code, once."""

from dataclasses import dataclass
from enum import StrEnum

from soleus_timer.core.history.efforts import Measure, Prescribed
from soleus_timer.core.history.pace import WALKS, AgreedPace
from soleus_timer.core.history.progression import (
    EASY_PAIN,
    MOST_PAIN,
    SESSIONS,
    Move,
    Suggestion,
    Why,
)
from soleus_timer.core.phrases import (
    Code,
    Phrase,
    Translate,
    duration_phrase,
    phrase,
    render,
    verbatim,
)
from soleus_timer.core.units import LengthUnit, number_text


class Saying(StrEnum):
    """A sentence, or a part of one."""

    SETS_OF = "sets_of"
    EACH_SIDE = "each_side"
    NEXT_DOSE = "next_dose"
    ADD_LOAD = "add_load"
    STAY = "stay"
    STAY_AT = "stay_at"
    GO_BACK = "go_back"
    WHY_IN_FULL = "why_in_full"
    WHY_PAIN_ROSE = "why_pain_rose"
    WHY_PAIN_HIGH = "why_pain_high"
    SEE_CLINICIAN = "see_clinician"
    NO_MEDICAL_ADVICE = "no_medical_advice"
    HANDS_FREE = "hands_free"
    TAKEN_BACK = "taken_back"
    TAKEN_AGAIN = "taken_again"


ENGLISH: dict[Saying, str] = {
    Saying.SETS_OF: "{sets} times {dose}",
    Saying.EACH_SIDE: "{dose}, each side",
    Saying.NEXT_DOSE: "{title}: {then} next time, instead of {now}?",
    Saying.ADD_LOAD: "{title}: a little more load next time, and back to {then}?",
    Saying.STAY: "Do no more than last time.",
    Saying.STAY_AT: "{title}: stay at {now}.",
    Saying.GO_BACK: "{title}: go back to {then}.",
    Saying.WHY_IN_FULL: (
        "The last {sessions} sessions were done in full, with pain of at most {most} out of 10."
    ),
    Saying.WHY_PAIN_ROSE: "Pain rose over the last {sessions} sessions: {pains}.",
    Saying.WHY_PAIN_HIGH: "Pain was {pain} out of 10; over {most}, do less.",
    Saying.SEE_CLINICIAN: "See a clinician about it.",
    Saying.NO_MEDICAL_ADVICE: "A suggestion from your own records, no medical advice.",
    Saying.HANDS_FREE: "Your last {walks} walks took {time}: lead you hands-free at that pace?",
    Saying.TAKEN_BACK: "Taken back because of your rating. {title}: {now} next time, as before.",
    Saying.TAKEN_AGAIN: "Accepted again because of your rating. {title}: {then} next time.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A saying and its values: numbers, words that are never translated, or other sayings."""

    code: Saying
    values: "tuple[tuple[str, str | float | Phrase | Told], ...]" = ()


def told(code: Saying, /, **values: "str | float | Phrase | Told") -> Told:
    """Make a saying from named values."""
    return Told(code, tuple(values.items()))


def tell(said: Told | Phrase, translate: Translate) -> str:
    """Render a saying; `translate` gives each template in the person's language."""
    if isinstance(said, Phrase):
        return render(said, translate)
    values = {name: _value(value, translate) for name, value in said.values}
    return translate(ENGLISH[said.code], None).format_map(values)


def advice(suggestion: Suggestion) -> tuple[Told, ...]:
    """Return what a suggestion says: what to do, why, and what it is not."""
    parts = [_what(suggestion), _why(suggestion)]
    if suggestion.why is not Why.IN_FULL:
        parts.append(told(Saying.SEE_CLINICIAN))
    return (*parts, told(Saying.NO_MEDICAL_ADVICE))


def pace_question(pace: AgreedPace) -> Told:
    """Return the question whether to be led at the pace of the last walks."""
    return told(Saying.HANDS_FREE, walks=WALKS, time=duration_phrase(round(pace.seconds)))


def taken_back_told(suggestion: Suggestion) -> Told:
    """Return that a suggestion was taken, and is not followed any more after another rating."""
    assert suggestion.now is not None, "only a dose can be taken"
    now = prescribed_told(suggestion.now)
    return told(Saying.TAKEN_BACK, title=verbatim(suggestion.title), now=now)


def taken_again_told(suggestion: Suggestion) -> Told:
    """Return that a suggestion is followed again, after the rating that took it back changed."""
    assert suggestion.then is not None, "only a dose can be taken"
    then = prescribed_told(suggestion.then)
    return told(Saying.TAKEN_AGAIN, title=verbatim(suggestion.title), then=then)


def prescribed_told(dose: Prescribed) -> Told | Phrase:
    """Return a dose: `3 times 12 feet down and back`."""
    one = _one_set(dose)
    found = one if dose.sets == 1 else told(Saying.SETS_OF, sets=dose.sets, dose=one)
    return told(Saying.EACH_SIDE, dose=found) if dose.each_side else found


def _what(suggestion: Suggestion) -> Told:
    now, then = suggestion.now, suggestion.then
    if now is None or then is None:
        return told(Saying.STAY)
    title, values = verbatim(suggestion.title), (prescribed_told(now), prescribed_told(then))
    match suggestion.move:
        case Move.MORE:
            return told(Saying.NEXT_DOSE, title=title, now=values[0], then=values[1])
        case Move.MORE_LOAD:
            return told(Saying.ADD_LOAD, title=title, then=values[1])
        case Move.HOLD:
            return told(Saying.STAY_AT, title=title, now=values[0])
        case Move.GO_BACK:
            return told(Saying.GO_BACK, title=title, then=values[1])


def _why(suggestion: Suggestion) -> Told:
    pains = suggestion.pains
    match suggestion.why:
        case Why.IN_FULL:
            return told(Saying.WHY_IN_FULL, sessions=SESSIONS, most=EASY_PAIN)
        case Why.PAIN_ROSE:
            return told(Saying.WHY_PAIN_ROSE, sessions=SESSIONS, pains=", ".join(map(str, pains)))
        case Why.PAIN_HIGH:
            return told(Saying.WHY_PAIN_HIGH, pain=pains[-1], most=MOST_PAIN)


def _one_set(dose: Prescribed) -> Phrase:
    match dose.measure:
        case Measure.REPS:
            return phrase(Code.REPS, n=dose.amount)
        case Measure.HOLD:
            return duration_phrase(dose.amount) if dose.amount else Phrase(Code.UNTIL_DONE)
        case Measure.DISTANCE:
            unit = "feet" if dose.unit is LengthUnit.FOOT else "metres"
            if dose.legs <= 2:
                one = Code(f"{unit}_{'one_way' if dose.legs == 1 else 'and_back'}")
                return phrase(one, n=dose.amount)
            return phrase(Code(f"{unit}_legs"), legs=dose.legs, n=dose.amount)


def _value(value: str | float | Phrase | Told, translate: Translate) -> str:
    match value:
        case Phrase() | Told():
            return tell(value, translate)
        case str():
            return value
        case _:
            return number_text(value)
