"""The renderer: turns the score into bytes, at the pace of one device.

It lives as long as a stream does, in the stream's thread. A sound is handed to the mixer only when
the frames in which it begins are asked for, so the latest word on the card's pace decides.
"""

from collections.abc import Mapping

from soleus_timer.audio.frame_clock import FrameClock
from soleus_timer.audio.mixer import Group, Mixer
from soleus_timer.audio.pcm import Encoding, bytes_per_frame, encode
from soleus_timer.audio.samples import Sound
from soleus_timer.audio.schedule import (
    OUTDATED,
    CutShort,
    Outcome,
    Reading,
    Schedule,
    ToneAt,
    WordsAt,
)
from soleus_timer.audio.scheduler import Scheduler
from soleus_timer.audio.speech import Speech
from soleus_timer.core.cues import Cue, Tone
from soleus_timer.core.phrases import Phrase
from soleus_timer.core.session.events import CueDue

RING_OUT_SECONDS = 0.5
"""What may be held back after our buffer: by a sound server 0.2 s, a Bluetooth speaker 0.3 s."""

WARM_UP = 300_000_000
"""Nanoseconds of silence with which a session begins: Bluetooth swallows what comes first."""

OPENING_GRACE = 1_200_000_000
"""Nanoseconds by which a session's first tone may be late while the stream opens for it."""

_SILENT_SECONDS = 0.25

PACE_KNOWN_SECONDS = 0.5
"""So much a device is to ask for before it is given any ahead: until then its pace is a guess."""

LEAST_AHEAD = 200_000_000
"""Nanoseconds that are worth to be given ahead."""

BEFORE_SOUND = 150_000_000
"""Nanoseconds before a sound begins in which the device asks again: its latest word on its pace."""

UNREAD = 1_000_000_000
"""Nanoseconds by which a cue must come later than what was given ahead to be read after it: words
are loaded meanwhile."""

WITHIN_REACH = 150_000_000
"""Nanoseconds before a frame leaves the buffer until which it may be replaced."""


