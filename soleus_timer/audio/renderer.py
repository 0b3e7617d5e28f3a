"""The renderer: turns queued cues into bytes, at the pace of one device.

It lives as long as a stream does, in the stream's thread. A sound is handed to the mixer only when
the frames in which it begins are requested, so the latest measure of the card's pace decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from soleus_timer.audio.backends.base import Form
from soleus_timer.audio.clock import FrameClock
from soleus_timer.audio.cue_queue import OUTDATED, Changes, CueQueue
from soleus_timer.audio.mixer import Group, Mixer
from soleus_timer.audio.processing import Sound
from soleus_timer.audio.scheduler import BREATH, CutShort, Outcome, Scheduler, ToneAt, WordsAt
from soleus_timer.audio.voice import VoiceSource
from soleus_timer.domain.phrases import Phrase, Unit, spoken_units, spoken_whole
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


class Speech:
    """What a voice says, at one rate; used by the sound's thread alone."""

    def __init__(self, voice: VoiceSource | None, rate: int) -> None:
        self._voice = voice
        self._rate = rate
        self._lengths: dict[Unit, int] = {}
        self._expected: dict[Unit, None] = {}

    def spans(self, said: Phrase) -> tuple[int, ...]:
        """Return how long a phrase takes (nanoseconds) to the end of each unit that can be said.

        The last is how long all of it takes, which may be a clip of its own.
        """
        lengths = (self._lengths[unit] for unit in self._sayable(said))
        spans = [*accumulate(lengths, lambda before, length: before + BREATH + length)]
        whole = self._whole(said)
        if spans and whole is not None:
            spans[-1] = self._lengths[whole]
        return tuple(spans)

    def words(self, said: Phrase, units: int) -> Iterator[tuple[int, Sound]]:
        """Yield the first `units` of a phrase, a breath between two, each with its first frame.

        All of them are the clip of the whole, where there is one.
        """
        begin = 0
        sayable = self._sayable(said)
        whole = self._whole(said) if units >= len(sayable) else None
        for unit in sayable[:units] if whole is None else [whole]:
            clip = self._clip(unit)
            if clip is not None:
                yield begin, clip
                begin += len(clip) + round(BREATH * self._rate / 1e9)

    def forget_lengths(self) -> None:
        """Ask the voice anew how long units take: it speaks at another speed."""
        self._lengths.clear()

    def expect(self, phrases: Iterable[Phrase]) -> None:
        """Have the clips of these phrases loaded, by `load_next`."""
        if self._voice is not None:
            for said in phrases:
                whole = self._whole(said)
                units = spoken_units(said) if whole is None else [whole]
                self._expected |= dict.fromkeys(units)

    @property
    def is_expecting(self) -> bool:
        """Whether clips are still to be loaded."""
        return bool(self._expected)

    def load_next(self) -> bool:
        """Load one clip that is expected; return whether there are more."""
        if self._expected:
            unit = next(iter(self._expected))
            del self._expected[unit]
            if self._length(unit) is not None:
                self._clip(unit)
        return self.is_expecting

    def _whole(self, said: Phrase) -> Unit | None:
        """Return the whole of a phrase as one unit, where a clip says it."""
        whole = spoken_whole(said)
        return whole if self._length(whole) is not None else None

    def _sayable(self, said: Phrase) -> list[Unit]:
        """Return the units that can be said; the others are skipped."""
        return [unit for unit in spoken_units(said) if self._length(unit) is not None]

    def _length(self, unit: Unit) -> int | None:
        known = self._lengths.get(unit)
        if known is None and self._voice is not None:
            # Asked again until it is there: the synthesiser may be at it.
            seconds = self._voice.length(unit)
            if seconds is not None:
                known = self._lengths[unit] = round(seconds * 1e9)
        return known

    def _clip(self, unit: Unit) -> Sound | None:
        return self._voice.clip(unit, self._rate) if self._voice is not None else None


