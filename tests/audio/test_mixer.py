"""The mixer: exact to the frame, however the device cuts its requests."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.audio.mixer import FADE_SECONDS, Group, Mixer
from soleus_timer.audio.processing import Sound
from tests.audio.arrays import Samples

RATE = 8000
FADE = round(FADE_SECONDS * RATE)


def steady(frames: int, height: float = 0.25) -> Sound:
    return np.full(frames, height)


def mixed(mixer: Mixer, *chunks: int) -> Samples:
    parts = [
        np.zeros(chunk, dtype=np.float32) if part is None else np.array(part, dtype=np.float32)
        for chunk in chunks
        for part in [mixer.mix(chunk)]
    ]
    return np.concatenate(parts)


def test_a_sound_begins_at_its_frame_and_ends_with_its_last() -> None:
    mixer = Mixer(RATE)
    mixer.schedule(steady(100), 250)
    assert np.array_equal(np.flatnonzero(mixed(mixer, 500)), np.arange(250, 350))
    assert mixer.position == 500
    assert mixer.ends_at == 350


def test_a_sound_whose_frame_is_past_begins_at_once() -> None:
    mixer = Mixer(RATE)
    mixed(mixer, 100)
    mixer.schedule(steady(10), 40)
    assert np.flatnonzero(mixed(mixer, 100)).tolist() == list(range(10))


def test_silence_is_nothing_at_all() -> None:
    mixer = Mixer(RATE)
    mixer.schedule(steady(10), 100)
    assert mixer.mix(100) is None
    assert mixer.mix(50) is not None
    assert mixer.mix(50) is None


def test_cancel_drops_what_is_to_come_and_fades_what_sounds() -> None:
    mixer = Mixer(RATE)
    mixer.schedule(steady(4000), 0)
    mixer.schedule(steady(10), 1200)
    mixed(mixer, 1000)
    mixer.cancel()
    after = mixed(mixer, 2000)
    assert after[0] == np.float32(0.25)
    assert not after[FADE:].any()
    assert (np.diff(after[:FADE]) < 0).all()
    assert np.abs(np.diff(after)).max() <= 0.25 / FADE + 1e-6


def test_cancel_takes_a_frame_to_come_and_sounds_to_spare() -> None:
    mixer = Mixer(RATE)
    spared = mixer.schedule(steady(2000, 0.125), 0)
    mixer.schedule(steady(2000, 0.25), 0)
    mixer.cancel(at_frame=500, spare=[spared])
    after = mixed(mixer, 2500)
    assert (after[:500] == np.float32(0.375)).all()
    assert (after[500 + FADE : 2000] == np.float32(0.125)).all()
    assert not after[2000:].any()


def test_mute_keeps_the_schedule() -> None:
    mixer = Mixer(RATE)
    mixer.schedule(steady(4000), 0)
    mixed(mixer, 100)
    mixer.set_muted(True)
    assert not mixed(mixer, 1000)[FADE:].any()
    mixer.set_muted(False)
    after = mixed(mixer, 4000)
    assert (after[FADE : 4000 - 1100] == np.float32(0.25)).all()
    assert not after[4000 - 1100 :].any()


def test_groups_have_gains_of_their_own_that_move_without_a_jump() -> None:
    mixer = Mixer(RATE)
    mixer.schedule(steady(3000, 0.125), 0, Group.TONES)
    mixer.schedule(steady(3000, 0.5), 0, Group.VOICE)
    before = mixed(mixer, 1000)
    mixer.set_gain(0.5, Group.VOICE)
    after = mixed(mixer, 1000)
    assert np.allclose(before, 0.625)
    assert np.allclose(after[FADE:], 0.375)
    assert np.abs(np.diff(np.concatenate([before, after]))).max() < 0.25 / FADE + 1e-6


def test_a_gain_set_before_the_first_frame_holds_from_it_on() -> None:
    mixer = Mixer(RATE)
    mixer.set_muted(True)
    mixer.schedule(steady(100), 0)
    assert not mixed(mixer, 100).any()


def test_too_many_sounds_bend_and_never_wrap() -> None:
    mixer = Mixer(RATE)
    for _ in range(20):
        mixer.schedule(steady(100, -0.7), 0)
    loud = mixed(mixer, 100)
    assert (loud >= -1.0).all()
    assert (loud < -0.9).all()


SOUNDS = st.lists(
    st.tuples(
        st.integers(0, 1500), st.integers(1, 900), st.floats(-1, 1), st.sampled_from(list(Group))
    ),
    max_size=6,
)
CUTS = st.lists(st.integers(1, 700), min_size=1, max_size=12)


@given(SOUNDS, CUTS, st.integers(0, 1000), st.booleans())
def test_cuts_never_change_the_samples(
    sounds: Sequence[tuple[int, int, float, Group]],
    cuts: Sequence[int],
    change_at: int,
    takes_back: bool,
) -> None:
    def play(before: Sequence[int], after: Sequence[int]) -> Samples:
        mixer = Mixer(RATE)
        for frame, length, height, group in sounds:
            mixer.schedule(steady(length, height), frame, group)
        first = mixed(mixer, *before)
        mixer.set_gain(0.3, Group.VOICE)
        if takes_back:
            mixer.cancel()
        else:
            mixer.set_muted(True)
        return np.concatenate([first, mixed(mixer, *after)])

    whole = play([change_at], [sum(cuts)])
    assert np.array_equal(play([change_at // 2, change_at - change_at // 2], cuts), whole)
