"""The renderer: turns the score into bytes, at the pace of one device.

It lives as long as a stream does, in the stream's thread. A sound is handed to the mixer only when
the frames in which it begins are asked for, so the latest word on the card's pace decides.
"""

from collections.abc import Mapping

from soleus_timer.audio.backends.base import Form
from soleus_timer.audio.clock import FrameClock
from soleus_timer.audio.mixer import Group, Mixer
from soleus_timer.audio.processing import Sound
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
from soleus_timer.audio.voice import Speech
from soleus_timer.domain.phrases import Phrase
from soleus_timer.domain.session.events import Cue, CueDue, Tone

RING_OUT_SECONDS = 0.5
"""What may be held back after our buffer: by a sound server 0.2 s, a Bluetooth speaker 0.3 s."""

WARM_UP = 300_000_000
"""Nanoseconds of silence with which a session begins: Bluetooth swallows what comes first."""

OPENING_GRACE = 1_200_000_000
"""Nanoseconds by which a session's first tone may be late while the stream opens for it."""

WITHIN_REACH = 70_000_000
"""Nanoseconds before a frame is heard until which it may be replaced. A card's own buffer holds
58 ms; with the fade of 30 ms a pause is silence after a tenth of a second."""


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
        form: Form,
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
        self._form = form
        self._mixer = Mixer(form.rate)
        self._clock = FrameClock(form.rate, form.buffer_frames)
        self._tickets: dict[CueDue, list[int]] = {}
        self._ring_out = form.buffer_frames + round(RING_OUT_SECONDS * form.rate)
        self._warm_at = 0
        self._settings = score.settings
        self._is_muted = False
        self._apply_settings()

    def pull(self, size: int, now: int) -> bytes:
        """Return at most `size` bytes, whole frames, for a device that asks at `now`.

        `now` is in nanoseconds of `clock.real_ns`.
        """
        frames = size // self._form.frame_bytes
        first = self._mixer.position
        self._clock.pulled(first, frames, now)
        self._read_score()
        since = self._clock.time_of(first)
        if self._score.take_fresh() and first == 0:
            self._warm_at = since + WARM_UP
        elif first == 0 and self._is_rebuilt:
            # Silence here too, and no cue late: only then the new device's pace is known.
            self._arrangement.leave_past(since + WARM_UP)
        return self._render(frames)

    def render_anew(self, now: int) -> bytes:
        """Return anew what was pulled last, from the first frame that may still be replaced on.

        Called when something changed: a pause is heard at once, and not after all that the device
        holds. Empty where everything was heard.
        """
        pulled = self._mixer.position
        if not pulled:
            return b""
        first = self._mixer.go_back(self._clock.frame_at(now + WITHIN_REACH))
        self._arrangement.go_back(self._clock.time_of(first))
        self._read_score()
        return self._render(pulled - first)

    def tone_length(self, cue: Cue) -> int:
        """Return how long a cue's tone sounds (nanoseconds); 0 if it does not."""
        if cue.tone is None or (cue.tone is Tone.TICK and not self._settings.countdown_ticks):
            return 0
        return len(self.tones[cue.tone]) * 1_000_000_000 // self._form.rate

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
        return is_over and self._mixer.position >= self._mixer.ends_at + self._ring_out

    def _render(self, frames: int) -> bytes:
        """Return the next frames, with all that begins in them."""
        first = self._mixer.position
        since = self._clock.time_of(first)
        outcomes = self._arrangement.advance(
            max(since, self._warm_at),
            self._clock.time_of(first + frames),
            OPENING_GRACE if since <= self._warm_at else 0,
        )
        for outcome in outcomes:
            self._follow(outcome)
        mixed = self._mixer.mix(frames)
        # Zero is silence in every encoding.
        return bytes(frames * self._form.frame_bytes) if mixed is None else self._form.encode(mixed)

    def _read_score(self) -> None:
        """Take new cues and settings."""
        if (reading := self._score.read()) is not None:
            self._take(reading)
        if self._score.settings is not self._settings or self._score.is_muted is not self._is_muted:
            self._apply_settings()

    def _take(self, reading: Reading) -> None:
        """Take new cues; what sounds and is scheduled anew goes on."""
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

    def _apply_settings(self) -> None:
        self._settings = self._score.settings
        self._is_muted = self._score.is_muted
        self._mixer.set_gain(self._settings.tone_gain, Group.TONES)
        self._mixer.set_gain(self._settings.voice_gain, Group.VOICE)
        self._mixer.set_muted(self._is_muted)
