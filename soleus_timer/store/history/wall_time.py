"""Wall times as two whole numbers: microseconds of UTC, and the zone's offset then in seconds."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_numbers(moment: datetime) -> tuple[int, int]:
    """Return an aware time as microseconds since 1970 and its offset in seconds.

    Raises:
        OverflowError: no calendar has such a time in UTC.
    """
    offset = moment.utcoffset() or timedelta(0)
    return (moment.astimezone(UTC) - _EPOCH) // _MICROSECOND, round(offset.total_seconds())


def from_numbers(microseconds: int, offset: int) -> datetime:
    """Return the time that `to_numbers` was given.

    Raises:
        ValueError, OverflowError: no calendar has such a time.
    """
    return (_EPOCH + timedelta(microseconds=microseconds)).astimezone(_zone(offset))


@lru_cache(maxsize=100)
def _zone(offset: int) -> timezone:
    return timezone(timedelta(seconds=offset))
