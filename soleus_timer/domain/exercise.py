"""The model of an exercise: how it is done, apart from the workouts that use it."""

from dataclasses import dataclass, field
from typing import Annotated

from annotated_types import Ge, Le, Len

from soleus_timer.domain.markers import Doc
from soleus_timer.domain.workout import FORMAT, Dose, Identifier, Measured, Sentence, Title

_Sentences = Annotated[list[Sentence], Len(0, 30)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCue:
    """One short reminder of good form, as shown and, where that differs, as spoken."""

    show: Annotated[str, Len(1, 80), Measured]
    say: Annotated[str, Len(1, 120), Measured] | None = None

    @property
    def spoken(self) -> str:
        """The words for the ear."""
        return self.say or self.show


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact was read."""

    title: Title
    where: Annotated[str, Len(1, 200)]
    told: Annotated[str, Len(0, 300), Measured, Doc("What this source says that is used here.")] = (
        ""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A movement: its names, how it is done, what to watch, and where that was read."""

    format: Annotated[int, Ge(1)] = FORMAT
    id: Identifier
    name: Title
    word: Annotated[
        Annotated[str, Len(1, 12)] | None,
        Doc("What one does in a set, in one short word: Walk, Raise, Hold."),
    ] = None
    aliases: list[Title] = field(default_factory=list)
    summary: Annotated[str, Len(0, 600), Measured] = ""
    trains: Annotated[str, Len(0, 120), Measured] = ""
    dose: Annotated[Dose | None, Doc("A dose to start from.")] = None
    reps_range: Annotated[
        Annotated[list[Annotated[int, Ge(1), Le(1000)]], Len(2, 2)] | None,
        Doc("The fewest and the most reps of a set, before load is added."),
    ] = None
    how_to: _Sentences = field(default_factory=list)
    form_cues: Annotated[list[FormCue], Len(0, 30)] = field(default_factory=list)
    mistakes: _Sentences = field(default_factory=list)
    cautions: _Sentences = field(default_factory=list)
    equipment: Annotated[list[Title], Len(0, 30)] = field(default_factory=list)
    suggested: Annotated[_Sentences, Doc("Design choices of ours that no source states.")] = field(
        default_factory=list
    )
    sources: Annotated[list[Source], Len(0, 50)] = field(default_factory=list)

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        if self.reps_range is not None and self.reps_range[0] > self.reps_range[1]:
            low, high = self.reps_range
            raise ValueError(f"the range of reps runs backwards: {low} is more than {high}")
