"""A language that nobody speaks: it shows which texts are translated and whether layouts hold."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from soleus_timer import messages

LONGER = 1.4
"""Texts of real languages are up to so many times as long as the English ones."""

FILLERS = {"one": "ö", "few": "é", "many": "ü"}
"""What a text is filled with tells which plural form it is; texts without a number have the last.

A language with three forms, as many have: 1, then 2 to 4, then all others.
"""

_KEPT = re.compile(r"(\{[^{}]*\}|%n|\n)")
_ACCENTED = str.maketrans("aeiouyAEIOUYcnsCNS", "àëïôûýÀËÏÔÛÝçñšÇÑŠ")
_PLAIN = re.compile(r"[aeiouyAEIOUYcnsCNS]")
_WORD = 7


class PseudoLanguage(NullTranslations):
    """Translates every text of the catalogue: accents, 40 % more, places like `{this}` kept."""

    def __init__(self, translate: Callable[[str, int], str] | None = None) -> None:
        super().__init__()
        self._translate = translate or pseudo

    def gettext(self, message: str) -> str:
        return self._translate(message, -1)

    def ngettext(self, _msgid1: str, msgid2: str, n: int) -> str:
        return self._translate(msgid2, n)

    def pgettext(self, _context: str, message: str) -> str:
        return self._translate(message, -1)

    def npgettext(self, _context: str, _msgid1: str, msgid2: str, n: int) -> str:
        return self._translate(msgid2, n)


@contextmanager
def spoken_everywhere(language: NullTranslations) -> Iterator[None]:
    """Have all texts in `language` meanwhile."""
    before = messages.use(language)
    try:
        yield
    finally:
        messages.use(before)


def pseudo(text: str, number: int = -1) -> str:
    """Return a text in the language that nobody speaks, in the plural form for `number`."""
    parts = _KEPT.split(text)
    translated = "".join(
        part if _KEPT.fullmatch(part) else part.translate(_ACCENTED) for part in parts
    )
    letters = sum(len(part) for part in parts if not _KEPT.fullmatch(part))
    missing = round(letters * LONGER) - letters
    if not missing or not re.search(r"[^\W\d_]", _KEPT.sub("", text)):
        return translated
    filler = FILLERS[plural_form(number)]
    words = [filler * min(_WORD - 1, missing - at - 1) for at in range(0, missing, _WORD)]
    run = " ".join(word for word in words if word)
    return (
        f"{translated.rstrip()} {run}" + (" " if text.endswith(" ") else "")
        if run
        else (translated + filler)
    )


def plural_form(number: int) -> str:
    """Return which of the three plural forms a number takes."""
    if number == 1:
        return "one"
    return "few" if 2 <= number <= 4 else "many"


def untranslated(text: str, names: tuple[str, ...] = ()) -> str:
    """Return the letters of `text` that did not come through a translation; `names` may be.

    Every translated text has lost its plain vowels (and c, n, s).
    """
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return " ".join(
        word for word in text.split() if _PLAIN.search(unicodedata.normalize("NFC", word))
    )
