"""The colours and sizes of the report: dark on white, and told apart in black and white too."""

from typing import Final

from soleus_timer.ui.report.sheet import Ink
from soleus_timer.ui.theme import LIGHT

TITLE: Final = Ink(size=20, bold=True)
HEADING: Final = Ink(size=11, bold=True)
TEXT: Final = Ink(size=9)
STRONG: Final = Ink(size=9, bold=True)
SMALL: Final = Ink(size=8).quiet()
NUMBER: Final = Ink(size=17, bold=True)

LINE: Final = LIGHT.line
SHADE: Final = LIGHT.raised
PAPER: Final = LIGHT.surface
DONE: Final = LIGHT.accent
PAIN: Final = LIGHT.danger
EFFORT: Final = LIGHT.focus
EDGE: Final = LIGHT.quiet
