"""The renderer: tones at their due times, on a device that takes 20 ms at a time."""

import numpy as np
import pytest
from numpy.typing import NDArray

from soleus_timer.audio.backends.base import Encoding, Form
from soleus_timer.audio.cue_queue import CueQueue, SoundSettings, gain_of
from soleus_timer.audio.processing import LEVEL, Sound
from soleus_timer.audio.renderer import WARM_UP, WITHIN_REACH, Renderer, Speech
from soleus_timer.audio.scheduler import Scheduler
from soleus_timer.audio.tones import Tones
from soleus_timer.domain.phrases import Unit, verbatim
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.settings import ToneSet
from soleus_timer.domain.units import Nanoseconds
from tests.audio.arrays import Samples, tone_arrays
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
        self.seconds = 0.5
        self.asked: list[str] = []

    def length(self, unit: Unit) -> float | None:
        return self.seconds if unit.words in self.known else None

    def clip(self, unit: Unit, rate: int) -> Sound | None:
        self.asked.append(unit.words)
        return hum(self.known[unit.words], rate) if unit.words in self.known else None


def hum(pitch: float, rate: int = RATE) -> Samples:
    time = np.arange(rate // 2) / rate
    return np.asarray(LEVEL * np.sin(2 * np.pi * pitch * time), dtype=np.float32)


class Device:
    """Takes a buffer full at `start` and 20 ms every 20 ms from then on."""

    def __init__(
        self, queue: CueQueue, scheduler: Scheduler | None = None, start: int = START
    ) -> None:
        self.voice = Parrot()
        self.speech = Speech(self.voice, RATE)
        self.scheduler = scheduler or Scheduler()
        self.renderer = Renderer(
            queue,
            self.scheduler,
            Tones(),
            self.speech,
            Form(RATE, Encoding.FLOAT, channels=1, buffer_frames=BUFFER),
        )
        self.now = start
        self._pulled = [self.renderer.pull(4 * BUFFER, start)]

    def run(self, seconds: float) -> None:
        for _ in range(round(50 * seconds)):
            self.now += 20 * MILLISECOND
            self._pulled.append(self.renderer.pull(4 * PERIOD, self.now))

    def render_anew(self) -> None:
        """Have what the device holds replaced."""
        samples = self.renderer.render_anew(self.now)
        left = b"".join(self._pulled)
        self._pulled = [left[: len(left) - len(samples)], samples]

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
    queue = CueQueue()
    queue.add([at(0.5), at(1.0), at(1.503)], START)
    device = Device(queue)
    device.run(2)
    assert device.onsets() == pytest.approx([0.5, 1.0, 1.503], abs=0.001)


def test_a_tone_that_is_a_little_late_sounds_at_once_and_a_later_one_never() -> None:
    queue = CueQueue()
    queue.add([at(-0.4), at(-0.2, Tone.TICK)], START - SECOND)
    device = Device(queue)
    device.run(1)
    assert device.onsets() == pytest.approx([0.0], abs=0.001)
    queue.add([at(0.65)], device.now)
    device.run(1)
    assert len(device.onsets()) == 1


def test_nothing_sounds_after_it_was_taken_back() -> None:
    queue = CueQueue()
    queue.add([at(0.5), at(1.2)], START)
    device = Device(queue)
    device.run(1.05)
    queue.cancel()
    device.run(1)
    assert device.onsets() == pytest.approx([0.5], abs=0.001)


def test_what_is_wanted_anew_goes_on_and_does_not_begin_twice() -> None:
    queue = CueQueue()
    queue.add([at(1.0)], START)
    device = Device(queue)
    # It was handed over, and lies in the buffer.
    device.run(0.95)
    queue.cancel()
    queue.add([at(1.0), at(1.5)], device.now)
    device.run(1)
    assert device.onsets() == pytest.approx([1.0, 1.5], abs=0.001)


def test_a_muted_tone_passes_unheard_and_the_volume_scales() -> None:
    queue = CueQueue(SoundSettings(volume=50), is_muted=True)
    queue.add([at(0.5), at(1.5)], START)
    device = Device(queue)
    device.run(1)
    assert not device.heard.any()
    queue.is_muted = False
    device.run(1)
    assert np.abs(device.heard).max() == pytest.approx(gain_of(50) * np.abs(TICK).max(), rel=1e-3)


def test_half_the_volume_seems_half_as_loud() -> None:
    assert gain_of(0) == 0
    assert gain_of(50) == pytest.approx(10 ** (-10 / 20), abs=0.002)
    assert gain_of(100) == 1


def test_it_has_rung_out_when_the_last_sample_left_the_device() -> None:
    queue = CueQueue()
    queue.add([at(0.5)], START)
    device = Device(queue)
    device.run(0.3)
    assert not device.renderer.is_rung_out
    device.run(0.4)
    assert not device.renderer.is_rung_out
    device.run(0.6)
    assert device.renderer.is_rung_out


def test_words_begin_when_they_are_due_and_wait_for_ticks() -> None:
    queue = CueQueue()
    queue.add([said(0.5, "one"), at(1.5), said(1.5, "two")], START)
    device = Device(queue)
    device.run(3)
    assert device.onsets(hum(700)) == pytest.approx([0.5], abs=0.001)
    assert device.onsets(hum(1100)) == pytest.approx([1.62], abs=0.001)
    assert device.onsets() == pytest.approx([1.5], abs=0.001)


def test_clips_that_are_expected_are_loaded_one_at_a_time() -> None:
    queue = CueQueue()
    queue.add([said(0.9, "one"), said(2.5, "two"), said(5, "nobody knows")], START)
    device = Device(queue)
    assert device.speech.is_expecting
    assert device.voice.asked == []
    assert device.speech.load_next()
    assert device.voice.asked == ["one"]
    assert device.speech.load_next()
    assert not device.speech.load_next()
    assert device.voice.asked == ["one", "two"]


def test_words_that_are_made_meanwhile_are_said() -> None:
    queue = CueQueue()
    queue.add([said(0.5, "three"), said(1.5, "three")], START)
    device = Device(queue)
    device.run(1)
    assert not device.heard.any()
    device.voice.known["three"] = 900
    device.run(1.5)
    assert device.onsets(hum(900)) == pytest.approx([1.5], abs=0.001)


def test_at_another_speed_words_find_their_room_anew() -> None:
    queue = CueQueue()
    queue.add([said(0.2, "two"), said(1.5, "two"), at(2.3), said(3.6, "two")], START)
    device = Device(queue)
    device.run(1)
    device.voice.seconds = 0.9  # too long to end before the tick
    queue.settings = SoundSettings(voice_speed=0.9)
    device.run(3.5)
    waited = 2.3 + len(TICK) / RATE
    assert device.onsets(hum(1100)) == pytest.approx([0.2, waited, 3.6], abs=0.001)


def test_words_in_the_midst_of_which_something_new_comes_fade_out() -> None:
    queue = CueQueue()
    queue.add([said(0.5, "one")], START)
    device = Device(queue)
    device.run(0.5)
    queue.add([said(0.75, "two", Priority.TRANSITION)], device.now)
    device.run(1)
    heard = device.heard
    assert device.onsets(hum(1100)) == pytest.approx([0.75], abs=0.001)
    assert heard[round(0.62 * RATE) : round(0.66 * RATE)].any()
    assert not heard[round(0.71 * RATE) : round(0.745 * RATE)].any()


def test_volumes_of_voice_and_tones_are_set_apart_while_it_runs() -> None:
    queue = CueQueue()
    queue.add([at(0.5), said(1.2, "one"), at(2.5), said(3.2, "one")], START)
    device = Device(queue)
    device.run(2)
    queue.settings = SoundSettings(volume=80, tone_volume=50, voice_volume=25)
    device.run(2)
    before, after = device.heard[: 2 * RATE], device.heard[round(2.1 * RATE) :]
    for first, last, gain in ((0.3, 0.9, gain_of(50)), (1.1, 1.8, gain_of(25))):
        old = np.abs(before[round(first * RATE) : round(last * RATE)]).max()
        new = np.abs(after[round((first - 0.1) * RATE) : round((last - 0.1) * RATE)]).max()
        assert new / old == pytest.approx(gain_of(80) * gain, rel=0.01)


def test_voice_and_ticks_are_switched_off_while_it_runs() -> None:
    queue = CueQueue()
    queue.add([at(1.5), said(2.0, "one"), at(3.0, Tone.WORK), said(4, "one")], START)
    device = Device(queue)
    device.run(1)
    queue.settings = SoundSettings(voice=False, countdown_ticks=False)
    device.run(2.5)
    assert device.onsets(tone_arrays()[Tone.WORK]) == pytest.approx([3.0], abs=0.001)
    assert np.flatnonzero(device.heard)[0] >= 3 * RATE - 1
    queue.settings = SoundSettings()
    device.run(1.5)
    assert device.onsets(hum(700)) == pytest.approx([4.0], abs=0.001)


def test_another_set_of_tones_sounds_at_once() -> None:
    queue = CueQueue()
    queue.add([at(0.5), at(1.5)], START)
    device = Device(queue)
    device.run(1)
    device.renderer.tones = Tones(tone_set=ToneSet.WOOD)
    wood = tone_arrays(tone_set=ToneSet.WOOD)
    device.run(1)
    assert device.onsets() == pytest.approx([0.5], abs=0.001)
    assert device.onsets(wood[Tone.TICK]) == pytest.approx([1.5], abs=0.001)


def test_a_session_begins_with_a_moment_of_silence_and_its_first_cue_is_whole() -> None:
    queue = CueQueue()
    queue.is_open = True
    queue.add(
        [CueDue(Nanoseconds(START - SECOND), 0, Cue(Priority.TRANSITION, Tone.WORK))],
        START - SECOND,
    )
    device = Device(queue)
    device.run(1)
    work = tone_arrays()[Tone.WORK]
    begin = round(WARM_UP / SECOND * RATE)
    assert not device.heard[: begin - 1].any()
    heard = device.heard[begin - 1 :]
    offset = int(np.flatnonzero(heard)[0]) - int(np.flatnonzero(work)[0])
    assert np.allclose(heard[offset : offset + len(work)], work, atol=1e-6)


def test_on_another_device_the_schedule_goes_on_and_nothing_of_the_past_is_heard() -> None:
    queue = CueQueue()
    queue.add([said(0.5, "one"), at(1.0), said(1.1, "two"), at(5.0), said(6, "one")], START)
    # These would be late by no more than is allowed otherwise.
    queue.add([at(4.0), said(4.05, "two", Priority.TRANSITION)], START)
    first = Device(queue)
    first.run(0.6)
    # It was lost then, and 3.5 s went by until another came.
    second = Device(queue, first.scheduler, START + round(4.1 * SECOND))
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
    form = Form(RATE, encoding, channels=2, buffer_frames=BUFFER)
    written = form.encode(np.array([0.0, 1.0, -1.0], dtype=np.float32))
    assert len(written) == 3 * form.frame_bytes
    samples = np.frombuffer(written, dtype=encoding.value).tolist()
    assert samples == [0, 0, full, full, -full, -full]


REACH = WITHIN_REACH / SECOND


def test_rendering_anew_what_did_not_change_changes_nothing() -> None:
    queues = CueQueue(), CueQueue()
    moments = [0.5, 1.0, 1.503]
    for queue in queues:
        queue.add([said(0.6, "one"), *(at(moment) for moment in moments)], START)
    one, other = map(Device, queues)
    for _ in range(100):
        one.run(0.02)
        one.render_anew()
        other.run(0.02)
    assert np.array_equal(one.heard, other.heard)
    assert one.onsets() == pytest.approx(moments, abs=0.001)


def test_words_fade_out_as_soon_as_they_are_taken_back() -> None:
    queue = CueQueue()
    queue.add([said(0.5, "one")], START)
    device = Device(queue)
    device.run(0.6)
    queue.cancel()
    device.render_anew()
    device.run(1)
    heard = np.flatnonzero(device.heard) / RATE
    assert heard[0] == pytest.approx(0.5, abs=0.001)
    assert heard[-1] == pytest.approx(0.6 + REACH + 0.03, abs=0.001)


def test_what_the_device_holds_already_is_not_heard_once_it_is_taken_back() -> None:
    queue = CueQueue()
    queue.add([at(0.5 + REACH + 0.005)], START)
    device = Device(queue)
    device.run(0.5)
    queue.cancel()
    device.render_anew()
    device.run(1)
    assert not device.heard.any()


def test_a_cue_of_this_moment_is_heard_as_soon_as_it_can_be() -> None:
    queue = CueQueue()
    queue.add([at(0.95)], START)
    device = Device(queue)
    device.run(1)
    queue.cancel()
    queue.add([at(0.95), at(1.0, Tone.WORK)], device.now)
    device.render_anew()
    device.run(1)
    assert device.onsets(tone_arrays()[Tone.WORK]) == pytest.approx([1.0 + REACH], abs=0.001)
    # What sounds already goes on, and does not begin twice.
    tick = device.heard[round(0.95 * RATE) :][:480]
    assert np.abs(tick).max() > 0.1
    assert np.flatnonzero(device.heard)[0] == pytest.approx(0.95 * RATE, abs=50)


def test_it_is_muted_at_once() -> None:
    queue = CueQueue()
    queue.add([said(0.5, "one")], START)
    device = Device(queue)
    device.run(0.6)
    queue.is_muted = True
    device.render_anew()
    device.run(1)
    assert np.flatnonzero(device.heard)[-1] / RATE == pytest.approx(0.6 + REACH + 0.03, abs=0.001)


def test_before_anything_was_pulled_there_is_nothing_to_replace() -> None:
    renderer = Renderer(
        CueQueue(),
        Scheduler(),
        Tones(),
        Speech(None, RATE),
        Form(RATE, Encoding.FLOAT, channels=1, buffer_frames=BUFFER),
    )
    assert renderer.render_anew(START) == b""
