"""The renderer: tones at their due times, on a device that takes 20 ms at a time."""

from array import array

import numpy as np
import pytest
from numpy.typing import NDArray

from soleus_timer.audio.pcm import Encoding, encode
from soleus_timer.audio.renderer import WARM_UP, Renderer
from soleus_timer.audio.samples import Sound
from soleus_timer.audio.schedule import Schedule
from soleus_timer.audio.scheduler import Scheduler
from soleus_timer.audio.sound_settings import SoundSettings, gain_of
from soleus_timer.audio.speech import Speech
from soleus_timer.audio.tones import load_tones
from soleus_timer.audio.workshop.level import LEVEL
from soleus_timer.core.cues import Cue, Priority, Tone
from soleus_timer.core.phrases import verbatim
from soleus_timer.core.preferences import ToneSet
from soleus_timer.core.session.events import CueDue
from soleus_timer.core.units import Nanoseconds
from tests.audio.arrays import Samples, as_sound, tone_arrays
from tests.audio.rig import find_onsets

RATE = 48_000
BUFFER = 4800
PERIOD = 960
MILLISECOND = 1_000_000
SECOND = 1000 * MILLISECOND
START = 50 * SECOND
TICK = tone_arrays()[Tone.TICK]


class Parrot:
    """A voice that hums each text at a pitch of its own, half a second long."""

    def __init__(self) -> None:
        self.known = {"one": 700, "two": 1100}
        self.asked: list[str] = []

    def length(self, text: str) -> float | None:
        return 0.5 if text in self.known else None

    def clip(self, text: str, rate: int) -> Sound | None:
        self.asked.append(text)
        return as_sound(hum(self.known[text], rate)) if text in self.known else None


