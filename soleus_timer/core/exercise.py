"""The model of an exercise: how it is done, apart from the workouts that use it."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from soleus_timer.core.measures import told
from soleus_timer.core.units import UnitSystem
from soleus_timer.core.workout import FORMAT, Dose, Identifier, Measured, Model, Name, Sentence


class FormCue(Model):
    """One short reminder of good form, as shown and, where that differs, as spoken."""

    show: Annotated[str, Field(min_length=1, max_length=80), Measured]
    say: Annotated[str, Field(min_length=1, max_length=120), Measured] | None = None

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
        return self.model_copy(update={"show": show, "say": say})


class Source(Model):
    """Where a fact was read."""

    title: Name
    where: Annotated[str, Field(min_length=1, max_length=200)]
    told: Annotated[str, Field(max_length=300), Measured] = Field(
        default="", description="What this source says that is used here."
    )

    def told_in(self, system: UnitSystem | None) -> Self:
        """Return the source with its measures in `system`."""
        text = told(self.told, system)
        return self if text == self.told else self.model_copy(update={"told": text})


class Exercise(Model):
    """A movement: its names, how it is done, what to watch, and where that was read."""

    format: Annotated[int, Field(ge=1)] = FORMAT
    id: Identifier
    name: Name
    aliases: list[Name] = []
    summary: Annotated[str, Field(max_length=600), Measured] = ""
    trains: Annotated[str, Field(max_length=120), Measured] = ""
    dose: Dose | None = Field(default=None, description="A dose to start from.")
    reps_range: (
        Annotated[list[Annotated[int, Field(ge=1, le=1000)]], Field(min_length=2, max_length=2)]
        | None
    ) = Field(
        default=None, description="The fewest and the most reps of a set, before load is added."
    )
    how_to: Annotated[list[Sentence], Field(max_length=30)] = []
    form_cues: Annotated[list[FormCue], Field(max_length=30)] = []
    mistakes: Annotated[list[Sentence], Field(max_length=30)] = []
    cautions: Annotated[list[Sentence], Field(max_length=30)] = []
    equipment: Annotated[list[Annotated[Name, Measured]], Field(max_length=30)] = []
    suggested: Annotated[list[Sentence], Field(max_length=30)] = Field(
        default=[], description="Design choices of ours that no source states."
    )
    sources: Annotated[list[Source], Field(max_length=50)] = []

    @model_validator(mode="after")
    def _range_runs_forwards(self) -> Self:
        if self.reps_range is not None and self.reps_range[0] > self.reps_range[1]:
            low, high = self.reps_range
            raise ValueError(f"the range of reps runs backwards: {low} is more than {high}")
        return self

    def told_in(self, system: UnitSystem | None) -> Self:
        """Return the exercise with the measures of all its texts in `system`."""
        sentences = ("how_to", "mistakes", "cautions", "equipment", "suggested")
        update: dict[str, object] = {
            "summary": told(self.summary, system),
            "trains": told(self.trains, system),
            "form_cues": [form.told_in(system) for form in self.form_cues],
            "sources": [source.told_in(system) for source in self.sources],
        }
        for name in sentences:
            update[name] = [told(text, system) for text in getattr(self, name)]
        return self.model_copy(update=update)
