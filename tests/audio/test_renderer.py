"""The renderer: tones at their due times, on a device that takes 20 ms at a time."""

import numpy as np
import pytest
from numpy.typing import NDArray

from soleus_timer.audio.pcm import Encoding, encode
from soleus_timer.audio.renderer import Renderer
from soleus_timer.audio.score import DueTone, Score
from soleus_timer.audio.tones import render_tones
from soleus_timer.core.cues import Tone
from tests.audio.rig import find_onsets

RATE = 48_000
BUFFER = 4800
PERIOD = 960
MILLISECOND = 1_000_000
SECOND = 1000 * MILLISECOND
START = 50 * SECOND
TICK = render_tones()[Tone.TICK]


class Device:
    """Takes a buffer full at `START` and 20 ms every 20 ms from then on."""

    def __init__(self, score: Score) -> None:
        self.renderer = Renderer(score, RATE, Encoding.FLOAT, 1, BUFFER)
        self.now = START
        self._pulled = [self.renderer.pull(4 * BUFFER, START)]

    def run(self, seconds: float) -> None:
        for _ in range(round(50 * seconds)):
            self.now += 20 * MILLISECOND
            self._pulled.append(self.renderer.pull(4 * PERIOD, self.now))

    @property
    def heard(self) -> NDArray[np.float32]:
        return np.frombuffer(b"".join(self._pulled), dtype=np.float32)

    def onsets(self) -> list[float]:
        """Return when ticks begin, in seconds from `START`."""
        return [float(onset) for onset in find_onsets(self.heard, TICK)]


def at(seconds: float, tone: Tone = Tone.TICK) -> DueTone:
    return DueTone(START + round(seconds * SECOND), tone)


def test_tones_leave_the_buffer_when_they_are_due() -> None:
    score = Score()
    score.add([at(0.5), at(1.0), at(1.503)], START)
    device = Device(score)
    device.run(2)
    assert device.onsets() == pytest.approx([0.5, 1.0, 1.503], abs=0.001)


def test_a_tone_that_is_a_little_late_sounds_at_once_and_a_later_one_never() -> None:
    score = Score()
    score.add([at(-0.4), at(-0.2, Tone.TICK)], START - SECOND)
    device = Device(score)
    device.run(1)
    assert device.onsets() == pytest.approx([0.0], abs=0.001)
    score.add([at(0.65)], device.now)
    device.run(1)
    assert len(device.onsets()) == 1


def test_nothing_sounds_after_it_was_taken_back() -> None:
    score = Score()
    score.add([at(0.5), at(1.2)], START)
    device = Device(score)
    device.run(1.05)
    score.take_back()
    device.run(1)
    assert device.onsets() == pytest.approx([0.5], abs=0.001)


def test_what_is_wanted_anew_goes_on_and_does_not_begin_twice() -> None:
    score = Score()
    score.add([at(1.0)], START)
    device = Device(score)
    # It was handed over, and lies in the buffer.
    device.run(0.95)
    score.take_back()
    score.add([at(1.0), at(1.5)], device.now)
    device.run(1)
    assert device.onsets() == pytest.approx([1.0, 1.5], abs=0.001)


def test_a_muted_tone_passes_unheard_and_the_volume_scales() -> None:
    score = Score(gain=0.5, is_muted=True)
    score.add([at(0.5), at(1.5)], START)
    device = Device(score)
    device.run(1)
    assert not device.heard.any()
    score.is_muted = False
    device.run(1)
    assert np.abs(device.heard).max() == pytest.approx(0.5 * np.abs(TICK).max(), rel=1e-3)


def test_it_has_rung_out_when_the_last_sample_left_the_device() -> None:
    score = Score()
    score.add([at(0.5)], START)
    device = Device(score)
    device.run(0.3)
    assert not device.renderer.is_rung_out
    device.run(0.4)
    assert not device.renderer.is_rung_out
    device.run(0.6)
    assert device.renderer.is_rung_out


@pytest.mark.parametrize(
    ("encoding", "full"),
    [(Encoding.INT16, 32767), (Encoding.INT32, 2**31 - 1), (Encoding.FLOAT, 1)],
)
def test_every_encoding_holds_the_whole_range_in_all_channels(
    encoding: Encoding, full: int
) -> None:
    written = encode(np.array([0.0, 1.0, -1.0], dtype=np.float32), encoding, 2)
    samples = np.frombuffer(written, dtype=encoding.value).tolist()
    assert samples == [0, 0, full, full, -full, -full]
