"""The message catalogue: each text that a person reads, in the person's language.

Window and terminal translate their texts with `_` and `ngettext`, and what the domain emits as
codes with `localise`. The files are gettext's: `assets/locale/de/LC_MESSAGES/soleus_timer.mo`.
Without one for the person's language all is English, as in the code.
"""

import gettext
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from soleus_timer.domain.units import LengthUnit, elapsed_text, number_text

if TYPE_CHECKING:
    from soleus_timer.domain.phrases import Phrase, Template

DOMAIN = "soleus_timer"

_OF_THE_CODE = ("", "C", "POSIX", "en")
"""Languages that need no file."""


class _Chosen:
    """The catalogue in use; English, which needs none, until one is chosen."""

    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def _(text: str, /, **values: object) -> str:
    """Return a text in the person's language, its `{places}` filled with `values`."""
    # The entry of the empty text is the head of the file.
    translated = _Chosen.catalogue.gettext(text) if text else text
    return translated.format_map(values) if values else translated


def ngettext(one: str, many: str, number: float, /, **values: object) -> str:
    """Return the form that suits `number`, with `{number}` and `values` filled in."""
    translated = _Chosen.catalogue.ngettext(one, many, plural_number(number))
    return translated.format_map({"number": number_text(number), **values})


def N_(text: str, /) -> str:  # noqa: N802 - gettext's name
    """Mark a text of a table for the catalogue; `_` translates it where it is shown."""
    return text


def localise(phrase: "Phrase | None") -> str:
    """Return what the domain emitted as a code, in the person's language; nothing for None."""
    return "" if phrase is None else phrase.render(_translated)


def length_text(length: float, unit: LengthUnit) -> str:
    """Return a distance with its unit: `10 ft`."""
    number = number_text(length)
    if unit is LengthUnit.METRE:
        return _("{number} m", number=number)
    return _("{number} ft", number=number)


def whole_time(duration: int, *, estimated: bool) -> str:
    """Return how long a workout takes (nanoseconds), `about` where the person decides."""
    time = elapsed_text(duration)
    return _("about {time}", time=time) if estimated else time


def plural_number(number: float) -> int:
    """Return the whole number whose plural form suits `number`.

    gettext chooses forms by whole numbers only. In English 1.5 takes the form of 2, as 0.5 does; so
    it is in languages with a form for 2 to 4 that fractions share.
    """
    return int(number) if number == int(number) else 2


def use(catalogue: gettext.NullTranslations) -> gettext.NullTranslations:
    """Translate through `catalogue` from now on; return the one before."""
    before, _Chosen.catalogue = _Chosen.catalogue, catalogue
    return before


def choose_language(folder: Path, languages: Iterable[str]) -> str | None:
    """Use the first of `languages` that has a catalogue in `folder`; return it, None for English.

    Raises:
        OSError: its file cannot be read.
    """
    for language in languages:
        name = language.partition(".")[0].replace("-", "_")
        if name.partition("_")[0] in _OF_THE_CODE:
            return None
        path = gettext.find(DOMAIN, str(folder), [name])
        if path is not None:
            with Path(path).open("rb") as file:
                use(gettext.GNUTranslations(file))
            return name
    return None


def system_languages(environment: Mapping[str, str] = os.environ) -> Sequence[str]:
    """Return the languages that the system asks for, the first choice first; none if it does not.

    In the way of gettext: `LANGUAGE` names several, and counts where a locale is set.
    """
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    if not locale:
        return _languages_of_windows()
    if locale.partition(".")[0] in _OF_THE_CODE:
        return [locale]
    return [name for name in environment.get("LANGUAGE", "").split(":") if name] or [locale]


def _languages_of_windows() -> Sequence[str]:
    if sys.platform != "win32":
        return []
    import ctypes  # noqa: PLC0415 - not needed elsewhere
    import locale  # noqa: PLC0415

    name = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return [] if name is None else [name]


def _translated(template: "Template", number: float | None) -> str:
    context, one, many = template
    catalogue = _Chosen.catalogue
    if many is not None and number is not None:
        return catalogue.npgettext(context, one, many, plural_number(number))
    return catalogue.pgettext(context, one) if context else _(one)
