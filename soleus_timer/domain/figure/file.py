"""The models of a figure's file; angles in degrees, lengths in metres."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from annotated_types import Ge, Gt, Le, Len

from soleus_timer.domain.figure.model import VIEWS
from soleus_timer.domain.markers import Check
from soleus_timer.domain.workout import FORMAT, Identifier, TempoText

LIMITS: Mapping[str, tuple[float, float]] = {
    "trunk": (-30, 100),
    "neck": (-60, 70),
    "hip": (-30, 130),
    "knee": (0, 150),
    "ankle": (-55, 40),
    "toes": (-45, 90),
    "shoulder": (-60, 180),
    "out": (-30, 180),
    "elbow": (0, 150),
    "wrist": (-80, 90),
}
"""The least and the most of each joint; bending is positive, and so is pulling the foot up.

Generous: what a supple, healthy adult reaches, after the American Academy of Orthopaedic Surgeons
(Joint Motion: Method of Measuring and Recording, 1965), so that only the impossible is refused.
"""

Metres = Annotated[float, Ge(-5), Le(5)]
Share = Annotated[float, Ge(0), Le(1)]
PoseName = Annotated[str, Len(1, 60)]
FootSupport = Literal["floor", "step", "cushion"]
HandSupport = Literal["wall", "thigh", "chair"]


def _joint(name: str) -> Check:
    low, high = LIMITS[name]

    def check(angle: float) -> float:
        if not low <= angle <= high:
            raise ValueError(
                f"no body has this angle: the {name} goes from {low:g} to {high:g} degrees, "
                f"not to {angle:g}"
            )
        return angle

    return Check(check)


def _view(value: object) -> object:
    if isinstance(value, str) and value in VIEWS:
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and -180 <= value <= 180:
        return value
    names = " or ".join(f'"{name}"' for name in VIEWS)
    raise ValueError(f"this must be {names}, or an angle in degrees from -180 to 180")


def _path(value: object) -> object:
    poses = [value] if isinstance(value, str) else value
    if not isinstance(poses, list) or not poses or not all(isinstance(p, str) for p in poses):
        raise ValueError("this must be the name of a pose, or a list of the poses one goes through")
    return value


PosePath = Annotated[Any, Check(_path)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limbs:
    """The joints of one side, or of both."""

    hip: Annotated[float, _joint("hip")] | None = None
    knee: Annotated[float, _joint("knee")] | None = None
    ankle: Annotated[float, _joint("ankle")] | None = None
    toes: Annotated[float, _joint("toes")] | None = None
    shoulder: Annotated[float, _joint("shoulder")] | None = None
    out: Annotated[float, _joint("out")] | None = None
    elbow: Annotated[float, _joint("elbow")] | None = None
    wrist: Annotated[float, _joint("wrist")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsModel:
    """What touches what."""

    feet: FootSupport | None = None
    left_foot: FootSupport | None = None
    right_foot: FootSupport | None = None
    balls: FootSupport | None = None
    left_ball: FootSupport | None = None
    right_ball: FootSupport | None = None
    heels: FootSupport | None = None
    left_heel: FootSupport | None = None
    right_heel: FootSupport | None = None
    hands: HandSupport | None = None
    left_hand: HandSupport | None = None
    right_hand: HandSupport | None = None
    seat: Literal["chair"] | None = None
    back: Literal["wall"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegEffort:
    """How hard the muscles of one leg work."""

    soleus: Share = 0
    gastrocnemius: Share = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortModel(LegEffort):
    """How hard the muscles of both legs work, or of each."""

    left: LegEffort | None = None
    right: LegEffort | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoseModel:
    """A key pose."""

    trunk: Annotated[float, _joint("trunk")] = 0
    neck: Annotated[float, _joint("neck")] = 0
    both: Limbs | None = None
    left: Limbs | None = None
    right: Limbs | None = None
    hips: Annotated[list[Metres], Len(2, 2)] | None = None
    lift: Annotated[float, Ge(0), Le(1)] = 0
    contacts: ContactsModel = ContactsModel()
    effort: EffortModel = EffortModel()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feet:
    """Where the balls of the feet are."""

    ahead: Metres = 0
    left: Metres | None = None
    right: Metres | None = None
    apart: Annotated[float, Ge(0), Le(1)] = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class WallModel:
    """A wall to lean on; with `beside` it runs along the lane, so far to the left of it."""

    at: Metres = 0
    hands: Annotated[float, Ge(0), Le(2.2)] = 0
    beside: Annotated[float, Ge(0.2), Le(1)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairModel:
    """A chair; its `size` is how far the hips are from its back."""

    at: Metres = 0
    height: Annotated[float, Ge(0.1), Le(1.2)]
    size: Annotated[float, Ge(0), Le(0.4)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockModel:
    """A step or a mat, from its edge at `at` on."""

    at: Metres = 0
    height: Annotated[float, Ge(0), Le(1)]
    size: Annotated[float, Gt(0), Le(5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightModel:
    """A weight that one carries."""

    on: Literal["hands", "thighs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropsModel:
    """The things in the scene."""

    wall: WallModel | None = None
    chair: ChairModel | None = None
    step: BlockModel | None = None
    cushion: BlockModel | None = None
    weight: WeightModel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhasesModel:
    """The poses that each phase of a rep goes through, or the one in which it stays."""

    up: PosePath
    hold: PosePath
    down: PosePath
    pause: PosePath


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleModel:
    """Poses that repeat where the reps have no pace."""

    poses: Annotated[list[PoseName], Len(2, 12)]
    per_minute: Annotated[float, Gt(0), Le(300)] = 30
    eases: Annotated[list[Literal["smooth", "in", "out"]], Len(0, 12)] | None = None

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        if self.eases is not None and len(self.eases) != len(self.poses):
            raise ValueError(f"a cycle of {len(self.poses)} poses needs as many eases")


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkModel:
    """How the figure walks."""

    step: Annotated[float, Ge(0.05), Le(1.5)] = 0.2032
    step_seconds: Annotated[float, Ge(0.2), Le(10)] = 1
    heel_inches: Annotated[list[Annotated[float, Ge(0), Le(5)]], Len(2, 2)] = field(
        default_factory=lambda: [0.0, 0.0]
    )
    distance: Annotated[float, Ge(0.5), Le(100)] = 3.048
    turn_seconds: Annotated[float, Ge(0.5), Le(60)] = 3
    on: Literal["balls", "feet", "heels"] | None = None
    arms: Annotated[float, Ge(0), Le(60)] = 11

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        low, high = self.heel_inches
        if self.on == "balls" and not 0 < low <= high:
            raise ValueError("to walk on the balls of the feet, the heels need a height")


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionModel:
    """Which poses belong to what happens."""

    ready: PoseName
    rest: PoseName | None = None
    hold: PoseName | None = None
    phases: PhasesModel | None = None
    tempo: TempoText = "2-1-3-0"
    cycle: CycleModel | None = None
    walk: WalkModel | None = None

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        if not (self.hold or self.phases or self.cycle or self.walk):
            raise ValueError(
                "the figure would never move: give it phases, a cycle, a hold or a walk"
            )
        if self.phases is not None and not sum(map(float, self.tempo.split("-"))):
            raise ValueError("a rep at tempo 0-0-0-0 would take no time")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFile:
    """A whole file."""

    format: Annotated[int, Ge(1)] = FORMAT
    id: Identifier
    description: Annotated[str, Len(0, 600)] = ""
    view: Annotated[Any, Check(_view)] = "side"
    works: Literal["left", "right"] | None = None
    lens: Literal["heel", "calf", "knee"] | None = None
    feet: Feet = Feet()
    props: PropsModel = PropsModel()
    poses: Annotated[dict[str, PoseModel], Len(1, 60)]
    motion: MotionModel
