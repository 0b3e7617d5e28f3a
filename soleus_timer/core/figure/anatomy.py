"""The measures of the body, in metres.

Lengths of segments are shares of the body's height after Drillis and Contini, Body Segment
Parameters (1966), as drawn in Winter, Biomechanics and Motor Control of Human Movement, figure
4.1. Where the joints lie within pelvis, shoulders and foot is set by eye.
"""

HEIGHT = 1.72

THIGH = 0.245 * HEIGHT
SHANK = 0.246 * HEIGHT
TRUNK = 0.288 * HEIGHT
"""From the hips to the shoulders."""
UPPER_ARM = 0.186 * HEIGHT
FOREARM = 0.146 * HEIGHT
HAND = 0.108 * HEIGHT
NECK = 0.072 * HEIGHT
"""From between the shoulders to the base of the skull."""
HEAD = 0.047 * HEIGHT
"""From the base of the skull to the middle of the head."""

HIP_HALF_WIDTH = 0.05 * HEIGHT
SHOULDER_HALF_WIDTH = 0.104 * HEIGHT

ANKLE_HEIGHT = 0.039 * HEIGHT
FOOT = 0.152 * HEIGHT
"""From the back of the heel to the tip of the toes."""

BALL_TO_TOES = 0.26 * FOOT
HEEL_TO_BALL = 0.6 * FOOT
"""Between the two places on which the sole rests: under the heel bone and under the ball."""
ANKLE_TO_BALL = 0.50 * FOOT
"""Along the sole."""
TENDON_TO_BALL = 0.72 * FOOT
"""Along the sole, from where the Achilles tendon meets the heel bone."""
TENDON_HEIGHT = 0.018 * HEIGHT

SEAT_TO_HIPS = 0.098
"""From what one sits on up to the hip joints."""
BACK_TO_HIPS = 0.137
"""From what one leans on to the hip joints."""
