"""Sound files to samples: read within limits, resampled, cut to where they sound, and levelled.

Imports numpy; only the sound's thread and other background threads import this module. soundfile
and soxr are imported when they are first needed, and soundfile may be missing.
"""

import os
import stat
from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.problems import FileProblem, SoundFileError
from soleus_timer.domain.session.events import Tone

Sound = NDArray[np.float32]
"""Samples of one channel, each between -1 and 1."""

DEFAULT_RATE = 48_000
"""Frames a second, of the stream and of all that ships."""

OFTEN = frozenset({Tone.TICK, Tone.UP, Tone.DOWN, Tone.BEAT})
"""Tones that may come each second."""

LONGEST_OFTEN_SECONDS = 0.9
"""How much of a person's own sound plays where it may come each second."""

LEVEL = 0.25
"""The level, as `level` measures it, of every tone."""

MOST_GAIN = 10.0
"""A recording that is softer than 20 dB below our tones stays softer: its noise would roar."""

HIGHEST_PEAK = 0.8
"""Of a tone; above this the mixer bends peaks."""

LOUDNESS = -17.0
"""LUFS of all speech: clear beside the tones, and its peaks seldom need bending."""

PEAK = 0.75
"""No peak of speech passes this. The mixer bends what is above 0.8, and coding adds a little."""

ONSET_SHARE = 0.02
"""Speech is heard to begin where its envelope first passes this share of its loudest moment."""

CUT_SHARE = 0.03
"""It is cut where it passes this: an "f" that stays about the other would begin anywhere in it."""

END_SHARE = 0.01
"""It ends where its envelope last passes this: endings die away."""

CLEAR_SHARE = 0.1
LONGEST_SOFT_SECONDS = 0.060
"""What lies further before the first clear sound is cut: a long "f" makes a word seem late."""

LOUDNESS_BLOCK_SECONDS = 0.1
"""A block of the loudness measure. BS.1770 takes 0.4 s, which is longer than the word "two"."""

_SILENCE = 1e-4
_TONE_ONSET_SHARE = 0.003
_TONE_FALL_SECONDS = 0.005
_EAR_SECONDS = 0.1
"""The ear adds up sound over about this long."""

_BEFORE_SECONDS = 0.003
_AFTER_SECONDS = 0.030
_RISE_SECONDS = 0.002
_SOFT_RISE_SECONDS = 0.006
_FALL_SECONDS = 0.020
_ENVELOPE_SECONDS = 0.002
_LIMITER_SECONDS = 0.005
_LIMITER_ROUNDS = 6
_CLOSE_ENOUGH = 0.05

_BLOCK_FRAMES = 1 << 17


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sound file may be; checked before anything is decoded."""

    size: int
    """Bytes of the file. The decoder reads all of some files to find their length."""
    seconds: float
    kind: str = ""
    """The format, as libsndfile names it; any if empty."""
    channels: int = 2
    rate: int = 96_000
    """Frames a second."""


OWN_LIMITS = Limits(32_000_000, 10.0)
"""Of a person's own sound: the longest in the most lavish form has 16 MB."""

SPEECH_LIMITS = Limits(64_000_000, 60.0, "WAV")
"""Of what a synthesiser writes: the longest speech in the most lavish form has 46 MB."""

CLIP_LIMITS = Limits(64_000_000, 120.0)
"""Of tones and clips that ship, and of cached speech; a damaged one may claim anything."""


# --- files


def has_decoder() -> bool:
    """Return whether soundfile, and libsndfile with it, can be imported."""
    try:
        import soundfile  # noqa: F401, PLC0415
    except (ImportError, OSError):
        return False
    return True


def read_sound(path: Path, limits: Limits) -> tuple[Sound, int]:
    """Return the mean of a file's channels, and its rate in frames a second.

    Raises:
        SoundFileError: it is no sound file, passes a limit, is damaged, or there is no decoder.
    """
    if not has_decoder():
        raise SoundFileError(FileProblem.NO_DECODER, path)
    try:
        with _open_plain(path, limits.size) as file:
            return _decode(file, path, limits)
    except (OSError, ValueError, MemoryError) as error:
        raise SoundFileError(FileProblem.UNREADABLE, path) from error


