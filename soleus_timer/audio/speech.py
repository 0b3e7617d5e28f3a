"""Speech: phrases as samples, put together from units that a voice can say."""

from collections.abc import Iterable, Iterator

from soleus_timer.audio.samples import Sound
from soleus_timer.audio.scheduler import BREATH
from soleus_timer.audio.voice_source import VoiceSource
from soleus_timer.core.phrases import Phrase
from soleus_timer.core.spoken import spoken_units


class Speech:
    """What a voice says, at one rate; used by the sound's thread alone."""

    def __init__(self, voice: VoiceSource | None, rate: int) -> None:
        self._voice = voice
        self._rate = rate
        self._lengths: dict[str, int] = {}
        self._expected: dict[str, None] = {}

    def unit_lengths(self, said: Phrase) -> tuple[int, ...]:
        """Return how long each unit takes (nanoseconds) of those that can be said."""
        return tuple(self._lengths[text] for text in self._sayable(said))

    def words(self, said: Phrase, units: int) -> Iterator[tuple[int, Sound]]:
        """Yield the first `units` of a phrase, each with the frames from the first's begin to its.

        A breath lies between one and the next.
        """
        begin = 0
        for text in self._sayable(said)[:units]:
            clip = self._clip(text)
            if clip is not None:
                yield begin, clip
                begin += len(clip) + round(BREATH * self._rate / 1e9)

    def expect(self, phrases: Iterable[Phrase]) -> None:
        """Take note of what will be said soon."""
        if self._voice is not None:
            self._expected |= {text: None for said in phrases for text in spoken_units(said)}

    def load_next(self) -> bool:
        """Let the voice read one clip that is expected; return whether there are more."""
        if self._expected:
            text = next(iter(self._expected))
            del self._expected[text]
            if self._length(text) is not None:
                self._clip(text)
        return bool(self._expected)

    def _sayable(self, said: Phrase) -> list[str]:
        """Return the units that can be said: a name that nobody can say leaves a gap."""
        return [text for text in spoken_units(said) if self._length(text) is not None]

    def _length(self, text: str) -> int | None:
        known = self._lengths.get(text)
        if known is None and self._voice is not None:
            # Asked anew each time until there is one: it may just be made.
            seconds = self._voice.length(text)
            if seconds is not None:
                known = self._lengths[text] = round(seconds * 1e9)
        return known

    def _clip(self, text: str) -> Sound | None:
        return self._voice.clip(text, self._rate) if self._voice is not None else None
