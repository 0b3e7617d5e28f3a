"""Readers of single values: texts, numbers, times, and one of several choices."""

import math
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from soleus_timer.core.model.faults import Fault, FaultKind, Reader


def _number(value: Any, faults: list[Fault]) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
        faults.append(Fault(FaultKind.NOT_FINITE, value))
    else:
        faults.append(Fault(FaultKind.NOT_A_NUMBER, value))
    return 0.0


def _whole(value: Any, faults: list[Fault]) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    faults.append(Fault(FaultKind.NOT_WHOLE, value))
    return 0


def _truth(value: Any, faults: list[Fault]) -> bool:
    if isinstance(value, bool):
        return value
    faults.append(Fault(FaultKind.NOT_TRUE_OR_FALSE, value))
    return False


def text(value: Any, faults: list[Fault]) -> str:
    """Read a text as it is."""
    if not isinstance(value, str):
        faults.append(Fault(FaultKind.NOT_TEXT, value))
        return ""
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            faults.append(Fault(FaultKind.HALF_A_SIGN, value))
    return value


def stripped_text(value: Any, faults: list[Fault]) -> str:
    """Read a text without the blanks around it."""
    return text(value, faults).strip()


def _time(value: Any, faults: list[Fault]) -> datetime | None:
    """Read a time on the wall with the offset of its zone."""
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        time = None
    if isinstance(time, datetime) and time.tzinfo is not None:
        return time
    faults.append(Fault(FaultKind.NOT_A_TIME, value))
    return None


def _anything(value: Any, _faults: list[Fault]) -> Any:
    return value


PLAIN: Mapping[Any, Reader] = {
    float: _number,
    int: _whole,
    bool: _truth,
    datetime: _time,
    Any: _anything,
}
"""The readers of what has one way to be read."""


def choice_of(kind: type[Enum]) -> Reader:
    """Return the reader of the value of an enumeration."""
    members = {member.value: member for member in kind}

    def read(value: Any, faults: list[Fault]) -> Enum | None:
        found = members.get(value) if isinstance(value, str) else None
        if found is None:
            faults.append(Fault(FaultKind.UNKNOWN_CHOICE, value, tuple(members)))
        return found

    return read


def one_of(choices: tuple[Any, ...]) -> Reader:
    """Return the reader of one of some texts."""

    def read(value: Any, faults: list[Fault]) -> Any:
        if not isinstance(value, str) or value not in choices:
            faults.append(Fault(FaultKind.UNKNOWN_CHOICE, value, choices))
        return value

    return read