def resampled(sound: Sound, rate: int, target: int) -> Sound:
    """Return a sound of `rate` frames a second at `target`, as long as before (rounded up)."""
    if rate == target or not len(sound):
        return sound
    # Here, because most devices take the rate of what ships.
    import soxr  # noqa: PLC0415

    frames = -(-len(sound) * target // rate)
    made: Sound = soxr.resample(sound, rate, target, quality="HQ")
    return np.pad(made, (0, max(0, frames - len(made))))[:frames]


def _open_plain(path: Path, most_bytes: int) -> BinaryIO:
    """Open an ordinary file; a pipe is refused, not waited for."""
    try:
        file = open(path, "rb", opener=_open_without_waiting)  # noqa: SIM115 - the caller closes it
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL byte
        raise SoundFileError(FileProblem.MISSING, path) from error
    except OSError as error:
        problem = FileProblem.NO_FILE if path.is_dir() else FileProblem.UNREADABLE
        raise SoundFileError(problem, path) from error
    status = os.fstat(file.fileno())
    is_plain = stat.S_ISREG(status.st_mode)
    if not is_plain or status.st_size > most_bytes:
        file.close()
        raise SoundFileError(FileProblem.TOO_LARGE if is_plain else FileProblem.NO_FILE, path)
    return file


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decode(file: BinaryIO, path: Path, limits: Limits) -> tuple[Sound, int]:
    import soundfile  # noqa: PLC0415

    try:
        source = soundfile.SoundFile(file)
    except soundfile.LibsndfileError as error:
        raise SoundFileError(FileProblem.NOT_SOUND, path) from error
    with source:
        problem = _problem_of(source, limits)
        if problem is not None:
            raise SoundFileError(problem, path)
        most = round(limits.seconds * source.samplerate)
        parts: list[Sound] = []
        frames = 0
        try:
            # No more than allowed, whatever the file says of its length.
            while frames <= most:
                part = source.read(_BLOCK_FRAMES, "float32", always_2d=True)
                if not len(part):
                    break
                parts.append(part.mean(axis=1))
                frames += len(part)
        except soundfile.LibsndfileError as error:
            raise SoundFileError(FileProblem.UNREADABLE, path) from error
        if frames > most:
            raise SoundFileError(FileProblem.TOO_LONG, path)
        return np.concatenate(parts or [np.zeros(0, np.float32)]), int(source.samplerate)


def _problem_of(source: Any, limits: Limits) -> FileProblem | None:
    """Return what a file's own header says against it."""
    if not source.format.startswith(limits.kind) or source.samplerate <= 0:
        return FileProblem.NOT_SOUND
    if source.channels > limits.channels:
        return FileProblem.TOO_MANY_CHANNELS
    if source.samplerate > limits.rate:
        return FileProblem.TOO_HIGH_RATE
    if source.frames > limits.seconds * source.samplerate:
        return FileProblem.TOO_LONG
    return None


# --- a person's own sounds


def load_own_sound(path: Path, rate: int, tone: Tone) -> Sound:
    """Return a person's own file at `rate` frames a second, as loud as our tones.

    Takes some 15 ms, and up to 0.3 s for ten seconds at another rate.

    Raises:
        SoundFileError: it cannot be used.
    """
    samples, own_rate = read_sound(path, OWN_LIMITS)
    sound = resampled(_audible_part(samples, path), own_rate, rate)
    if tone in OFTEN:
        sound = sound[: round(LONGEST_OFTEN_SECONDS * rate)]
    sound = _faded(sound, 0, round(_TONE_FALL_SECONDS * rate))
    loudness = level(sound, rate)
    peak = float(np.abs(sound).max(initial=0.0))
    if peak < _SILENCE or loudness <= 0.0:
        raise SoundFileError(FileProblem.SILENT, path)
    return sound * np.float32(min(LEVEL / loudness, MOST_GAIN, HIGHEST_PEAK / peak))


def level(sound: Sound, rate: int) -> float:
    """Return how loud a sound is: its loudest tenth of a second, weighted as ears hear."""
    window = round(_EAR_SECONDS * rate)
    padded = np.pad(sound.astype(np.float64), window)
    spectrum = np.fft.rfft(padded)
    weighted = np.fft.irfft(spectrum * _a_weights(len(padded), rate), len(padded))
    power = np.concatenate([[0.0], np.cumsum(weighted**2)])
    return float(np.sqrt(np.max(power[window:] - power[:-window]) / window))


def _audible_part(samples: Sound, path: Path) -> Sound:
    """Return what lies between the first and the last that can be heard: a tick must not lag."""
    clean = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    height = np.abs(clean)
    peak = float(height.max(initial=0.0))
    if peak < _SILENCE:
        raise SoundFileError(FileProblem.SILENT, path)
    audible = np.flatnonzero(height > max(_SILENCE / 10, _TONE_ONSET_SHARE * peak))
    # In proportion, lest numbers that no sound has overflow later.
    return clean[int(audible[0]) : int(audible[-1]) + 1] / np.float32(max(1.0, peak))


def _faded(sound: Sound, rise: int, fall: int) -> Sound:
    """Return a copy whose first `rise` and last `fall` frames are faded, so that no cut clicks."""
    sound = sound.astype(np.float32)
    rise, fall = min(len(sound), rise), min(len(sound), fall)
    sound[:rise] *= np.linspace(0.0, 1.0, rise, dtype=np.float32)
    sound[len(sound) - fall :] *= np.linspace(1.0, 0.0, fall, dtype=np.float32)
    return sound


def _a_weights(frames: int, rate: int) -> NDArray[np.float64]:
    """Return the A-weighting of IEC 61672 for each frequency of a transform, 1 at 1 kHz."""
    squared = np.fft.rfftfreq(frames, 1 / rate) ** 2
    weights = (
        (12194.0**2 * squared**2)
        / (squared + 20.6**2)
        / np.sqrt((squared + 107.7**2) * (squared + 737.9**2))
        / (squared + 12194.0**2)
    )
    return np.asarray(weights * 1.2589, dtype=np.float64)


# --- speech: shipped clips and a synthesiser's words stand side by side in one sentence


def load_speech(wave: Path, rate: int) -> Sound:
    """Return the speech in a WAV file at `rate` frames a second, shaped like the shipped clips.

    Raises:
        SoundFileError: it is no WAV file, empty, silent, or more than speech takes.
    """
    samples, own_rate = read_sound(wave, SPEECH_LIMITS)
    speech = trimmed(np.nan_to_num(samples), own_rate)
    if not len(speech):
        raise SoundFileError(FileProblem.SILENT, wave)
    return levelled(resampled(speech, own_rate, rate), rate)


def trimmed(speech: Sound, rate: int) -> Sound:
    """Return speech from a few milliseconds before its first sound to shortly after its last.

    Both ends are faded, so that a cut in the room's noise does not click. Empty where nothing is
    heard.
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
    cut = speech[first : last + round(_AFTER_SECONDS * rate)]
    rise = round((_SOFT_RISE_SECONDS if is_cut_short else _RISE_SECONDS) * rate)
    return _faded(cut, rise, round(_FALL_SECONDS * rate))


def onset(speech: Sound, rate: int) -> float:
    """Return the seconds before the first sound; all of them where there is none."""
    heard = np.flatnonzero(_heard(speech, rate, ONSET_SHARE))
    return (int(heard[0]) if len(heard) else len(speech)) / rate


def levelled(speech: Sound, rate: int, target: float = LOUDNESS, highest: float = PEAK) -> Sound:
    """Return speech as loud as `target` (LUFS), its peaks held below `highest`."""
    # What the limiter takes away is given back before its next round.
    for _ in range(_LIMITER_ROUNDS):
        gain = target - loudness(speech, rate)
        if not np.isfinite(gain) or abs(gain) < _CLOSE_ENOUGH:
            break
        speech = _limited(speech * np.float32(10 ** (gain / 20)), rate, highest)
    return speech


def loudness(speech: Sound, rate: int) -> float:
    """Return how loud speech is (LUFS): as ITU-R BS.1770 measures it, with two differences.

    Blocks are shorter, and each counts by its own power. The standard's gate would leave a soft
    ending, as "next" has, in or out by chance, which makes 2 dB in so short a sound.
    """
    block = round(LOUDNESS_BLOCK_SECONDS * rate)
    padded = np.pad(speech.astype(np.float64), (0, max(0, block - len(speech))))
    power = np.concatenate([[0.0], np.cumsum(_k_weighted(padded, rate) ** 2)])
    starts = np.arange(0, len(padded) - block + 1, max(1, block // 4))
    blocks = np.maximum(power[starts + block] - power[starts], 0.0) / block
    if not blocks.any():
        return float("-inf")
    return -0.691 + 10 * log10(float((blocks**2).sum() / blocks.sum()))


def _heard(speech: Sound, rate: int, share: float) -> NDArray[np.bool_]:
    """Return for each sample whether the envelope around it passes `share` of its highest."""
    if not len(speech):
        return np.zeros(0, dtype=bool)
    window = max(1, round(_ENVELOPE_SECONDS * rate))
    square = np.convolve(speech.astype(np.float64) ** 2, np.ones(window) / window, "same")
    envelope = np.sqrt(np.maximum(square[: len(speech)], 0.0))
    return np.asarray(envelope > max(1e-5, share * float(envelope.max())))


def _limited(speech: Sound, rate: int, highest: float) -> Sound:
    """Lower the gain around each peak that is above `highest`, in time and without a corner."""
    over = np.abs(speech) > highest
    if not over.any():
        return speech
    reach = round(_LIMITER_SECONDS * rate)
    gain = np.minimum(1.0, highest / np.maximum(np.abs(speech), 1e-9))
    gain = np.pad(gain, 2 * reach, constant_values=1.0)
    held = np.lib.stride_tricks.sliding_window_view(gain, 2 * reach + 1).min(axis=-1)
    smooth = np.convolve(held, np.ones(2 * reach + 1) / (2 * reach + 1), "valid")
    return (speech * smooth).astype(np.float32)


def _k_weighted(speech: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
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
