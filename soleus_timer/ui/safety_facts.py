"""What the Learn page tells about pain, about stopping and about seeing somebody."""

from soleus_timer.messages import _
from soleus_timer.ui.learn_facts import Basis, Fact, Section, Sign


def pain_section() -> Section:
    """Return how to use pain as a guide."""
    return Section(
        _("How to use pain as a guide"),
        (
            Fact(
                _(
                    "Rate it from 0, no pain, to 10. A reported rule: 0 to 3 is safe, 4 and 5 are "
                    "acceptable, above 5 do less."
                ),
                "bim.physio",
                Basis.REPORTED,
            ),
            Fact(
                _("More pain on the next day means: do less (reported)."),
                "bim.physio",
                Basis.REPORTED,
            ),
            Fact(
                _(
                    "Suggested by us: 4 and 5 are only for people whose tendon trouble "
                    "(tendinopathy) has been diagnosed. If you are healthy, stop when it hurts."
                ),
                "Soleus Timer",
                Basis.SUGGESTED,
            ),
        ),
    )


def safety_sections() -> tuple[Section, ...]:
    """Return when to call for help, when to stop, when to see somebody and when to ask first."""
    return (_emergency(), _same_day(), _stop(), _see(), _ask())


def _emergency() -> Section:
    return Section(
        _("Emergency: get help now"),
        (
            Fact(
                _(
                    "A sudden pop, or as if somebody kicked you in the leg; you cannot rise on "
                    "tip toe; you walk flat-footed. The tendon may be torn. Stop. Go to emergency "
                    "care."
                ),
                "patient.info; lincsphysio.nhs.uk",
            ),
            Fact(
                _(
                    "Signs of a blood clot in the leg (see below), and you are short of breath or "
                    "your chest hurts. Call the emergency number."
                ),
                "nhsinform.scot",
            ),
        ),
        Sign.EMERGENCY,
    )


def _same_day() -> Section:
    return Section(
        _("Get seen the same day"),
        (
            Fact(
                _(
                    "Throbbing or cramping pain, mostly in one leg; swelling; warm, red or "
                    "darkened skin. It may be a blood clot (deep vein thrombosis). Do not "
                    "exercise."
                ),
                "nhsinform.scot",
            ),
        ),
        Sign.SEE_SOMEBODY,
    )


def _stop() -> Section:
    return Section(
        _("When to stop"),
        (
            Fact(
                _("Stop when you feel dizzy, your chest hurts or you are short of breath."),
                "roh.nhs.uk",
            ),
            Fact(_("Never hold on to a chair that can move."), "roh.nhs.uk"),
            Fact(_("Did your calf cramp recently? No heel raises."), "viviangrisogono.com"),
        ),
        Sign.STOP,
    )


def _see() -> Section:
    return Section(
        _("When to see somebody"),
        (
            Fact(
                _(
                    "Numbness or tightness that comes back whenever you exert yourself: see a "
                    "doctor or physiotherapist."
                ),
                "houstonmethodist.org",
            ),
            Fact(
                _("Pain in the bone of one leg, also at rest: see one too."),
                "houstonmethodist.org",
            ),
        ),
        Sign.SEE_SOMEBODY,
    )


def _ask() -> Section:
    return Section(
        _("Ask first"),
        (
            Fact(
                _(
                    "Do you take a fluoroquinolone (an antibiotic) or steroids? Ask your doctor "
                    "or pharmacist before you begin."
                ),
                "bloemphysio.co.za",
            ),
        ),
        Sign.ASK_FIRST,
    )
