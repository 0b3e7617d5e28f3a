"""What a person wants of the sound, as the player takes it."""

from dataclasses import dataclass

from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import Settings, ToneSet

LOUDNESS_EXPONENT = 5 / 3
"""Half as loud to the ear is 10 dB less: loudness goes with the 0.6th power of what swings."""


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """Where, how loud and which; volumes in per cent, as loud as they seem."""

    device: str = ""
    """The output's description; empty is the system's own choice."""
    volume: int = 100
    voice_volume: int = 100
    tone_volume: int = 100
    voice: bool = True
    countdown_ticks: bool = True
    tone_set: ToneSet = ToneSet.SOFT
    sounds: tuple[tuple[Tone, str], ...] = ()
    """The person's own sound files, by what they stand for."""

    @classmethod
    def of(cls, settings: Settings) -> "SoundSettings":
        """Return what the program's settings say of the sound."""
        return cls(
            device=settings.device,
            volume=settings.volume,
            voice_volume=settings.voice_volume,
            tone_volume=settings.tone_volume,
            voice=settings.voice,
            countdown_ticks=settings.countdown_ticks,
            tone_set=settings.tone_set,
            sounds=tuple(sorted(settings.sounds.items())),
        )

    @property
    def tone_gain(self) -> float:
        """How loud tones are, 0 to 1."""
        return gain_of(self.volume) * gain_of(self.tone_volume)

    @property
    def voice_gain(self) -> float:
        """How loud words are, 0 to 1."""
        return gain_of(self.volume) * gain_of(self.voice_volume) if self.voice else 0.0


def gain_of(percent: int) -> float:
    """Return the gain, 0 to 1, that seems `percent` as loud as the whole."""
    return float((max(0, min(100, percent)) / 100) ** LOUDNESS_EXPONENT)