def hum(pitch: float, rate: int = RATE) -> Samples:
    time = np.arange(rate // 2) / rate
    return np.asarray(LEVEL * np.sin(2 * np.pi * pitch * time), dtype=np.float32)


class Device:
    """Takes a buffer full at `start` and 20 ms every 20 ms from then on."""

    def __init__(
        self, score: Schedule, arrangement: Scheduler | None = None, start: int = START
    ) -> None:
        self.voice = Parrot()
        self.speech = Speech(self.voice, RATE)
        self.arrangement = arrangement or Scheduler()
        self.renderer = Renderer(
            score,
            self.arrangement,
            load_tones(),
            self.speech,
            rate=RATE,
            encoding=Encoding.FLOAT,
            channels=1,
            buffer_frames=BUFFER,
        )
        self.now = start
        self._pulled = [self.renderer.pull(4 * BUFFER, start)]

    def run(self, seconds: float) -> None:
        for _ in range(round(50 * seconds)):
            self.now += 20 * MILLISECOND
            self._pulled.append(self.renderer.pull(4 * PERIOD, self.now))

    def run_sparing(self, seconds: float) -> int:
        """The same, but take more at once where it is offered; return how often it asked."""
        asked = 0
        end = self.now + round(seconds * SECOND)
        while self.now + 20 * MILLISECOND <= end:
            self.now += 20 * MILLISECOND
            self._pulled.append(self.renderer.pull(4 * PERIOD, self.now))
            asked += 1
            frames, samples = self.renderer.go_ahead(RATE)
            self._pulled.append(samples or bytes(4 * frames))
            self.now += round(frames * SECOND / RATE)
        return asked

    def take_back(self, frames: int, before: bytes) -> None:
        """Strike out the last frames, which come after the one `before`, and ask for them again."""
        left = b"".join(self._pulled)[: -4 * frames]
        assert left[-4:] == before
        self._pulled = [left]
        self.now -= round(frames * SECOND / RATE)

    @property
    def heard(self) -> NDArray[np.float32]:
        return np.frombuffer(b"".join(self._pulled), dtype=np.float32)

    def onsets(self, sound: Samples = TICK) -> list[float]:
        """Return when ticks (or another sound) begin, in seconds from `START`."""
        return [float(onset) for onset in find_onsets(self.heard, sound)]


def at(seconds: float, tone: Tone = Tone.TICK) -> CueDue:
    return CueDue(Nanoseconds(START + round(seconds * SECOND)), 0, Cue(Priority.COUNTDOWN, tone))


def said(seconds: float, text: str, priority: Priority = Priority.FORM) -> CueDue:
    return CueDue(
        Nanoseconds(START + round(seconds * SECOND)), 0, Cue(priority, None, verbatim(text))
    )


def test_tones_leave_the_buffer_when_they_are_due() -> None:
    score = Schedule()
    score.add([at(0.5), at(1.0), at(1.503)], START)
    device = Device(score)
    device.run(2)
    assert device.onsets() == pytest.approx([0.5, 1.0, 1.503], abs=0.001)


def test_a_tone_that_is_a_little_late_sounds_at_once_and_a_later_one_never() -> None:
    score = Schedule()
    score.add([at(-0.4), at(-0.2, Tone.TICK)], START - SECOND)
    device = Device(score)
    device.run(1)
    assert device.onsets() == pytest.approx([0.0], abs=0.001)
    score.add([at(0.65)], device.now)
    device.run(1)
    assert len(device.onsets()) == 1


def test_nothing_sounds_after_it_was_taken_back() -> None:
    score = Schedule()
    score.add([at(0.5), at(1.2)], START)
    device = Device(score)
    device.run(1.05)
    score.take_back()
    device.run(1)
    assert device.onsets() == pytest.approx([0.5], abs=0.001)


def test_what_is_wanted_anew_goes_on_and_does_not_begin_twice() -> None:
    score = Schedule()
    score.add([at(1.0)], START)
    device = Device(score)
    # It was handed over, and lies in the buffer.
    device.run(0.95)
    score.take_back()
    score.add([at(1.0), at(1.5)], device.now)
    device.run(1)
    assert device.onsets() == pytest.approx([1.0, 1.5], abs=0.001)


def test_a_muted_tone_passes_unheard_and_the_volume_scales() -> None:
    score = Schedule(SoundSettings(volume=50), is_muted=True)
    score.add([at(0.5), at(1.5)], START)
    device = Device(score)
    device.run(1)
    assert not device.heard.any()
    score.is_muted = False
    device.run(1)
    assert np.abs(device.heard).max() == pytest.approx(gain_of(50) * np.abs(TICK).max(), rel=1e-3)


def test_half_the_volume_seems_half_as_loud() -> None:
    assert gain_of(0) == 0
    assert gain_of(50) == pytest.approx(10 ** (-10 / 20), abs=0.002)
    assert gain_of(100) == 1


def test_it_has_rung_out_when_the_last_sample_left_the_device() -> None:
    score = Schedule()
    score.add([at(0.5)], START)
    device = Device(score)
    device.run(0.3)
    assert not device.renderer.is_rung_out
    device.run(0.4)
    assert not device.renderer.is_rung_out
    device.run(0.6)
    assert device.renderer.is_rung_out


def test_words_begin_when_they_are_due_and_wait_for_ticks() -> None:
    score = Schedule()
    score.add([said(0.5, "one"), at(1.5), said(1.5, "two")], START)
    device = Device(score)
    device.run(3)
    assert device.onsets(hum(700)) == pytest.approx([0.5], abs=0.001)
    assert device.onsets(hum(1100)) == pytest.approx([1.62], abs=0.001)
    assert device.onsets() == pytest.approx([1.5], abs=0.001)


def test_clips_that_are_expected_are_loaded_one_at_a_time() -> None:
    score = Schedule()
    score.add([said(0.9, "one"), said(2.5, "two"), said(5, "nobody knows")], START)
    device = Device(score)
    assert device.renderer.has_expectations
    assert device.voice.asked == []
    assert device.speech.load_next()
    assert device.voice.asked == ["one"]
    assert device.speech.load_next()
    assert not device.speech.load_next()
    assert device.voice.asked == ["one", "two"]


def test_words_that_are_made_meanwhile_are_said() -> None:
    score = Schedule()
    score.add([said(0.5, "three"), said(1.5, "three")], START)
    device = Device(score)
    device.run(1)
    assert not device.heard.any()
    device.voice.known["three"] = 900
    device.run(1.5)
    assert device.onsets(hum(900)) == pytest.approx([1.5], abs=0.001)


def test_words_in_the_midst_of_which_something_new_comes_fade_out() -> None:
    score = Schedule()
    score.add([said(0.5, "one")], START)
    device = Device(score)
    device.run(0.5)
    score.add([said(0.75, "two", Priority.TRANSITION)], device.now)
    device.run(1)
    heard = device.heard
    assert device.onsets(hum(1100)) == pytest.approx([0.75], abs=0.001)
    assert heard[round(0.62 * RATE) : round(0.66 * RATE)].any()
    assert not heard[round(0.71 * RATE) : round(0.745 * RATE)].any()


def test_volumes_of_voice_and_tones_are_set_apart_while_it_runs() -> None:
    score = Schedule()
    score.add([at(0.5), said(1.2, "one"), at(2.5), said(3.2, "one")], START)
    device = Device(score)
    device.run(2)
    score.settings = SoundSettings(volume=80, tone_volume=50, voice_volume=25)
    device.run(2)
    before, after = device.heard[: 2 * RATE], device.heard[round(2.1 * RATE) :]
    for first, last, gain in ((0.3, 0.9, gain_of(50)), (1.1, 1.8, gain_of(25))):
        old = np.abs(before[round(first * RATE) : round(last * RATE)]).max()
        new = np.abs(after[round((first - 0.1) * RATE) : round((last - 0.1) * RATE)]).max()
        assert new / old == pytest.approx(gain_of(80) * gain, rel=0.01)


def test_voice_and_ticks_are_switched_off_while_it_runs() -> None:
    score = Schedule()
    score.add([at(1.5), said(2.0, "one"), at(3.0, Tone.WORK), said(4, "one")], START)
    device = Device(score)
    device.run(1)
    score.settings = SoundSettings(voice=False, countdown_ticks=False)
    device.run(2.5)
    assert device.onsets(tone_arrays()[Tone.WORK]) == pytest.approx([3.0], abs=0.001)
    assert np.flatnonzero(device.heard)[0] >= 3 * RATE - 1
    score.settings = SoundSettings()
    device.run(1.5)
    assert device.onsets(hum(700)) == pytest.approx([4.0], abs=0.001)


def test_another_set_of_tones_sounds_at_once() -> None:
    score = Schedule()
    score.add([at(0.5), at(1.5)], START)
    device = Device(score)
    device.run(1)
    device.renderer.tones = load_tones(tone_set=ToneSet.WOOD)
    wood = tone_arrays(tone_set=ToneSet.WOOD)
    device.run(1)
    assert device.onsets() == pytest.approx([0.5], abs=0.001)
    assert device.onsets(wood[Tone.TICK]) == pytest.approx([1.5], abs=0.001)


def test_a_session_begins_with_a_moment_of_silence_and_its_first_cue_is_whole() -> None:
    score = Schedule()
    score.is_open = True
    score.add(
        [CueDue(Nanoseconds(START - SECOND), 0, Cue(Priority.TRANSITION, Tone.WORK))],
        START - SECOND,
    )
    device = Device(score)
    device.run(1)
    work = tone_arrays()[Tone.WORK]
    begin = round(WARM_UP / SECOND * RATE)
    assert not device.heard[: begin - 1].any()
    heard = device.heard[begin - 1 :]
    offset = int(np.flatnonzero(heard)[0]) - int(np.flatnonzero(work)[0])
    assert np.allclose(heard[offset : offset + len(work)], work, atol=1e-6)


def test_on_another_device_the_schedule_goes_on_and_nothing_of_the_past_is_heard() -> None:
    score = Schedule()
    score.add([said(0.5, "one"), at(1.0), said(1.1, "two"), at(5.0), said(6, "one")], START)
    # These would be late by no more than is allowed otherwise.
    score.add([at(4.0), said(4.05, "two", Priority.TRANSITION)], START)
    first = Device(score)
    first.run(0.6)
    # It was lost then, and 3.5 s went by until another came.
    second = Device(score, first.arrangement, START + round(4.1 * SECOND))
    second.run(3)
    assert second.onsets() == pytest.approx([0.9], abs=0.001)
    assert second.onsets(hum(700)) == pytest.approx([1.9], abs=0.001)
    assert second.onsets(hum(1100)) == []


@pytest.mark.parametrize(
    ("encoding", "full"),
    [(Encoding.INT16, 32767), (Encoding.INT32, 2**31 - 1), (Encoding.FLOAT, 1)],
)
def test_every_encoding_holds_the_whole_range_in_all_channels(
    encoding: Encoding, full: int
) -> None:
    written = encode(array("f", [0.0, 1.0, -1.0]), encoding, 2)
    samples = np.frombuffer(written, dtype=encoding.value).tolist()
    assert samples == [0, 0, full, full, -full, -full]


def test_what_is_given_ahead_moves_no_tone() -> None:
    score = Schedule()
    moments = [0.5, 1.0, 1.503, 4.75, 9.0]
    score.add([at(moment) for moment in moments], START)
    device = Device(score)
    assert device.run_sparing(10) < 120
    assert device.onsets() == pytest.approx(moments, abs=0.001)


def test_words_are_given_ahead_whole() -> None:
    scores = Schedule(), Schedule()
    for score in scores:
        score.add([said(1.5, "one"), said(2.2, "two")], START)
    sparing, other = map(Device, scores)
    assert sparing.run_sparing(4) < 100
    other.run(4)
    length = min(len(sparing.heard), len(other.heard))
    assert np.array_equal(sparing.heard[:length], other.heard[:length])
    assert sparing.onsets(hum(700)) == pytest.approx([1.5], abs=0.001)


def test_words_that_were_given_ahead_are_faded_out_when_they_are_taken_back() -> None:
    score = Schedule()
    score.add([said(1.5, "one")], START)
    device = Device(score)
    device.run_sparing(1.55)
    now = device.now - round(0.3 * SECOND)
    score.take_back()
    frames, before = device.renderer.go_back(now)
    assert frames > 0
    device.take_back(frames, before)
    device.run(1)
    # It was within reach 0.15 s after that moment, and fades in 0.03 s.
    heard = np.flatnonzero(device.heard) / RATE
    assert heard[0] == pytest.approx(1.5, abs=0.001)
    assert heard[-1] == pytest.approx((now - START) / SECOND + 0.18, abs=0.001)


def test_what_comes_up_meanwhile_sounds_when_it_is_due() -> None:
    score = Schedule()
    device = Device(score)
    device.run_sparing(0.5)
    # The device has all of the next second now; what is written next was unforeseen.
    now = device.now - round(0.8 * SECOND)
    due = (now - START) / SECOND + 0.4
    assert score.add([at(due)], now)
    frames, before = device.renderer.go_back(now)
    assert 0 < frames < RATE
    device.take_back(frames, before)
    device.run(1)
    assert device.onsets() == pytest.approx([due], abs=0.001)


def test_where_something_was_written_unread_nothing_is_given_ahead() -> None:
    score = Schedule()
    device = Device(score)
    device.run(1)
    score.add([at(1.5)], device.now)
    assert device.renderer.go_ahead(RATE) == (0, b"")
    assert device.renderer.go_back(device.now) == (0, b"")
