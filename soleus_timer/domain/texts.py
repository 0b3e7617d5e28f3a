"""Texts: their measures in one of two systems, what of them can be stored, and digests of them."""

import re

from soleus_timer.domain.units import UnitSystem

_PAIR = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_EXAMPLE = "{2 inches|5 cm}"


def text_in_units(text: str, system: UnitSystem | None) -> str:
    """Return `text` with its measures in `system`; None is imperial."""
    if "{" not in text:
        return text
    place = 2 if system is UnitSystem.METRIC else 1
    return _PAIR.sub(lambda pair: pair[place].strip(), text)


def check_measures(text: str) -> str:
    """Return `text` as it is.

    Raises:
        ValueError: its braces do not give a measure in both systems; the message says how to.
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


def storable(text: str) -> str:
    r"""Return `text` with each lone surrogate written out, as `\xff` or `\ud83d`.

    Python has them where a file's name is not UTF-8, and no file or database takes them. The same
    text always gives the same result, so an id stays an id.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            data = text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # a surrogate that never was a byte
            data = text.encode("utf-8", "backslashreplace")
        return data.decode("utf-8", "backslashreplace")
    return text


_START = 0xCBF29CE484222325
_FACTOR = 0x100000001B3
_ALL_BITS = (1 << 64) - 1


def fingerprint(text: str) -> str:
    """Return the 64-bit FNV-1a hash of `text` in hexadecimal; it is not safe against forgery.

    Settings hold the fingerprints of cautions that were seen: another hash would show all again.
    """
    value = _START
    for byte in text.encode("utf-8", "surrogateescape"):
        value = (value ^ byte) * _FACTOR & _ALL_BITS
    return f"{value:016x}"
