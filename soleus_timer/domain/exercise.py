"""The model of an exercise: how it is done, apart from the workouts that use it."""

from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Self

from annotated_types import Ge, Le, Len

from soleus_timer.domain.markers import Doc
from soleus_timer.domain.texts import told
from soleus_timer.domain.units import UnitSystem
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

    def told_in(self, system: UnitSystem | None) -> Self:
        """Return the reminder with its measures in `system`."""
        show = told(self.show, system)
        say = None if self.say is None else told(self.say, system)
        if (show, say) == (self.show, self.say):
            return self  # as nearly all are
        return replace(self, show=show, say=say)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact was read."""

    title: Title
    where: Annotated[str, Len(1, 200)]
    told: Annotated[str, Len(0, 300), Measured, Doc("What this source says that is used here.")] = (
        ""
    )

    def told_in(self, system: UnitSystem | None) -> Self:
        """Return the source with its measures in `system`."""
        title, text = told(self.title, system), told(self.told, system)
        if (title, text) == (self.title, self.told):
            return self
        return replace(self, title=title, told=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A movement: its names, how it is done, what to watch, and where that was read."""

    format: Annotated[int, Ge(1)] = FORMAT
    id: Identifier
    name: Title
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

    def told_in(self, system: UnitSystem | None) -> Self:
        """Return the exercise with the measures of all its texts in `system`."""
        sentences = ("aliases", "how_to", "mistakes", "cautions", "equipment", "suggested")
        update: dict[str, Any] = {
            "name": told(self.name, system),
            "summary": told(self.summary, system),
            "trains": told(self.trains, system),
            "form_cues": [form.told_in(system) for form in self.form_cues],
            "sources": [source.told_in(system) for source in self.sources],
        }
        for name in sentences:
            update[name] = [told(text, system) for text in getattr(self, name)]
        return replace(self, **update)
