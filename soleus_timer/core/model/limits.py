"""Readers that keep to the limits which stand beside a type."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from soleus_timer.core.model.faults import Fault, FaultKind, Reader
from soleus_timer.core.model.fields import AtLeast, AtMost, Checked, MoreThan, Pattern, Size


def limited(reader: Reader, limit: object) -> Reader:
    """Return a reader that keeps to `limit` besides, if it is one."""
    make = _MAKERS.get(type(limit))
    return reader if make is None else make(reader, limit)


def _at_least(reader: Reader, limit: AtLeast) -> Reader:
    least = limit.number
    return _tested(reader, lambda read: read >= least, FaultKind.TOO_SMALL, least)


def _more_than(reader: Reader, limit: MoreThan) -> Reader:
    passed = limit.number
    return _tested(reader, lambda read: read > passed, FaultKind.NOT_MORE, passed)


def _at_most(reader: Reader, limit: AtMost) -> Reader:
    most = limit.number
    return _tested(reader, lambda read: read <= most, FaultKind.TOO_LARGE, most)


def _fitting(reader: Reader, limit: Pattern) -> Reader:
    fits = re.compile(limit.expression).search
    wrong = FaultKind.WRONG_PATTERN
    return _tested(reader, lambda read: fits(read) is not None, wrong, limit.expression)


def _tested(reader: Reader, test: Callable[[Any], bool], kind: FaultKind, limit: object) -> Reader:
    def read(value: Any, faults: list[Fault]) -> Any:
        before = len(faults)
        found = reader(value, faults)
        if len(faults) == before and not test(found):
            faults.append(Fault(kind, value, limit))
        return found

    return read


def _sized(reader: Reader, limit: Size) -> Reader:
    least, most = limit.least, limit.most

    def read(value: Any, faults: list[Fault]) -> Any:
        is_text = isinstance(value, str)
        if not is_text and most is not None and isinstance(value, list) and len(value) > most:
            # Not each of too many entries is looked at.
            faults.append(Fault(FaultKind.TOO_MANY, value, most))
            return value
        before = len(faults)
        found = reader(value, faults)
        if len(faults) > before:
            return found
        if len(found) < least:
            kind = FaultKind.TOO_SHORT if is_text else FaultKind.TOO_FEW
            faults.append(Fault(kind, value, least))
        elif most is not None and len(found) > most:
            kind = FaultKind.TOO_LONG if is_text else FaultKind.TOO_MANY
            faults.append(Fault(kind, value, most))
        return found

    return read


def _checked(reader: Reader, limit: Checked) -> Reader:
    def read(value: Any, faults: list[Fault]) -> Any:
        before = len(faults)
        found = reader(value, faults)
        return found if len(faults) > before else ask(limit.check, (found,), value, faults)

    return read


def ask(check: Callable[..., Any], of: tuple[Any, ...], value: Any, faults: list[Fault]) -> Any:
    """Return what a check says; what is wrong it tells by a ValueError with a sentence."""
    try:
        return check(*of)
    except ValueError as error:
        faults.append(Fault(FaultKind.SENTENCE, value, str(error)))
        return None


_MAKERS: Mapping[type, Callable[[Reader, Any], Reader]] = {
    AtLeast: _at_least,
    MoreThan: _more_than,
    AtMost: _at_most,
    Pattern: _fitting,
    Size: _sized,
    Checked: _checked,
}
