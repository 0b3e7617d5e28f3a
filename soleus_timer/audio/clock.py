"""The frame clock: which frame is heard at which time.

A device requests frames in bursts and often late, never early: it has never received more than it
has played and its buffer holds. So the requests furthest ahead of an even pace are on time, and the
others are late. This clock follows that edge. It lets the edge fall slowly, so that a sound card
which runs a little slow is followed too, and starts anew when the device stood still or ran dry.
"""

SLACK = 300e-6
"""Seconds a second by which the edge falls; sound cards drift by some 100e-6."""

LOOK_BACK = 500_000_000
LOOK_BACK_REQUESTS = 12
"""Nanoseconds, and requests, in which the edge must have been reached once to be kept. On a busy
machine several requests in a row are late."""

TOLERANCE = 0.005
"""Seconds by which it may be missed; more means that frames were lost."""

DRY_AFTER = 1.5
"""A device that makes no request for its buffer times this stood still or ran dry."""


class FrameClock:
    """Maps times in nanoseconds of `clock.real_ns` to frames, and back.

    `buffer_frames` lie between what is written and what leaves the buffer. The constant delay that
    the system and the device add is not known here; it is the same for every sound.
    """

    def __init__(self, rate: int, buffer_frames: int) -> None:
        self._per_nanosecond = rate / 1e9
        self._buffer_frames = buffer_frames
        self._tolerance = TOLERANCE * rate
        self._dry_after = DRY_AFTER * buffer_frames / self._per_nanosecond
        self._origin: int | None = None
        self._last = 0
        self._edge = 0.0
        self._reached = 0.0
        self._checked_at = 0
        self._requests = 0

    def pulled(self, first: int, frames: int, now: int) -> None:
        """Record that the device requested at `now` `frames` from the frame `first` on."""
        if self._origin is None:
            self._origin = self._last = now
            self._anchor(first + frames, now)
            return
        ahead = first + frames - (now - self._origin) * self._per_nanosecond
        since = now - self._last
        self._last = now
        if since > self._dry_after:
            self._anchor(ahead, now)
            return
        self._edge = max(ahead, self._edge - SLACK * since * self._per_nanosecond)
        self._reached = max(ahead, self._reached)
        self._requests += 1
        if now - self._checked_at > LOOK_BACK and self._requests >= LOOK_BACK_REQUESTS:
            if self._reached < self._edge - self._tolerance:
                self._edge = self._reached
            self._reached = ahead
            self._checked_at = now
            self._requests = 0

    def frame_at(self, time: int) -> int:
        """Return the frame that leaves the buffer at `time`; only once something was pulled."""
        assert self._origin is not None
        elapsed = (time - self._origin) * self._per_nanosecond
        return round(self._edge + elapsed) - self._buffer_frames

    def time_of(self, frame: int) -> int:
        """Return when `frame` leaves the buffer; only once something was pulled."""
        assert self._origin is not None
        return self._origin + round(
            (frame + self._buffer_frames - self._edge) / self._per_nanosecond
        )

    def _anchor(self, ahead: float, now: int) -> None:
        self._edge = self._reached = ahead
        self._checked_at = now
        self._requests = 0