class Renderer:
    """Gives a device its bytes: `pull` is called for each of its requests.

    `tones` may be replaced at any time.
    """

    def __init__(
        self,
        score: Schedule,
        arrangement: Scheduler,
        tones: Mapping[Tone, Sound],
        speech: Speech,
        *,
        rate: int,
        encoding: Encoding,
        channels: int,
        buffer_frames: int,
    ) -> None:
        self.tones = tones
        self.has_expectations = False
        """Whether clips are to be loaded; whoever sees to it sets this back."""
        self._score = score
        self._speech = speech
        self._arrangement = arrangement
        self._is_rebuilt = arrangement.has_begun
        arrangement.fall_silent()
        arrangement.repertoire = self
        self._encoding = encoding
        self._channels = channels
        self._frame_bytes = bytes_per_frame(encoding, channels)
        self._mixer = Mixer(rate)
        self._clock = FrameClock(rate, buffer_frames)
        self._rate = rate
        self._tickets: dict[CueDue, list[int]] = {}
        self._ring_out = buffer_frames + round(RING_OUT_SECONDS * rate)
        # Zero is silence in every encoding.
        self._silence = bytes(round(_SILENT_SECONDS * rate) * self._frame_bytes)
        self._warm_at = 0
        self._ahead_from: int | None = None
        self._settings = score.settings
        self._is_muted = False
        self._take_over_settings()

    def pull(self, size: int, now: int) -> bytes:
        """Return at most `size` bytes, whole frames, for a device that asks at `now`.

        `now` is in nanoseconds of `clock.real_ns`.
        """
        frames = size // self._frame_bytes
        first = self._mixer.position
        self._ahead_from = None
        self._clock.pulled(first, frames, now)
        if (reading := self._score.read()) is not None:
            self._take(reading)
        if self._score.settings is not self._settings or self._score.is_muted is not self._is_muted:
            self._take_over_settings()
        since = self._clock.time_of(first)
        if self._score.take_fresh() and first == 0:
            self._warm_at = since + WARM_UP
        elif first == 0 and self._is_rebuilt:
            # Silence here too, and no cue late: only then the new device's pace is known.
            self._arrangement.leave_past(since + WARM_UP)
        outcomes = self._arrangement.advance(
            max(since, self._warm_at),
            self._clock.time_of(first + frames),
            OPENING_GRACE if since <= self._warm_at else 0,
        )
        for outcome in outcomes:
            self._follow(outcome)
        return self._mix(frames) or self._silent(frames * self._frame_bytes)

    def go_ahead(self, most: int) -> tuple[int, bytes]:
        """Go on to shortly before something begins that is not known yet, by at most `most` frames.

        Return how many frames that is, and what sounds in them, which is nothing where nothing
        does. None are gone where it is not worth it, or too little is known.
        """
        clock = self._clock
        first = self._mixer.position
        if first < PACE_KNOWN_SECONDS * self._rate:
            return 0, b""
        begin = clock.time_of(first)
        known_until = self._arrangement.next_moment - BEFORE_SOUND
        end = min(known_until, begin + round(most * 1e9 / self._rate))
        if end - begin < LEAST_AHEAD or not self._score.give_ahead(end + UNREAD):
            return 0, b""
        frames = min(most, clock.frame_at(end) - first)
        clock.given_ahead(frames)
        self._ahead_from = first
        return frames, self._mix(frames)

    def go_back(self, now: int) -> tuple[int, bytes]:
        """Go back to the first frame that may still be replaced, if some were given ahead.

        Return how many frames are to be pulled after all, and what the one before them is. `now`
        is in nanoseconds of `clock.real_ns`.
        """
        self._score.give_ahead(0)
        if self._ahead_from is None:
            return 0, b""
        reached = self._clock.frame_at(now + WITHIN_REACH)
        frames = self._mixer.position - max(self._ahead_from + 1, reached)
        if frames <= 0:
            return 0, b""
        self._clock.given_ahead(-frames)
        self._mixer.go_back(frames + 1)
        return frames, self._mix(1) or self._silent(self._frame_bytes)

    def tone_length(self, cue: Cue) -> int:
        """Return how long a cue's tone sounds (nanoseconds); 0 if it does not."""
        if cue.tone is None or (cue.tone is Tone.TICK and not self._settings.countdown_ticks):
            return 0
        return len(self.tones[cue.tone]) * 1_000_000_000 // self._rate

    def unit_lengths(self, said: Phrase) -> tuple[int, ...]:
        """Return how long each unit of a phrase takes (nanoseconds); nothing without a voice."""
        return self._speech.unit_lengths(said) if self._settings.voice else ()

    @property
    def position(self) -> int:
        """How many frames were pulled."""
        return self._mixer.position

    @property
    def is_rung_out(self) -> bool:
        """Whether everything on the score has been heard to its end."""
        is_over = self._score.is_blank and self._arrangement.is_idle
        # Of what it was given ahead, the device has had the begin for sure.
        had = self._mixer.position if self._ahead_from is None else self._ahead_from
        return is_over and had >= self._mixer.ends_at + self._ring_out

    def _mix(self, frames: int) -> bytes:
        """Return what sounds in the next frames; nothing if nothing does."""
        mixed = self._mixer.mix(frames)
        return b"" if mixed is None else encode(mixed, self._encoding, self._channels)

    def _take(self, reading: Reading) -> None:
        """Take new cues; what sounds and is wanted anew goes on: it has not been heard yet."""
        if reading.taken_back:
            wanted = set(reading.cues)
            self._tickets = {
                cue: tickets for cue, tickets in self._tickets.items() if cue in wanted
            }
            spared = [ticket for tickets in self._tickets.values() for ticket in tickets]
            self._mixer.take_back(spare=spared)
            self._arrangement.take_back(reading.cues)
        else:
            self._arrangement.add(reading.cues)
        if self._settings.voice:
            self._speech.expect([cue.cue.say for cue in reading.cues if cue.cue.say is not None])
            self.has_expectations = True

    def _follow(self, outcome: Outcome) -> None:
        """Do what the arrangement says."""
        match outcome:
            case ToneAt(CueDue(cue=Cue(tone=Tone() as tone)), at):
                self._begin(outcome.cue, self.tones[tone], at, Group.TONES)
            case WordsAt(CueDue(cue=Cue(say=Phrase() as said)), at, units):
                for frames, clip in self._speech.words(said, units):
                    self._begin(outcome.cue, clip, at, Group.VOICE, frames)
            case CutShort(cue, at):
                for ticket in self._tickets.get(cue, []):
                    self._mixer.fade_out(ticket, self._clock.frame_at(at), Group.VOICE)

    def _begin(
        self, cue: CueDue, sound: Sound, at: int, group: Group, frames_later: int = 0
    ) -> None:
        oldest = cue.at - OUTDATED
        self._tickets = {old: kept for old, kept in self._tickets.items() if old.at > oldest}
        ticket = self._mixer.schedule(sound, self._clock.frame_at(at) + frames_later, group)
        self._tickets.setdefault(cue, []).append(ticket)

    def _take_over_settings(self) -> None:
        self._settings = self._score.settings
        self._is_muted = self._score.is_muted
        self._mixer.set_gain(self._settings.tone_gain, Group.TONES)
        self._mixer.set_gain(self._settings.voice_gain, Group.VOICE)
        self._mixer.set_muted(self._is_muted)

    def _silent(self, size: int) -> bytes:
        if size > len(self._silence):
            self._silence = bytes(size)
        return self._silence[:size]
