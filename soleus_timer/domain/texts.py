"""Texts: told in one of two measures, fit to be stored, and short names for them."""

import re

from soleus_timer.domain.units import UnitSystem

_PAIR = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_EXAMPLE = "{2 inches|5 cm}"


def told(text: str, system: UnitSystem | None) -> str:
    """Return `text` with its measures in `system`; in the imperial one where nothing is known."""
    if "{" not in text:
        return text
    place = 2 if system is UnitSystem.METRIC else 1
    return _PAIR.sub(lambda pair: pair[place].strip(), text)


def checked(text: str) -> str:
    """Return `text` as it is.

    Raises:
        ValueError: its braces do not tell a measure in both systems; the message says how to.
    """
    if "{" not in text and "}" not in text:
        return text
    if any(not (imperial.strip() and metric.strip()) for imperial, metric in _PAIR.findall(text)):
        raise ValueError(f"a measure is missing between the braces; write both, such as {_EXAMPLE}")
    rest = _PAIR.sub("", text)
    if "{" in rest or "}" in rest:
        raise ValueError(
            f"braces tell a measure in both systems, imperial first, such as {_EXAMPLE}; "
            f"these do not"
        )
    return text


def whole_text(text: str) -> str:
    r"""Return `text` with each lone surrogate written out, as `\xff` or `\ud83d`.

    Python has them where a file's name is no UTF-8, and they cannot be stored anywhere. The same
    text always gives the same result, so that an id stays an id.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            data = text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # half of a sign that never was a byte
            data = text.encode("utf-8", "backslashreplace")
        return data.decode("utf-8", "backslashreplace")
    return text


_START = 0xCBF29CE484222325
_FACTOR = 0x100000001B3
_ALL_BITS = (1 << 64) - 1


def fingerprint(text: str) -> str:
    """Return 16 hexadecimal digits that stand for `text`: FNV-1a, 64 bits.

    Two texts share one by chance once in 10^19; it keeps nobody out who wants them to. Settings
    hold such names of cautions that were seen: another function would have all shown again.
    """
    value = _START
    for byte in text.encode("utf-8", "surrogateescape"):
        value = (value ^ byte) * _FACTOR & _ALL_BITS
    return f"{value:016x}"
