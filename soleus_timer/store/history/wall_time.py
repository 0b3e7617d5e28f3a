"""Wall times as two whole numbers: microseconds of UTC, and the zone's offset then in seconds."""

from datetime import UTC, datetime, timedelta, timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_numbers(moment: datetime) -> tuple[int, int]:
    """Return an aware time as microseconds since 1970 and its offset in seconds."""
    offset = moment.utcoffset() or timedelta(0)
    return (moment - _EPOCH) // _MICROSECOND, round(offset.total_seconds())


def from_numbers(microseconds: int, offset: int) -> datetime:
    """Return the time that `to_numbers` was given.

    Raises:
        ValueError, OverflowError: no calendar has such a time.
    """
    zone = timezone(timedelta(seconds=offset))
    return (_EPOCH + microseconds * _MICROSECOND).astimezone(zone)
