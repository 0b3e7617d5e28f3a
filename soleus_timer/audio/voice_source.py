"""What the player asks of a voice. Loads no decoder."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from soleus_timer.audio.samples import Sound


class VoiceSource(Protocol):
    """Says units of speech. Called in the sound's thread, which must not wait long.

    20 ms are well. A text that must be synthesised first is none that can be said yet.
    """

    def length(self, text: str) -> float | None:
        """Return how long the text takes (seconds), or None if it cannot be said now."""

    def clip(self, text: str, rate: int) -> "Sound | None":
        """Return the text as samples at `rate` frames a second, or None; soon asked for again."""
