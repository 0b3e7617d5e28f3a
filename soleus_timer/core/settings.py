"""Every setting: its key, its default and its range, once."""

from typing import Annotated

from pydantic import Field

from soleus_timer.core.appearance import Appearance
from soleus_timer.core.choices import Choices
from soleus_timer.core.session import SessionPreferences
from soleus_timer.core.workout import Model


class Settings(Model):
    """What the program remembers of a person's wishes."""

    count_in_seconds: Annotated[
        float,
        Field(ge=0, le=10, description="Counted back in before an interrupted set; 0 is none."),
    ] = 3.0
    muted: bool = False
    volume: Annotated[int, Field(ge=0, le=100, description="Per cent, as loud as it seems.")] = 80
    appearance: Annotated[Appearance, Field(strict=False)] = Appearance.SYSTEM
    choices: dict[str, Choices] = Field(
        default={}, description="What was chosen last, by the workout's id."
    )

    def session_preferences(self) -> SessionPreferences:
        """Return what a session needs to know of these settings."""
        return SessionPreferences(count_in_seconds=self.count_in_seconds)
