"""Speech: phrases as samples, put together from units that a voice can say."""

from collections.abc import Iterable, Iterator

from soleus_timer.audio.processing import Sound
from soleus_timer.audio.scheduler import BREATH
from soleus_timer.audio.voice import VoiceSource
from soleus_timer.core.phrases import Phrase
from soleus_timer.core.spoken import Unit, spoken_units


class Speech:
    """What a voice says, at one rate; used by the sound's thread alone."""

    def __init__(self, voice: VoiceSource | None, rate: int) -> None:
        self._voice = voice
        self._rate = rate
        self._lengths: dict[Unit, int] = {}
        self._expected: dict[Unit, None] = {}

    def unit_lengths(self, said: Phrase) -> tuple[int, ...]:
        """Return how long each unit takes (nanoseconds) of those that can be said."""
        return tuple(self._lengths[unit] for unit in self._sayable(said))

    def words(self, said: Phrase, units: int) -> Iterator[tuple[int, Sound]]:
        """Yield the first `units` of a phrase, each with the frames from the first's begin to its.

        A breath lies between one and the next.
        """
        begin = 0
        for unit in self._sayable(said)[:units]:
            clip = self._clip(unit)
            if clip is not None:
                yield begin, clip
                begin += len(clip) + round(BREATH * self._rate / 1e9)

    def expect(self, phrases: Iterable[Phrase]) -> None:
        """Take note of what will be said soon."""
        if self._voice is not None:
            self._expected |= {unit: None for said in phrases for unit in spoken_units(said)}

    def load_next(self) -> bool:
        """Let the voice read one clip that is expected; return whether there are more."""
        if self._expected:
            unit = next(iter(self._expected))
            del self._expected[unit]
            if self._length(unit) is not None:
                self._clip(unit)
        return bool(self._expected)

    def _sayable(self, said: Phrase) -> list[Unit]:
        """Return the units that can be said: a name that nobody can say leaves a gap."""
        return [unit for unit in spoken_units(said) if self._length(unit) is not None]

    def _length(self, unit: Unit) -> int | None:
        known = self._lengths.get(unit)
        if known is None and self._voice is not None:
            # Asked anew each time until there is one: it may just be made.
            seconds = self._voice.length(unit)
            if seconds is not None:
                known = self._lengths[unit] = round(seconds * 1e9)
        return known

    def _clip(self, unit: Unit) -> Sound | None:
        return self._voice.clip(unit, self._rate) if self._voice is not None else None
