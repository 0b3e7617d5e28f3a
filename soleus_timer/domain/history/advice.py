"""The texts of suggestions, as codes with values; the English of each code, once."""

from soleus_timer.domain.history.efforts import Measure, Prescribed
from soleus_timer.domain.history.progression import (
    EASY_PAIN,
    MOST_PAIN,
    SESSIONS,
    WALKS,
    AgreedPace,
    Move,
    Suggestion,
    Why,
)
from soleus_timer.domain.phrases import Code, MessageCode, Phrase, duration_phrase, phrase, verbatim
from soleus_timer.domain.units import LengthUnit


class AdviceCode(MessageCode):
    """A sentence, or a part of one."""

    SETS_OF = "sets_of", "{sets} times {dose}"
    EACH_SIDE = "each_side", "{dose}, each side"
    NEXT_DOSE = "next_dose", "{title}: {then} next time, instead of {now}?"
    ADD_LOAD = "add_load", "{title}: a little more load next time, and back to {then}?"
    STAY = "stay", "Do no more than last time."
    STAY_AT = "stay_at", "{title}: stay at {now}."
    GO_BACK = "go_back", "{title}: go back to {then}."
    WHY_IN_FULL = (
        "why_in_full",
        "You completed the last {sessions} sessions, with pain of at most {most} out of 10.",
    )
    WHY_PAIN_ROSE = "why_pain_rose", "Pain rose over the last {sessions} sessions: {pains}."
    WHY_PAIN_HIGH = "why_pain_high", "Pain was {pain} out of 10; over {most}, do less."
    SEE_CLINICIAN = "see_clinician", "See a clinician about it."
    NO_MEDICAL_ADVICE = (
        "no_medical_advice",
        "A suggestion from your own records, not medical advice.",
    )
    HANDS_FREE = (
        "hands_free",
        "Your last {walks} walks took {time}. Let the voice lead you at that pace?",
    )
    WITHDRAWN = (
        "withdrawn",
        "Undone because of your rating. {title}: {now} next time, as before.",
    )
    RESTORED = (
        "restored",
        "Accepted again because of your rating. {title}: {then} next time.",
    )


def advice(suggestion: Suggestion) -> tuple[Phrase, ...]:
    """Return the text of a suggestion: what to do, why, and that it is no medical advice."""
    hurts = suggestion.why is not Why.IN_FULL
    warning = [phrase(AdviceCode.SEE_CLINICIAN)] if hurts else []
    return _what(suggestion), _why(suggestion), *warning, phrase(AdviceCode.NO_MEDICAL_ADVICE)


def pace_question(pace: AgreedPace) -> Phrase:
    """Return the question whether to be led at the pace of the last walks."""
    return phrase(AdviceCode.HANDS_FREE, walks=WALKS, time=duration_phrase(round(pace.seconds)))


def withdrawn_phrase(suggestion: Suggestion) -> Phrase:
    """Return the notice that an accepted suggestion was undone after another rating."""
    assert suggestion.now is not None, "only a dose can be taken"
    title, now = verbatim(suggestion.title), prescribed_phrase(suggestion.now)
    return phrase(AdviceCode.WITHDRAWN, title=title, now=now)


def restored_phrase(suggestion: Suggestion) -> Phrase:
    """Return the notice that an undone suggestion is followed again after another rating."""
    assert suggestion.then is not None, "only a dose can be taken"
    then = prescribed_phrase(suggestion.then)
    return phrase(AdviceCode.RESTORED, title=verbatim(suggestion.title), then=then)


def prescribed_phrase(dose: Prescribed) -> Phrase:
    """Return a dose: `3 times 12 feet down and back`."""
    one = _one_set(dose)
    found = one if dose.sets == 1 else phrase(AdviceCode.SETS_OF, sets=dose.sets, dose=one)
    return phrase(AdviceCode.EACH_SIDE, dose=found) if dose.each_side else found


def _what(suggestion: Suggestion) -> Phrase:
    now, then = suggestion.now, suggestion.then
    if now is None or then is None:
        return phrase(AdviceCode.STAY)
    title, values = verbatim(suggestion.title), (prescribed_phrase(now), prescribed_phrase(then))
    match suggestion.move:
        case Move.MORE:
            return phrase(AdviceCode.NEXT_DOSE, title=title, now=values[0], then=values[1])
        case Move.MORE_LOAD:
            return phrase(AdviceCode.ADD_LOAD, title=title, then=values[1])
        case Move.HOLD:
            return phrase(AdviceCode.STAY_AT, title=title, now=values[0])
        case Move.GO_BACK:
            return phrase(AdviceCode.GO_BACK, title=title, then=values[1])


def _why(suggestion: Suggestion) -> Phrase:
    pains = suggestion.pains
    match suggestion.why:
        case Why.IN_FULL:
            return phrase(AdviceCode.WHY_IN_FULL, sessions=SESSIONS, most=EASY_PAIN)
        case Why.PAIN_ROSE:
            return phrase(
                AdviceCode.WHY_PAIN_ROSE, sessions=SESSIONS, pains=", ".join(map(str, pains))
            )
        case Why.PAIN_HIGH:
            return phrase(AdviceCode.WHY_PAIN_HIGH, pain=pains[-1], most=MOST_PAIN)


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
