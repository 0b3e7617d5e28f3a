"""The model of a figure's file: what a person writes to let an exercise be seen.

Angles are in degrees, lengths in metres, times in seconds. The models only check; `build` makes
the figure.
"""

from dataclasses import field
from typing import Annotated, Any, Literal

from soleus_timer.core.figure.figure import VIEWS
from soleus_timer.core.figure.limits import LIMITS
from soleus_timer.core.model.fields import AtLeast, AtMost, Checked, MoreThan, Size, model
from soleus_timer.core.workout import FORMAT, Identifier, TempoText

Metres = Annotated[float, AtLeast(-5), AtMost(5)]
Share = Annotated[float, AtLeast(0), AtMost(1)]
PoseName = Annotated[str, Size(1, 60)]
FootSupport = Literal["floor", "step", "cushion"]
HandSupport = Literal["wall", "thigh", "chair"]


def _joint(name: str) -> Checked:
    """Return the check that an angle is one that this joint of a body can have."""
    low, high = LIMITS[name]

    def check(angle: float) -> float:
        if not low <= angle <= high:
            raise ValueError(
                f"no body has this angle: the {name} goes from {low:g} to {high:g} degrees, "
                f"not to {angle:g}"
            )
        return angle

    return Checked(check)


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


PosePath = Annotated[Any, Checked(_path)]


@model
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


@model
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


@model
class LegEffort:
    """How hard the muscles of one leg work."""

    soleus: Share = 0
    gastrocnemius: Share = 0


@model
class EffortModel(LegEffort):
    """How hard the muscles of both legs work, or of each."""

    left: LegEffort | None = None
    right: LegEffort | None = None


@model
class PoseModel:
    """A key pose."""

    trunk: Annotated[float, _joint("trunk")] = 0
    neck: Annotated[float, _joint("neck")] = 0
    both: Limbs | None = None
    left: Limbs | None = None
    right: Limbs | None = None
    hips: Annotated[list[Metres], Size(2, 2)] | None = None
    lift: Annotated[float, AtLeast(0), AtMost(1)] = 0
    contacts: ContactsModel = ContactsModel()
    effort: EffortModel = EffortModel()


@model
class Feet:
    """Where the balls of the feet are."""

    ahead: Metres = 0
    left: Metres | None = None
    right: Metres | None = None
    apart: Annotated[float, AtLeast(0), AtMost(1)] = 0.2


@model
class WallModel:
    """A wall to lean on."""

    at: Metres = 0
    hands: Annotated[float, AtLeast(0), AtMost(2.2)] = 0


@model
class ChairModel:
    """A chair; its `size` is how far the hips are from its back."""

    at: Metres = 0
    height: Annotated[float, AtLeast(0.1), AtMost(1.2)]
    size: Annotated[float, AtLeast(0), AtMost(0.4)] = 0


@model
class BlockModel:
    """A step or a mat, from its edge at `at` on."""

    at: Metres = 0
    height: Annotated[float, AtLeast(0), AtMost(1)]
    size: Annotated[float, MoreThan(0), AtMost(5)]


@model
class WeightModel:
    """A weight that one carries."""

    on: Literal["hands", "thighs"]


@model
class PropsModel:
    """The things in the scene."""

    wall: WallModel | None = None
    chair: ChairModel | None = None
    step: BlockModel | None = None
    cushion: BlockModel | None = None
    weight: WeightModel | None = None


@model
class PhasesModel:
    """The poses that each phase of a rep goes through, or the one in which it stays."""

    up: PosePath
    hold: PosePath
    down: PosePath
    pause: PosePath


@model
class CycleModel:
    """What goes round and round where nobody paces it."""

    poses: Annotated[list[PoseName], Size(2, 12)]
    per_minute: Annotated[float, MoreThan(0), AtMost(300)] = 30
    eases: Annotated[list[Literal["smooth", "in", "out"]], Size(0, 12)] | None = None

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        if self.eases is not None and len(self.eases) != len(self.poses):
            raise ValueError(f"a cycle of {len(self.poses)} poses needs as many eases")


@model
class WalkModel:
    """How the figure walks."""

    step: Annotated[float, AtLeast(0.05), AtMost(1.5)] = 0.2032
    step_seconds: Annotated[float, AtLeast(0.2), AtMost(10)] = 1
    heel_inches: Annotated[list[Annotated[float, AtLeast(0), AtMost(5)]], Size(2, 2)] = field(
        default_factory=lambda: [0.0, 0.0]
    )
    distance: Annotated[float, AtLeast(0.5), AtMost(100)] = 3.048
    turn_seconds: Annotated[float, AtLeast(0.5), AtMost(60)] = 3


@model
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


@model
class FigureFile:
    """A whole file."""

    format: Annotated[int, AtLeast(1)] = FORMAT
    id: Identifier
    description: Annotated[str, Size(0, 600)] = ""
    view: Annotated[Any, Checked(_view)] = "side"
    works: Literal["left", "right"] | None = None
    feet: Feet = Feet()
    props: PropsModel = PropsModel()
    poses: Annotated[dict[str, PoseModel], Size(1, 60)]
    motion: MotionModel