class Renderer:
    """Gives a device its bytes: `pull` is called for each of its requests.

    `tones` may be replaced at any time.
    """

    def __init__(
        self,
        queue: CueQueue,
        scheduler: Scheduler,
        tones: Mapping[Tone, Sound],
        speech: Speech,
        form: Form,
    ) -> None:
        self.tones = tones
        self._queue = queue
        self._speech = speech
        self._scheduler = scheduler
        self._is_rebuilt = scheduler.has_begun
        scheduler.fall_silent()
        scheduler.repertoire = self
        self._form = form
        self._mixer = Mixer(form.rate)
        self._clock = FrameClock(form.rate, form.buffer_frames)
        self._tickets: dict[CueDue, list[int]] = {}
        self._ring_out = form.buffer_frames + round(RING_OUT_SECONDS * form.rate)
        self._warm_at = 0
        self._settings = queue.settings
        self._is_muted = False
        self._apply_settings()

    def pull(self, size: int, now: int) -> bytes:
        """Return at most `size` bytes, whole frames, for a device that asks at `now`.

        `now` is in nanoseconds of `clock.real_ns`.
        """
        frames = size // self._form.frame_bytes
        first = self._mixer.position
        self._clock.pulled(first, frames, now)
        self._read_queue()
        since = self._clock.time_of(first)
        if self._queue.take_fresh() and first == 0:
            self._warm_at = since + WARM_UP
        elif first == 0 and self._is_rebuilt:
            # Silence here too, and no cue late: only then the new device's pace is known.
            self._scheduler.leave_past(since + WARM_UP)
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
        self._scheduler.go_back(self._clock.time_of(first))
        self._read_queue()
        return self._render(pulled - first)

    def tone_length(self, cue: Cue) -> int:
        """Return how long a cue's tone sounds (nanoseconds); 0 if it does not."""
        if cue.tone is None or (cue.tone is Tone.TICK and not self._settings.countdown_ticks):
            return 0
        return len(self.tones[cue.tone]) * 1_000_000_000 // self._form.rate

    def spans(self, said: Phrase) -> tuple[int, ...]:
        """Return how long a phrase takes to each unit's end (nanoseconds); nothing unvoiced."""
        return self._speech.spans(said) if self._settings.voice else ()

    @property
    def position(self) -> int:
        """How many frames were pulled."""
        return self._mixer.position

    @property
    def is_rung_out(self) -> bool:
        """Whether everything in the queue has been heard to its end."""
        is_over = self._queue.is_blank and self._scheduler.is_idle
        return is_over and self._mixer.position >= self._mixer.ends_at + self._ring_out

    def _render(self, frames: int) -> bytes:
        """Return the next frames, with all that begins in them."""
        first = self._mixer.position
        since = self._clock.time_of(first)
        outcomes = self._scheduler.advance(
            max(since, self._warm_at),
            self._clock.time_of(first + frames),
            OPENING_GRACE if since <= self._warm_at else 0,
        )
        for outcome in outcomes:
            self._mix(outcome)
        mixed = self._mixer.mix(frames)
        # Zero is silence in every encoding.
        return bytes(frames * self._form.frame_bytes) if mixed is None else self._form.encode(mixed)

    def _read_queue(self) -> None:
        """Take new cues and settings."""
        if (changes := self._queue.read()) is not None:
            self._take(changes)
        if self._queue.settings is not self._settings or self._queue.is_muted is not self._is_muted:
            self._apply_settings()

    def _take(self, changes: Changes) -> None:
        """Take new cues; of those taken back, what is scheduled anew goes on sounding."""
        if changes.cancelled:
            kept = set(changes.cues)
            self._tickets = {cue: tickets for cue, tickets in self._tickets.items() if cue in kept}
            spared = [ticket for tickets in self._tickets.values() for ticket in tickets]
            self._mixer.cancel(spare=spared)
            self._scheduler.cancel(changes.cues)
        else:
            self._scheduler.add(changes.cues)
        if self._settings.voice:
            self._speech.expect(cue.cue.say for cue in changes.cues if cue.cue.say is not None)

    def _mix(self, outcome: Outcome) -> None:
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
        self._tickets = {old: tickets for old, tickets in self._tickets.items() if old.at > oldest}
        ticket = self._mixer.schedule(sound, self._clock.frame_at(at) + frames_later, group)
        self._tickets.setdefault(cue, []).append(ticket)

    def _apply_settings(self) -> None:
        if self._queue.settings.voice_speed != self._settings.voice_speed:
            self._speech.forget_lengths()
        self._settings = self._queue.settings
        self._is_muted = self._queue.is_muted
        self._mixer.set_gain(self._settings.tone_gain, Group.TONES)
        self._mixer.set_gain(self._settings.voice_gain, Group.VOICE)
        self._mixer.set_muted(self._is_muted)
