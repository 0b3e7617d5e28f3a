"""How far the joints of a body go, in degrees.

Generous: the most that a supple, healthy adult reaches, after the ranges of motion of the American
Academy of Orthopaedic Surgeons (Joint Motion: Method of Measuring and Recording, 1965), so that
only what no body does is refused.
"""

from collections.abc import Mapping

LIMITS: Mapping[str, tuple[float, float]] = {
    "trunk": (-30, 100),
    "neck": (-60, 70),
    "hip": (-30, 130),
    "knee": (0, 150),
    "ankle": (-55, 40),
    "toes": (-45, 90),
    "shoulder": (-60, 180),
    "out": (-30, 180),
    "elbow": (0, 150),
    "wrist": (-80, 90),
}
"""The least and the most of each joint; bending is positive, and so is pulling the foot up."""
