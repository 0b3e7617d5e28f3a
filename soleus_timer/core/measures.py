"""Texts that tell a measure twice: `Heels {2 inches|5 cm} up`, imperial first, then metric.

One such text serves everybody. It is told in one of the two where it is shown or said; a text with
no braces tells the same to all.
"""

import re

from soleus_timer.core.units import UnitSystem

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
