"""The typeface of what is drawn large: Inter where it is installed, else the system's own."""

from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from soleus_timer import log

REGULAR: Final = 500
STRONG: Final = 600
BOLD: Final = 700

_PROBE = 1000
"""Fonts are measured at this size (pixels)."""
_LARGE_CUT = 32
"""The optical size that Inter draws for titles."""


def keep_digits_apart(font: QFont) -> None:
    """Have digits of one width, where the font has them and PySide6 can ask for them."""
    # Before 6.8.3 PySide6 takes no text for a tag; other digits only shift a little.
    with suppress(TypeError):
        font.setFeature(QFont.Tag("tnum"), 1)


@cache
def inter() -> str:
    """Load Inter and return its name; empty where the package is missing or Qt refuses it.

    Not before the first frame.
    """
    try:
        import fontpkg_inter  # type: ignore[import-untyped] # noqa: PLC0415 - optional
    except ImportError:
        return ""
    with log.Guard("typeface"):
        folder = Path(fontpkg_inter.__file__).parent / "files"
        for path in sorted(folder.glob("Inter[[]*.ttf")):
            number = QFontDatabase.addApplicationFont(str(path))
            if number >= 0:
                return QFontDatabase.applicationFontFamilies(number)[0]
    return ""


class Typeface:
    """A family whose letters are asked for by the height of their capitals."""

    def __init__(self, family: str = "") -> None:
        """`family` is empty for the application's own."""
        self.family = family or QApplication.font().family()
        self._is_variable = self.family == inter() if family else False
        probe = QFont(self.family)
        probe.setPixelSize(_PROBE)
        self.cap_ratio = QFontMetricsF(probe).capHeight() / _PROBE
        self.font = lru_cache(maxsize=64)(self._font)

    def _font(self, cap: float, weight: int, *, tabular: bool = False) -> QFont:
        """Return a font whose capitals are `cap` pixels high; `tabular` has digits of one width."""
        font = QFont(self.family)
        font.setPixelSize(max(1, round(cap / self.cap_ratio)))
        if not self._vary(font, weight):
            font.setWeight(QFont.Weight(weight))
        if tabular:
            keep_digits_apart(font)
        return font

    def _vary(self, font: QFont, weight: int) -> bool:
        """Give a variable font its weight; return False where it is none, or Qt cannot.

        To ask for the weight as well would have Qt thicken the letters once more.
        """
        if not self._is_variable:
            return False
        try:
            font.setVariableAxis(QFont.Tag("wght"), weight)
            font.setVariableAxis(QFont.Tag("opsz"), _LARGE_CUT)
        except TypeError:
            return False
        return True
