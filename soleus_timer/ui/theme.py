"""Named colours and sizes, light and dark; the only place where a colour is written down."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from soleus_timer.core.appearance import Appearance

_MIDDLE = 128
"""Half of the brightest."""


class Mood(StrEnum):
    """What the running page is about, as one word, one shape and one colour."""

    PREPARE = "prepare"
    WARM_UP = "warm_up"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"
    COOL_DOWN = "cool_down"
    TURN = "turn"
    PAUSED = "paused"
    COUNT_IN = "count_in"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by what they are for, as `#rrggbb`."""

    name: str
    background: str
    surface: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_hover: str
    danger: str
    focus: str
    moods: dict[Mood, str]

    def mood(self, mood: Mood) -> QColor:
        """Return the colour of `mood`."""
        return QColor(self.moods[mood])


LIGHT = Theme(
    name="light",
    background="#faf8f4",
    surface="#ffffff",
    raised="#f1eee7",
    line="#d9d4c9",
    text="#1b2127",
    quiet="#545b62",
    accent="#00603a",
    on_accent="#ffffff",
    accent_hover="#004d2e",
    danger="#9c1c1c",
    focus="#0b4f9e",
    moods={
        Mood.PREPARE: "#6b4200",
        Mood.WARM_UP: "#853300",
        Mood.WORK: "#005c38",
        Mood.SWITCH: "#5b2a9d",
        Mood.REST: "#0b4a94",
        Mood.COOL_DOWN: "#00535e",
        Mood.TURN: "#8a1859",
        Mood.PAUSED: "#4a5158",
        Mood.COUNT_IN: "#6b4200",
        Mood.DONE: "#005c38",
    },
)

DARK = Theme(
    name="dark",
    background="#11161b",
    surface="#192027",
    raised="#232c35",
    line="#35414c",
    text="#f2f4f6",
    quiet="#a9b4be",
    accent="#43d39b",
    on_accent="#06140e",
    accent_hover="#6be3b5",
    danger="#ff9d93",
    focus="#8cc4ff",
    moods={
        Mood.PREPARE: "#ffc861",
        Mood.WARM_UP: "#ffab7d",
        Mood.WORK: "#4fdca5",
        Mood.SWITCH: "#cfb0ff",
        Mood.REST: "#8cc4ff",
        Mood.COOL_DOWN: "#7fe0e8",
        Mood.TURN: "#ff9fd0",
        Mood.PAUSED: "#c3ccd4",
        Mood.COUNT_IN: "#ffc861",
        Mood.DONE: "#4fdca5",
    },
)


def theme_for(appearance: Appearance) -> Theme:
    """Return the theme that was chosen, or the one that the system asks for."""
    if appearance is Appearance.SYSTEM:
        # Not by Qt.ColorScheme: the name `Qt` alone takes 14 ms to load, and the first frame waits.
        ground = QApplication.style().standardPalette().window().color()
        return DARK if ground.lightness() < _MIDDLE else LIGHT
    return DARK if appearance is Appearance.DARK else LIGHT


def apply_theme(theme: Theme) -> None:
    """Paint the whole application in `theme`; costs nothing where it is so already."""
    application = QApplication.instance()
    if not isinstance(application, QApplication) or application.property("theme") == theme.name:
        return
    application.setProperty("theme", theme.name)
    application.setPalette(palette_of(theme))
    application.setStyleSheet(style_sheet(theme))


def palette_of(theme: Theme) -> QPalette:
    """Return the palette that paints Qt's own widgets in the theme's colours."""
    # From these two Qt derives what it needs for edges and shadows.
    palette = QPalette(QColor(theme.raised), QColor(theme.background))
    roles = {
        QPalette.ColorRole.Window: theme.background,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.quiet,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.danger,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Link: theme.focus,
        QPalette.ColorRole.Mid: theme.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Text):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.quiet))
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the style of the few kinds of widget that the window is made of."""
    return f"""
    QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.line}; }}
    QFrame#card {{ background: {theme.surface}; border: 1px solid {theme.line};
        border-radius: 14px; }}
    QLabel#title {{ font-size: 30px; font-weight: 600; }}
    QLabel#heading {{ font-weight: 600; }}
    QLabel#quiet {{ color: {theme.quiet}; }}
    QLabel#problem {{ color: {theme.danger}; }}
    QLabel#notice {{ color: {theme.text}; background: {theme.raised}; padding: 6px 14px;
        border-bottom: 1px solid {theme.line}; }}
    QPushButton {{ background: {theme.raised}; color: {theme.text};
        border: 1px solid {theme.line}; border-radius: 9px; padding: 7px 14px; }}
    QPushButton:hover {{ border-color: {theme.quiet}; }}
    QPushButton:pressed {{ background: {theme.line}; }}
    QPushButton:disabled {{ color: {theme.quiet}; background: transparent;
        border: 1px dashed {theme.line}; }}
    QPushButton:focus {{ border: 2px solid {theme.focus}; padding: 6px 13px; }}
    QPushButton:checked {{ background: {theme.accent}; color: {theme.on_accent};
        border-color: {theme.accent}; }}
    QPushButton#primary {{ background: {theme.accent}; color: {theme.on_accent};
        border: 2px solid {theme.accent}; border-radius: 14px; font-weight: 600; }}
    QPushButton#primary:hover {{ background: {theme.accent_hover}; }}
    QPushButton#primary:focus {{ border: 3px solid {theme.focus}; }}
    QListWidget {{ background: transparent; border: none; outline: none; }}
    QListWidget::item {{ border-radius: 9px; padding: 8px 10px; margin: 1px 2px;
        border: 2px solid transparent; }}
    QListWidget::item:hover {{ background: {theme.raised}; }}
    QListWidget::item:selected {{ background: {theme.raised}; color: {theme.text};
        border-color: {theme.line}; }}
    QListWidget::item:selected:focus {{ border-color: {theme.focus}; }}
    QTableWidget {{ background: {theme.surface}; border: none; gridline-color: {theme.line}; }}
    QTableWidget::item {{ padding: 3px 8px; }}
    QHeaderView::section {{ background: {theme.surface}; color: {theme.quiet}; border: none;
        border-bottom: 1px solid {theme.line}; padding: 6px 10px; }}
    """
