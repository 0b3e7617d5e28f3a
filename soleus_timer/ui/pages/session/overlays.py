"""What lies over the stage: a colour for people who do not hear changes, a panel after sleep."""

from PySide6.QtCore import QEvent, QObject, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
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
_FRAME_MILLISECONDS = 66
"""Each frame repaints the whole page."""


class Flash(QWidget):
    """Washes its parent in a colour that fades, and lets every press through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._colour = QColor()
        self._frame = 0
        # Of the frame, not of the moment: a part repainted before the next one must not be paler.
        self._opacity = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.fading = QVariantAnimation(self)
        self.fading.setStartValue(1.0)
        self.fading.setEndValue(0.0)
        self.fading.setDuration(_FADE_MILLISECONDS)
        self.fading.valueChanged.connect(lambda _value: self._move_on())
        self.fading.finished.connect(self.hide)
        parent.installEventFilter(self)

    def show_colour(self, colour: QColor) -> None:
        """Wash the page once in `colour`."""
        self._colour = QColor(colour)
        self.fading.stop()
        self._frame = 0
        self.fading.start()
        self._place()
        self.raise_()
        self.show()

    def _move_on(self) -> None:
        frame = self.fading.currentTime() // _FRAME_MILLISECONDS
        if frame != self._frame:
            self._frame = frame
            self._place()
            self.update()

    def _place(self) -> None:
        self._opacity = float(self.fading.currentValue())
        self.setGeometry(self._page.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the parent."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the wash."""
        colour = QColor(self._colour)
        colour.setAlphaF(_STRONGEST * self._opacity)
        QPainter(self).fillRect(self.rect(), colour)


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
