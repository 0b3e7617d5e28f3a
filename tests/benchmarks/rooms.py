"""What is between a voice and an ear: noise, and a room. All random numbers come from a seed.

The room is a living room of 100 m³ whose sound dies away by 60 dB in 0.55 s. A laptop radiates
speech some three times as strongly to its front as to all sides, so direct and reverberant sound
are equally strong at 0.057·√(3·100/0.55) = 1.3 m; at 4 m the direct sound is 9.5 dB below the
reverberant. The impulse response is the direct sound and, 4 ms later, Gaussian noise that decays.
"""

import numpy as np

from soleus_timer.audio.processing import Sound

BLOCK_SECONDS = 0.02
MARGIN_DB = 15.9
HANGOVER_SECONDS = 0.2
"""Speech is present where it is at most so far below its own level, and so long afterwards: the
short breaks within it belong to it, as in ITU-T P.56."""

LOWEST_HZ, HIGHEST_HZ = 20.0, 20_000.0
"""Of pink noise: all that ears hear."""

REVERBERATION_SECONDS = 0.55
DIRECT_TO_REVERBERANT_DB = -9.5
REFLECTIONS_AFTER_SECONDS = 0.004


def speech_level(speech: Sound, rate: int) -> float:
    """Return the root mean square of speech while it is present; 0 for silence."""
    size = round(BLOCK_SECONDS * rate)
    padded = np.pad(speech.astype(np.float64), (0, -len(speech) % size))
    powers = (padded.reshape(-1, size) ** 2).mean(axis=1)
    power = float(powers.max(initial=0.0))
    hangover = np.ones(1 + round(HANGOVER_SECONDS / BLOCK_SECONDS))
    # Each round takes in more, down to the margin below what was found before.
    while power:
        is_loud = powers > power / 10 ** (MARGIN_DB / 10)
        is_present = np.convolve(is_loud, hangover)[: len(powers)] > 0
        found = float(powers[is_present].mean())
        if found >= power * (1 - 1e-9):
            break
        power = found
    return float(np.sqrt(power))


def pink_noise(frames: int, rate: int, seed: int) -> Sound:
    """Return noise with the same power in each octave and a root mean square of 1."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(frames))
    frequencies = np.fft.rfftfreq(frames, 1 / rate)
    is_heard = (frequencies >= LOWEST_HZ) & (frequencies <= HIGHEST_HZ)
    slope = np.where(is_heard, 1 / np.sqrt(np.maximum(frequencies, LOWEST_HZ)), 0.0)
    noise = np.fft.irfft(spectrum * slope, frames)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)), dtype=np.float32)


def with_noise(speech: Sound, rate: int, ratio: float, seed: int) -> Sound:
    """Return speech in pink noise that is `ratio` (dB) below the level of the speech."""
    level = speech_level(speech, rate) / 10 ** (ratio / 20)
    return speech + np.float32(level) * pink_noise(len(speech), rate, seed)


def room_response(rate: int, seed: int) -> Sound:
    """Return the room's impulse response; its direct sound has the height 1."""
    delay = round(REFLECTIONS_AFTER_SECONDS * rate)
    time = np.arange(round(1.2 * REVERBERATION_SECONDS * rate)) / rate
    tail = np.random.default_rng(seed).standard_normal(len(time))
    tail *= 10 ** (-3 * time / REVERBERATION_SECONDS)
    tail *= 10 ** (-DIRECT_TO_REVERBERANT_DB / 20) / np.sqrt(np.sum(tail**2))
    return np.concatenate([[1.0], np.zeros(delay - 1), tail]).astype(np.float32)


def in_room(speech: Sound, rate: int, seed: int) -> Sound:
    """Return speech as it arrives in the room, as loud as before and as long."""
    response = room_response(rate, seed)
    size = 1 << (len(speech) + len(response)).bit_length()
    spectrum = np.fft.rfft(speech, size) * np.fft.rfft(response, size)
    arrived = np.fft.irfft(spectrum, size)[: len(speech)].astype(np.float32)
    level = speech_level(arrived, rate)
    return arrived * np.float32(speech_level(speech, rate) / level) if level else arrived
