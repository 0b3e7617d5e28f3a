"""A short name for a text, the same on every machine and in every run."""

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
