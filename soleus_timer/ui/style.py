"""How a theme dresses Qt's own widgets, and which theme is worn."""

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from soleus_timer.domain.appearance import Appearance
from soleus_timer.ui.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, SIZES, Theme


def apply_theme(theme: Theme) -> None:
    """Paint the whole application in `theme`; costs nothing where it is so already."""
    application = QApplication.instance()
    if not isinstance(application, QApplication) or application.property("theme") == theme.name:
        return
    application.setProperty("theme", theme.name)
    application.setPalette(palette_of(theme))
    application.setStyleSheet(style_sheet(theme))


def propagate_font(window: QWidget) -> None:
    """Give the window's font to pages that were added later.

    With a style sheet Qt does not pass it on until the window's font changes.
    """
    font = window.font()
    window.setFont(QFont())
    window.setFont(font)


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
    edge = f"{theme.line_width}px solid {theme.line}"
    # What has the focus has a thicker edge, and so less room around its text.
    focus_padding = f"{5 + theme.line_width}px {12 + theme.line_width}px"
    card, control = SIZES.card_radius, SIZES.control_radius
    return f"""
    QToolTip {{ color: {theme.text}; background: {theme.raised}; border: {edge}; }}
    QFrame#card {{ background: {theme.surface}; border: {edge}; border-radius: {card}px; }}
    QLabel#title {{ font-size: 30px; font-weight: 600; }}
    QLabel#heading {{ font-weight: 600; }}
    QLabel#quiet {{ color: {theme.quiet}; }}
    QLabel#problem {{ color: {theme.danger}; }}
    QFrame#notice {{ background: {theme.raised}; border: none; border-bottom: {edge}; }}
    QPushButton {{ background: {theme.raised}; color: {theme.text};
        border: {edge}; border-radius: {control}px; padding: 7px 14px; }}
    QPushButton:hover {{ border-color: {theme.quiet}; }}
    QPushButton:pressed {{ background: {theme.pressed}; }}
    QPushButton:disabled {{ color: {theme.quiet}; background: transparent;
        border: {theme.line_width}px dashed {theme.line}; }}
    QPushButton:focus {{ border: 2px solid {theme.focus}; padding: {focus_padding}; }}
    QPushButton:checked {{ background: {theme.accent}; color: {theme.on_accent};
        border-color: {theme.accent}; }}
    QPushButton#primary {{ background: {theme.accent}; color: {theme.on_accent};
        border: 2px solid {theme.accent}; border-radius: {card}px; font-weight: 600; }}
    QPushButton#primary:hover {{ background: {theme.accent_hover}; }}
    QPushButton#primary:focus {{ border: 3px solid {theme.focus}; }}
    QPushButton#quiet {{ background: transparent; color: {theme.quiet};
        border-color: transparent; }}
    QPushButton#quiet:hover {{ border-color: {theme.line}; }}
    QPushButton#quiet:focus {{ border-color: {theme.focus}; }}
    QPushButton[tight="true"], QPushButton[tight="true"]:focus {{ padding: 0px; }}
    QPushButton#stepper, QPushButton#stepper:focus {{ padding: 0; font-weight: 600; }}
    QListWidget {{ background: transparent; border: none; outline: none; }}
    QListWidget::item {{ border-radius: {control}px; padding: 8px 10px; margin: 1px 2px;
        border: 2px solid transparent; }}
    QListWidget::item:hover {{ background: {theme.raised}; }}
    QListWidget::item:selected {{ background: {theme.raised}; color: {theme.text};
        border-color: {theme.line}; }}
    QListWidget::item:selected:focus {{ border-color: {theme.focus}; }}
    QTableWidget {{ background: {theme.surface}; border: none; gridline-color: {theme.line}; }}
    QTableWidget::item {{ padding: 3px 8px; }}
    QLineEdit {{ background: {theme.surface}; color: {theme.text}; border: {edge};
        border-radius: {control}px; padding: 3px 10px; placeholder-text-color: {theme.quiet}; }}
    QLineEdit:focus {{ border: 2px solid {theme.focus}; padding: {2 + theme.line_width}px 9px; }}
    QTableView {{ background: {theme.surface}; border: none; outline: none; }}
    QTableView::item {{ padding: 3px 8px; }}
    QTableView#sessions {{ border: {edge}; border-radius: {control}px; }}
    QTableView#sessions:focus {{ border: 2px solid {theme.focus}; }}
    QTableView#sessions::item:selected {{ background: {theme.raised}; color: {theme.text}; }}
    QTableView#sessions::item:selected:focus {{ background: {theme.accent};
        color: {theme.on_accent}; }}
    QPlainTextEdit {{ background: {theme.surface}; color: {theme.text}; border: {edge};
        border-radius: {control}px; padding: 4px 8px;
        placeholder-text-color: {theme.quiet}; }}
    QPlainTextEdit:focus {{ border: 2px solid {theme.focus}; }}
    QAbstractSpinBox#stepped {{ background: {theme.surface}; color: {theme.text};
        border: {edge}; border-radius: {control}px; padding: 2px; }}
    QAbstractSpinBox#stepped:focus {{ border: 2px solid {theme.focus}; }}
    QAbstractSpinBox#stepped::up-button, QAbstractSpinBox#stepped::down-button {{
        width: 0; border: none; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0;
        background: transparent; }}
    QSlider::groove:horizontal {{ height: 6px; background: {theme.line}; border-radius: 3px; }}
    QSlider::sub-page:horizontal {{ background: {theme.accent}; border-radius: 3px; }}
    QSlider::handle:horizontal {{ width: 16px; margin: -7px 0; border-radius: 10px;
        background: {theme.accent}; border: 2px solid {theme.surface}; }}
    QSlider::handle:horizontal:focus {{ border-color: {theme.focus}; }}
    QSlider:focus {{ border-bottom: 2px solid {theme.focus}; }}
    QProgressBar {{ background: {theme.surface}; border: {edge}; border-radius: {control}px;
        min-height: 14px; max-height: 14px; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: {control}px; }}
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: {SIZES.scroll_bar}px; }}
    QScrollBar:horizontal {{ height: {SIZES.scroll_bar}px; }}
    QScrollBar::handle {{ background: {theme.pressed}; border: 2px solid {theme.background};
        border-radius: 5px; }}
    QScrollBar::handle:vertical {{ min-height: 36px; }}
    QScrollBar::handle:horizontal {{ min-width: 36px; }}
    QScrollBar::handle:hover {{ background: {theme.quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QHeaderView::section {{ background: {theme.surface}; color: {theme.quiet}; border: none;
        border-bottom: {edge}; padding: 6px 10px; }}
    """


_MIDDLE = 128
"""Half of the brightest."""


def theme_for(appearance: Appearance) -> Theme:
    """Return the theme that was chosen, or the one that the system asks for."""
    if appearance is Appearance.SYSTEM and _system_wants_contrast():
        appearance = Appearance.CONTRAST
    return theme_at_once(appearance)


def theme_at_once(appearance: Appearance) -> Theme:
    """Return the theme of the first frame, which cannot wait to learn of a wish for contrast.

    Only `theme_for` looks for that wish: to read it loads the name `Qt`, which takes 14 ms.
    """
    ground = QApplication.style().standardPalette().window().color()
    is_dark = ground.lightness() < _MIDDLE
    match appearance:
        case Appearance.LIGHT:
            return LIGHT
        case Appearance.DARK:
            return DARK
        case Appearance.SYSTEM:
            return DARK if is_dark else LIGHT
        case Appearance.CONTRAST:
            return CONTRAST_DARK if is_dark else CONTRAST_LIGHT


def _system_wants_contrast() -> bool:
    # Held by a name of its own: PySide drops what it returns together with where that came from.
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False  # Qt tells from 6.10 on
    return str(accessibility().contrastPreference()).endswith("HighContrast")
