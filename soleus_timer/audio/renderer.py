"""The renderer: turns the score into bytes, at the pace of one device.

It lives as long as a stream does, in the stream's thread. A tone is handed to the mixer only when
the frames in which it begins are asked for, so the latest word on the card's pace decides.
"""

from soleus_timer.audio.frame_clock import FrameClock
from soleus_timer.audio.mixer import Group, Mixer
from soleus_timer.audio.pcm import Encoding, bytes_per_frame, encode
from soleus_timer.audio.score import LATEST, DueTone, Score
from soleus_timer.audio.tones import render_tones

RING_OUT_SECONDS = 0.4
"""What a device may hold back after its buffer: a Bluetooth speaker some 0.3 s."""

_SILENT_SECONDS = 0.25


class Renderer:
    """Gives a device its bytes: `pull` is called for each of its requests."""

    def __init__(
        self, score: Score, rate: int, encoding: Encoding, channels: int, buffer_frames: int
    ) -> None:
        self._score = score
        self._encoding = encoding
        self._channels = channels
        self._frame_bytes = bytes_per_frame(encoding, channels)
        self._mixer = Mixer(rate)
        self._clock = FrameClock(rate, buffer_frames)
        self._tones = render_tones(rate)
        self._begun: dict[DueTone, int] = {}
        self._latest = LATEST * rate // 1_000_000_000
        self._ring_out = buffer_frames + round(RING_OUT_SECONDS * rate)
        # Zero is silence in every encoding.
        self._silence = bytes(round(_SILENT_SECONDS * rate) * self._frame_bytes)
        self._gain = 1.0
        self._is_muted = False
        self._take_over_loudness()

    def pull(self, size: int, now: int) -> bytes:
        """Return at most `size` bytes, whole frames, for a device that asks at `now`.

        `now` is in nanoseconds of `time.monotonic_ns`.
        """
        frames = size // self._frame_bytes
        first = self._mixer.position
        self._clock.pulled(first, frames, now)
        reading = self._score.read(until=self._clock.time_of(first + frames))
        if reading.taken_back:
            self._take_back(reading.begin)
        for tone in reading.begin:
            self._begin(tone, first)
        if self._score.gain != self._gain or self._score.is_muted is not self._is_muted:
            self._take_over_loudness()
        mixed = self._mixer.mix(frames)
        if mixed is None:
            return self._silent(frames * self._frame_bytes)
        return encode(mixed, self._encoding, self._channels)

    @property
    def position(self) -> int:
        """How many frames were pulled."""
        return self._mixer.position

    @property
    def is_rung_out(self) -> bool:
        """Whether everything on the score has been heard to its end."""
        mixer = self._mixer
        return self._score.is_blank and mixer.position >= mixer.ends_at + self._ring_out

    def _take_back(self, wanted: tuple[DueTone, ...]) -> None:
        """End what sounds, except what is wanted anew: to its listener it has not begun yet."""
        spared = {tone: ticket for tone, ticket in self._begun.items() if tone in wanted}
        self._mixer.take_back(spare=spared.values())
        self._begun = spared

    def _begin(self, tone: DueTone, first: int) -> None:
        frame = self._clock.frame_at(tone.due)
        if tone in self._begun or frame < first - self._latest:
            return
        ticket = self._mixer.schedule(self._tones[tone.tone], frame, Group.TONES)
        oldest = tone.due - LATEST
        self._begun = {begun: old for begun, old in self._begun.items() if begun.due > oldest}
        self._begun[tone] = ticket

    def _take_over_loudness(self) -> None:
        self._gain = self._score.gain
        self._is_muted = self._score.is_muted
        for group in Group:
            self._mixer.set_gain(self._gain, group)
        self._mixer.set_muted(self._is_muted)

    def _silent(self, size: int) -> bytes:
        if size > len(self._silence):
            self._silence = bytes(size)
        return self._silence[:size]
