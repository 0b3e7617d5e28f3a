"""What lies over the stage: a colour that passes at changes of phase, and a panel after sleep."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from soleus_timer.domain.session.commands import Situation
from soleus_timer.domain.session.events import Slept
from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.session.view import View
from soleus_timer.domain.timeline import StepKind
from soleus_timer.services.session_log import Dispatch
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.text import awake_labels, away_text
from soleus_timer.ui.widgets.offer_panel import OfferPanel

_STRONGEST = 0.35
_FADE_MILLISECONDS = 600
_SWEEP_MILLISECONDS = 250
_SWEEP_WIDTH = 0.5
"""Of the sweeping band, as a share of the page's width."""
_SWEEP_FRAME_MILLISECONDS = 33
_FADE_FRAME_MILLISECONDS = 66
"""Each frame repaints what lies under it: under the wash the whole page."""


class Flash(QWidget):
    """A colour over its parent that lets every press through.

    A sweep is a band that passes from side to side in a quarter of a second; a wash covers
    everything and fades, for people who do not hear the change.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._colour = QColor()
        self._is_sweep = False
        self._frame = 0
        # Of the frame, not of the moment: a part repainted before the next one must not be paler.
        self._opacity = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.fading = QVariantAnimation(self)
        self.fading.setStartValue(1.0)
        self.fading.setEndValue(0.0)
        self.fading.valueChanged.connect(lambda _value: self._move_on())
        self.fading.finished.connect(self.hide)
        parent.installEventFilter(self)

    @property
    def is_sweep(self) -> bool:
        """Whether what passes now is a sweep."""
        return self._is_sweep

    def show_colour(self, colour: QColor) -> None:
        """Wash the page once in `colour`."""
        self._begin(colour, _FADE_MILLISECONDS, is_sweep=False)

    def sweep(self, colour: QColor) -> None:
        """Let a band of `colour` pass over the page."""
        self._begin(colour, _SWEEP_MILLISECONDS, is_sweep=True)

    def _begin(self, colour: QColor, milliseconds: int, *, is_sweep: bool) -> None:
        self._colour = QColor(colour)
        self._is_sweep = is_sweep
        self.fading.stop()
        self.fading.setDuration(milliseconds)
        self._frame = 0
        self.fading.start()
        self._place()
        self.raise_()
        self.show()

    def _move_on(self) -> None:
        each = _SWEEP_FRAME_MILLISECONDS if self._is_sweep else _FADE_FRAME_MILLISECONDS
        frame = self.fading.currentTime() // each
        if frame != self._frame:
            self._frame = frame
            self._place()
            self.update()

    def _place(self) -> None:
        """Cover the page, or what the band covers of it now."""
        self._opacity = float(self.fading.currentValue())
        page = self._page.rect()
        if self._is_sweep:
            gone = self.fading.currentTime() / _SWEEP_MILLISECONDS
            width = round(page.width() * _SWEEP_WIDTH)
            page = QRect(round((page.width() + width) * gone) - width, 0, width, page.height())
        self.setGeometry(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the parent."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the wash, or the band where it is now."""
        painter = QPainter(self)
        strongest = QColor(self._colour)
        strongest.setAlphaF(_STRONGEST * (1.0 if self._is_sweep else self._opacity))
        if not self._is_sweep:
            painter.fillRect(self.rect(), strongest)
            return
        gone = QColor(self._colour)
        gone.setAlphaF(0.0)
        band = QLinearGradient(0, 0, self.width(), 0)
        band.setColorAt(0.0, gone)
        band.setColorAt(0.75, strongest)
        band.setColorAt(1.0, gone)
        painter.fillRect(self.rect(), band)


class AwayPanel(OfferPanel):
    """Says how long the computer slept or the program stood still, and what the session did.

    It is there from the wake-up until the person does something with the session.
    """

    _slept = 0
    _stood = 0
    _ran_on = False

    def hear(self, dispatch: Dispatch, view: View | None) -> None:
        """Follow what happens in the session, which is at `view` now."""
        slept = [event for event in dispatch.events if isinstance(event, Slept)]
        if not slept and not self.has_news:
            return
        if slept:
            self._slept += sum(event.slept for event in slept if not event.awake)
            self._stood += sum(event.slept for event in slept if event.awake)
            self._ran_on = any(event.counted for event in slept)
        if view is None or not _is_waiting(view) or (dispatch.command is not None and not slept):
            self.withdraw()
            return
        text = away_text(self._slept, self._stood, view, ran_on=self._ran_on)
        self.show_offers(text, awake_labels(view))

    @property
    def has_news(self) -> bool:
        """Whether there is something to say, even without room for it."""
        return self._slept + self._stood > 0

    @property
    def is_question(self) -> bool:
        """Whether the session waits for an answer."""
        return not self.buttons[Offer.RESUME].isHidden()

    def withdraw(self) -> None:
        """Hide: the person is there again."""
        self._slept = self._stood = 0
        super().withdraw()


def _is_waiting(view: View) -> bool:
    """Whether the session waits for the person, or will at the end of a rest."""
    is_rest = view.step is not None and view.step.kind is StepKind.REST
    return view.situation is Situation.PAUSED or (view.situation is Situation.LEADING and is_rest)
