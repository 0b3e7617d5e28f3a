"""What is done to raw speech before it is kept: cut to where it sounds, and made equally loud.

Shipped clips and the words that a system's synthesiser says go through the same hands, so that they
stand side by side in one sentence.
"""

from math import log10

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.workshop.samples import Samples

LOUDNESS = -17.0
"""LUFS of all speech: clear beside the tones, and its peaks seldom need bending."""

PEAK = 0.75
"""No peak passes this. The mixer bends what is above 0.8, and coding adds a little."""

ONSET_SHARE = 0.02
"""Speech is heard to begin where its envelope first passes this share of its loudest moment."""

CUT_SHARE = 0.03
"""It is cut where it passes this: an "f" that stays about the other would begin anywhere in it."""

END_SHARE = 0.01
"""It ends where its envelope last passes this: endings die away."""

CLEAR_SHARE = 0.1
LONGEST_SOFT_SECONDS = 0.060
"""What lies further before the first clear sound is cut: a long "f" makes a word seem late."""

BLOCK_SECONDS = 0.1
"""A block of the loudness measure. BS.1770 takes 0.4 s, which is longer than the word "two"."""

_BEFORE_SECONDS = 0.003
_AFTER_SECONDS = 0.030
_RISE_SECONDS = 0.002
_SOFT_RISE_SECONDS = 0.006
_FALL_SECONDS = 0.020
_ENVELOPE_SECONDS = 0.002
_LIMITER_SECONDS = 0.005
_LIMITER_ROUNDS = 6
_CLOSE_ENOUGH = 0.05


def shaped(speech: Samples, rate: int) -> Samples:
    """Return speech cut to its sound and as loud as all other speech; empty where none is heard."""
    return levelled(trimmed(speech, rate), rate)


def trimmed(speech: Samples, rate: int) -> Samples:
    """Return speech from a few milliseconds before its first sound to shortly after its last.

    Both ends are faded, so that a cut in the room's noise does not click.
    """
    heard = np.flatnonzero(_heard(speech, rate, CUT_SHARE))
    if not len(heard):
        return np.zeros(0, dtype=np.float32)
    clear = int(np.argmax(_heard(speech, rate, CLEAR_SHARE)))
    softest = clear - round(LONGEST_SOFT_SECONDS * rate)
    begin = int(heard[np.searchsorted(heard, softest)])
    is_cut_short = begin > heard[0]
    first = max(0, begin - round(_BEFORE_SECONDS * rate))
    last = int(np.flatnonzero(_heard(speech, rate, END_SHARE))[-1])
    cut = speech[first : last + round(_AFTER_SECONDS * rate)].astype(np.float32)
    rise = min(len(cut), round((_SOFT_RISE_SECONDS if is_cut_short else _RISE_SECONDS) * rate))
    fall = min(len(cut), round(_FALL_SECONDS * rate))
    cut[:rise] *= np.linspace(0.0, 1.0, rise, dtype=np.float32)
    cut[len(cut) - fall :] *= np.linspace(1.0, 0.0, fall, dtype=np.float32)
    return cut


def onset(speech: Samples, rate: int) -> float:
    """Return the seconds before the first sound; all of them where there is none."""
    heard = np.flatnonzero(_heard(speech, rate, ONSET_SHARE))
    return (int(heard[0]) if len(heard) else len(speech)) / rate


def levelled(speech: Samples, rate: int) -> Samples:
    """Return speech at `LOUDNESS`, its peaks held below `PEAK`."""
    # What the limiter takes away is given back before its next round.
    for _ in range(_LIMITER_ROUNDS):
        gain = LOUDNESS - loudness(speech, rate)
        if not np.isfinite(gain) or abs(gain) < _CLOSE_ENOUGH:
            break
        speech = _limited(speech * np.float32(10 ** (gain / 20)), rate)
    return speech


def loudness(speech: Samples, rate: int) -> float:
    """Return how loud speech is (LUFS): as ITU-R BS.1770 measures it, with two differences.

    Blocks are shorter, and each counts by its own power. The standard's gate would leave a soft
    ending such as that of "next" in or out by chance, which makes 2 dB in so short a sound.
    """
    block = round(BLOCK_SECONDS * rate)
    padded = np.concatenate([speech, np.zeros(max(0, block - len(speech)))])
    power = np.concatenate([[0.0], np.cumsum(_k_weighted(padded, rate) ** 2)])
    starts = np.arange(0, len(padded) - block + 1, max(1, block // 4))
    blocks = np.maximum(power[starts + block] - power[starts], 0.0) / block
    if not blocks.any():
        return float("-inf")
    return -0.691 + 10 * log10(float((blocks**2).sum() / blocks.sum()))


def _heard(speech: Samples, rate: int, share: float) -> NDArray[np.bool_]:
    """Return for each sample whether the envelope around it passes `share` of its highest."""
    if not len(speech):
        return np.zeros(0, dtype=bool)
    window = max(1, round(_ENVELOPE_SECONDS * rate))
    square = np.convolve(speech.astype(np.float64) ** 2, np.ones(window) / window, "same")
    envelope = np.sqrt(np.maximum(square[: len(speech)], 0.0))
    return np.asarray(envelope > max(1e-5, share * float(envelope.max())))


def _limited(speech: Samples, rate: int) -> Samples:
    """Lower the gain around each peak that is above `PEAK`, in time and without a corner."""
    over = np.abs(speech) > PEAK
    if not over.any():
        return speech
    reach = round(_LIMITER_SECONDS * rate)
    gain = np.minimum(1.0, PEAK / np.maximum(np.abs(speech), 1e-9))
    gain = np.pad(gain, 2 * reach, constant_values=1.0)
    held = np.lib.stride_tricks.sliding_window_view(gain, 2 * reach + 1).min(axis=-1)
    smooth = np.convolve(held, np.ones(2 * reach + 1) / (2 * reach + 1), "valid")
    return (speech * smooth).astype(np.float32)


def _k_weighted(speech: NDArray[np.floating], rate: int) -> NDArray[np.float64]:
    """Return the samples as the head and the ear weigh them: BS.1770's two filters.

    They are applied to the spectrum, which is exact at any rate; the phase does not matter here.
    """
    # Silence after it, and a length whose only small factor is 2 many times: that is fast.
    padded = -(-(len(speech) + rate // 10) // 8192) * 8192
    frequencies = np.fft.rfftfreq(padded, 1 / rate)
    z = np.exp(-2j * np.pi * frequencies / 48_000)
    # The standard's coefficients are for 48 kHz; above that rate's limit there is no speech.
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    weights = np.where(frequencies < 24_000, np.abs(shelf * high_pass), 0.0)
    weighted = np.fft.irfft(np.fft.rfft(speech, padded) * weights, padded)
    return np.asarray(weighted[: len(speech)], dtype=np.float64)
