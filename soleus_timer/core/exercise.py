"""The model of an exercise: how it is done, apart from the workouts that use it."""

from typing import Annotated

from pydantic import Field

from soleus_timer.core.workout import FORMAT, Dose, Identifier, Model, Name, Sentence


class FormCue(Model):
    """One short reminder of good form, as shown and, where that differs, as spoken."""

    show: Annotated[str, Field(min_length=1, max_length=80)]
    say: Annotated[str, Field(min_length=1, max_length=120)] | None = None

    @property
    def spoken(self) -> str:
        """The words for the ear."""
        return self.say or self.show


class Source(Model):
    """Where a fact was read."""

    title: Name
    where: Annotated[str, Field(min_length=1, max_length=200)]
    told: Annotated[str, Field(max_length=300)] = Field(
        default="", description="What this source says that is used here."
    )


class Exercise(Model):
    """A movement: its names, how it is done, what to watch, and where that was read."""

    format: Annotated[int, Field(ge=1)] = FORMAT
    id: Identifier
    name: Name
    aliases: list[Name] = []
    summary: Annotated[str, Field(max_length=600)] = ""
    trains: Annotated[str, Field(max_length=120)] = ""
    dose: Dose | None = Field(default=None, description="A dose to start from.")
    how_to: Annotated[list[Sentence], Field(max_length=30)] = []
    form_cues: Annotated[list[FormCue], Field(max_length=30)] = []
    mistakes: Annotated[list[Sentence], Field(max_length=30)] = []
    cautions: Annotated[list[Sentence], Field(max_length=30)] = []
    equipment: Annotated[list[Name], Field(max_length=30)] = []
    suggested: Annotated[list[Sentence], Field(max_length=30)] = Field(
        default=[], description="Design choices of ours that no source states."
    )
    sources: Annotated[list[Source], Field(max_length=50)] = []
