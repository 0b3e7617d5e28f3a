"""What the Learn page teaches, each fact with its source: the soleus, pain, and when to stop.

The texts are in English, marked for the catalogue; the page translates them.
"""

from dataclasses import dataclass
from enum import StrEnum

from soleus_timer.messages import N_


class Basis(StrEnum):
    """How sure a fact is, and so how it is worded."""

    READ = "read"
    REPORTED = "reported"
    ESTIMATED = "estimated"
    SUGGESTED = "suggested"


class Sign(StrEnum):
    """What kind of section it is; those about safety carry a shape of their own."""

    NONE = "none"
    EMERGENCY = "emergency"
    STOP = "stop"
    SEE_SOMEBODY = "see_somebody"
    ASK_FIRST = "ask_first"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and the names of its sources."""

    text: str
    source: str
    basis: Basis = Basis.READ


@dataclass(frozen=True, slots=True)
class Section:
    """Facts about one thing, under a heading."""

    title: str
    facts: tuple[Fact, ...]
    sign: Sign = Sign.NONE


_ARTICLE = "garrettmclaughlin.com"
_OUR_CHOICE = "Soleus Timer"


def _section(title: str, *facts: Fact, sign: Sign = Sign.NONE) -> Section:
    return Section(title, facts, sign)


SECTIONS = (
    _section(
        N_("What it is"),
        Fact(
            N_(
                "The calf has two main muscles: the gastrocnemius, and the soleus, which lies "
                "deeper."
            ),
            _ARTICLE,
        ),
        Fact(
            N_(
                "The soleus begins below the knee: on the head and the upper third of the fibula, "
                "and on the back and the inner edge of the shin bone. Between the two bones a "
                "sinewy arch holds it."
            ),
            "new.wheelessonline.com",
        ),
        Fact(
            N_(
                "It ends on the heel bone, through the Achilles tendon. It does not cross the knee."
            ),
            "new.wheelessonline.com",
        ),
    ),
    _section(
        N_("What it does when you stand and run"),
        Fact(
            N_(
                "Your weight rests a little in front of your ankles. So the calf has to pull all "
                "the time while you stand."
            ),
            "Sasagawa",
        ),
        Fact(
            N_(
                "In each stride the soleus controls how the foot bends up, steadies the ankle, "
                "keeps you upright and helps to push you forward."
            ),
            _ARTICLE,
        ),
        Fact(
            N_(
                "Up to 7 metres a second (25 km/h, 16 mph), soleus and gastrocnemius give the most "
                "to what holds a runner up. This was estimated with a model of the body."
            ),
            "Dorn 2012, JEB 215:1944",
            Basis.ESTIMATED,
        ),
        Fact(
            N_(
                "For running, estimated forces are reported of 6.5 to 8 times the body's weight in "
                "the soleus, and of 2 to 3 times in the gastrocnemius."
            ),
            "healthhp.com.au",
            Basis.REPORTED,
        ),
        Fact(
            N_(
                "The pull on the Achilles tendon was estimated at 8.2 to 10.1 times the body's "
                "weight. Another method estimated less: 1.99 to 2.56 kN, which is the weight of "
                "about 200 to 260 kg."
            ),
            "PMC11096059; Kharazi 2021",
            Basis.ESTIMATED,
        ),
        Fact(
            N_(
                "Exercises differ a lot: estimated 0.5 times the body's weight on the tendon in a "
                "seated heel raise, and 7.3 times in a forward hop on one leg (8 people)."
            ),
            "Baxter 2020, pubmed 32658037",
            Basis.ESTIMATED,
        ),
    ),
    _section(
        N_("Its fibres and its size"),
        Fact(
            N_(
                "About 70 of 100 fibres in the soleus are slow ones, which tire late. In the "
                "gastrocnemius it is about 50 (32 autopsies)."
            ),
            "Edgerton 1975, doi 10.1007/BF01003594",
        ),
        Fact(
            N_(
                "It is the largest of the three: 489 cm³, beside 245 cm³ for the inner and 140 cm³ "
                "for the outer head of the gastrocnemius. That is about 56 % of them together (12 "
                "people)."
            ),
            "Fukunaga 1992",
        ),
        Fact(
            N_(
                "Cut across its fibres, it has about 71 % of the area of the three: 230 of 326 "
                "cm². The area tells how much force a muscle could make, not how much it makes."
            ),
            "Fukunaga 1992",
        ),
        Fact(
            N_("Together the three give about 80 % of the force that points the foot down."),
            "Biomed Res Int 2014/391646",
        ),
    ),
    _section(
        N_("Tip toe walking"),
        Fact(
            N_(
                "While the foot was on the floor, soleus and gastrocnemius both worked harder on "
                "average than in normal walking (10 people)."
            ),
            "Perry 2003",
        ),
        Fact(
            N_(
                "The article behind this program asks for 3 sets of 10 to 15 feet, down and back, "
                "knees soft, heels 1 to 2 inches (2.5 to 5 cm) off the floor. It says that so low "
                "a heel aims at the soleus, and that the walk also trains balance and steady "
                "ankles."
            ),
            _ARTICLE,
        ),
        Fact(
            N_(
                "It names no rest, and we found no figure for the pace. 60 seconds of rest and one "
                "step a second are suggested by us. Change them as you like."
            ),
            _OUR_CHOICE,
            Basis.SUGGESTED,
        ),
    ),
    _section(
        N_("What we do not claim"),
        Fact(
            N_(
                "No exercise trains the soleus alone. Bending the knee is reported mainly to lower "
                "the work of the gastrocnemius."
            ),
            N_("second-hand; we have not read a study"),
            Basis.REPORTED,
        ),
        Fact(
            N_(
                "In a study of 12 weeks the soleus grew about alike: by 2.1 % with heel raises "
                "standing, by 2.9 % with heel raises seated."
            ),
            "Kinoshita 2023, PMC10753835",
        ),
        Fact(
            N_(
                "Soleus push-ups: in a laboratory, blood sugar rose and fell 52 % less. That is no "
                "promise for your health and no treatment of diabetes."
            ),
            "Hamilton 2022, iScience (abstract)",
        ),
    ),
)
"""What there is to know about the soleus."""

PAIN = _section(
    N_("How to use pain as a guide"),
    Fact(
        N_(
            "Rate it from 0, no pain, to 10. A reported rule: 0 to 3 is safe, 4 and 5 are "
            "acceptable, above 5 do less."
        ),
        "bim.physio",
        Basis.REPORTED,
    ),
    Fact(N_("More pain on the next day means: do less (reported)."), "bim.physio", Basis.REPORTED),
    Fact(
        N_(
            "Suggested by us: 4 and 5 are only for people whose tendon trouble (tendinopathy) "
            "has been diagnosed. If you are healthy, stop when it hurts."
        ),
        _OUR_CHOICE,
        Basis.SUGGESTED,
    ),
)
"""How to use pain as a guide."""

SAFETY = (
    _section(
        N_("Emergency: get help now"),
        Fact(
            N_(
                "A sudden pop, or as if somebody kicked you in the leg; you cannot rise on tip "
                "toe; you walk flat-footed. The tendon may be torn. Stop. Go to emergency care."
            ),
            "patient.info; lincsphysio.nhs.uk",
        ),
        Fact(
            N_(
                "Signs of a blood clot in the leg (see below), and you are short of breath or your "
                "chest hurts. Call the emergency number."
            ),
            "nhsinform.scot",
        ),
        sign=Sign.EMERGENCY,
    ),
    _section(
        N_("Get seen the same day"),
        Fact(
            N_(
                "Throbbing or cramping pain, mostly in one leg; swelling; warm, red or darkened "
                "skin. It may be a blood clot (deep vein thrombosis). Do not exercise."
            ),
            "nhsinform.scot",
        ),
        sign=Sign.SEE_SOMEBODY,
    ),
    _section(
        N_("When to stop"),
        Fact(
            N_("Stop when you feel dizzy, your chest hurts or you are short of breath."),
            "roh.nhs.uk",
        ),
        Fact(N_("Never hold on to a chair that can move."), "roh.nhs.uk"),
        Fact(N_("Did your calf cramp recently? No heel raises."), "viviangrisogono.com"),
        sign=Sign.STOP,
    ),
    _section(
        N_("When to see a doctor"),
        Fact(
            N_(
                "Numbness or tightness that comes back whenever you exert yourself: see a doctor "
                "or physiotherapist."
            ),
            "houstonmethodist.org",
        ),
        Fact(N_("Pain in the bone of one leg, also at rest: see one too."), "houstonmethodist.org"),
        sign=Sign.SEE_SOMEBODY,
    ),
    _section(
        N_("Ask first"),
        Fact(
            N_(
                "Do you take a fluoroquinolone (an antibiotic) or steroids? Ask your doctor or "
                "pharmacist before you begin."
            ),
            "bloemphysio.co.za",
        ),
        sign=Sign.ASK_FIRST,
    ),
)
"""When to call for help, when to stop, when to see somebody and when to ask first."""
