"""What the player asks of a voice. Loads no decoder."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from soleus_timer.audio.samples import Sound
    from soleus_timer.core.spoken import Unit


class VoiceSource(Protocol):
    """Says units of speech. Called in the sound's thread, which must not wait long.

    20 ms are well. What must be synthesised first is nothing that can be said yet.
    """

    def length(self, unit: "Unit") -> float | None:
        """Return how long the unit takes (seconds), or None if it cannot be said now."""

    def clip(self, unit: "Unit", rate: int) -> "Sound | None":
        """Return the unit as samples at `rate` frames a second, or None; soon asked for again."""
