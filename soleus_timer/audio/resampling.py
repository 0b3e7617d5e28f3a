"""Sound at another rate, for the few devices that take no other: what we ship is at 48 kHz.

It takes some 30 ms for each second of sound.
"""

from array import array
from math import ceil, cos, gcd, pi, sin
from operator import mul

from soleus_timer.audio.samples import Sound, in_memory, rounded

CROSSINGS = 8
"""How many zeros of the filter lie on each side: what is kept up to 18 kHz is kept to 0.1 %."""

_MARGIN = 0.93
"""Below the lower of two rates' limits the filter begins to close, for it needs room to."""


def resampled(sound: Sound, rate: int, target: int) -> Sound:
    """Return a sound of `rate` frames a second at `target`; what that cannot hold is left out."""
    if rate == target or not len(sound):
        return sound
    unit = gcd(rate, target)
    rises, falls = target // unit, rate // unit
    cutoff = min(1.0, _MARGIN * target / rate)
    reach = ceil(CROSSINGS / cutoff)
    silence = [0.0] * reach
    padded = [*silence, *sound.tolist(), *silence, 0.0]
    frames = -(-len(sound) * target // rate)
    samples = array("h", [0]) * frames
    # Frames that are a whole unit apart lie alike between the old ones: they share their weights.
    for frame in range(min(rises, frames)):
        before, behind = divmod(frame * falls, rises)
        weights = _weights(behind / rises, cutoff, reach)
        count = -(-(frames - frame) // rises)
        firsts = range(before + 1, before + 1 + count * falls, falls)
        heights = [sum(map(mul, weights, padded[first : first + 2 * reach])) for first in firsts]
        samples[frame::rises] = array("h", [rounded(height) for height in heights])
    return in_memory(samples)


def _weights(offset: float, cutoff: float, reach: int) -> list[float]:
    """Return the weights of the samples around a place that lies `offset` behind one of them."""
    weights = [_weight(place - offset, cutoff, reach) for place in range(1 - reach, reach + 1)]
    # As they are cut short, their sum is not quite one: what is steady shall stay as high.
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _weight(distance: float, cutoff: float, reach: int) -> float:
    if abs(distance) >= reach:
        return 0.0
    angle = pi * cutoff * distance
    return (sin(angle) / angle if angle else 1.0) * cos(pi * distance / (2 * reach)) ** 2
