"""Speech a little slower or faster, at the same pitch: WSOLA, with long segments.

Verhelst and Roelands (1993), "An overlap-add technique based on waveform similarity": each segment
is taken where it goes on from the one before it, and faded over. At 0.9 and 1.1 segments of 50 ms
need few seams, which nobody hears.
"""

import numpy as np

from soleus_timer.audio.processing import Sound

SEGMENT_SECONDS = 0.050
FADE_SECONDS = 0.012
"""Two periods of a high voice."""

REACH_SECONDS = 0.008
"""How far from its place a segment may be taken: more than half a period of a low voice."""

_COARSE = 4
"""Samples that the first search takes together."""


def stretched(sound: Sound, speed: float, rate: int) -> Sound:
    """Return `sound` spoken `speed` times as fast, `len(sound) / speed` frames long.

    Its first frames stay as they are, and its end is not cut. Takes 2 to 3 ms for
    a second of speech at 48 kHz.
    """
    frames = round(len(sound) / speed)
    step, fade = round(SEGMENT_SECONDS * rate), round(FADE_SECONDS * rate)
    reach = round(REACH_SECONDS * rate)
    least = 2 * (reach + fade)  # of the last segment, which may be moved and is faded in
    if speed == 1.0 or frames <= step + least:
        return _of_length(sound, frames)
    # Beyond its end there is silence to take.
    source = np.pad(sound, (0, step + 2 * fade + 3 * reach))
    coarse = _coarse(source)
    rising = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    made = np.zeros(frames + fade, np.float32)
    made[: step + fade] = source[: step + fade]
    begin = 0
    places = range(step, frames - least, step)
    for at in places:
        follows = begin + step  # where the segment before would go on
        wished, frames_taken = round(at * speed), step + fade
        if at == places[-1]:
            # However far it is moved, the end is in it: cut off, it would click.
            wished = at + len(sound) - frames + reach + 2 * _COARSE
            frames_taken = frames - at
        begin = _most_alike(source, coarse, follows, wished, fade, reach)
        part = source[begin : begin + frames_taken]
        made[at : at + fade] *= 1.0 - rising
        made[at : at + fade] += rising * part[:fade]
        made[at + fade : at + len(part)] = part[fade:]
    return _of_length(made, frames)


def _most_alike(
    source: Sound, coarse: Sound, follows: int, wished: int, fade: int, reach: int
) -> int:
    """Return where near `wished` the source is most like what `follows`."""
    first = max(0, wished - reach)
    some = slice(follows // _COARSE, (follows + fade) // _COARSE)
    range_ = coarse[first // _COARSE : (wished + reach + fade) // _COARSE]
    found = first + _COARSE * _best(range_, coarse[some])
    low = max(0, found - _COARSE)
    return low + _best(source[low : found + _COARSE + fade], source[follows : follows + fade])


def _best(range_: Sound, template: Sound) -> int:
    """Return the place in `range_` that correlates best with `template`, by its own energy."""
    likeness = np.correlate(range_, template, "valid")
    power = np.concatenate([[0.0], np.cumsum(range_.astype(np.float64) ** 2)])
    energy = power[len(template) :] - power[: -len(template)]
    return int(np.argmax(likeness / np.sqrt(energy + 1e-6)))


def _coarse(sound: Sound) -> Sound:
    whole = sound[: len(sound) // _COARSE * _COARSE]
    return np.asarray(whole.reshape(-1, _COARSE).mean(axis=1), dtype=np.float32)


def _of_length(sound: Sound, frames: int) -> Sound:
    return np.pad(sound, (0, max(0, frames - len(sound))))[:frames].astype(np.float32)
