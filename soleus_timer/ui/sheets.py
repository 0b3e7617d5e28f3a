"""The sheets that more than one page shows: their words and their answers."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from soleus_timer.domain.cautions import GENERAL
from soleus_timer.domain.timeline import Step
from soleus_timer.messages import _
from soleus_timer.ui.keys import SESSION_KEYS, WINDOW_KEYS
from soleus_timer.ui.presentation import describe, rest_text
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.sheet import Sheet


class End(StrEnum):
    """What may become of a session that is not over."""

    STOP = "stop"
    LATER = "later"


class StopSheet(Sheet):
    """Asks before a session ends early. What was done is kept either way."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _("Stop the session?"), _("What you did so far is saved."))
        self.add_button(_("Keep going"), is_default=True)
        self.add_button(_("Stop session"), End.STOP)


class CloseSheet(Sheet):
    """Asks what becomes of the session when the window is closed in its midst."""

    def __init__(self, over: QWidget, *, may_resume: bool) -> None:
        """`may_resume` says whether the session can be taken up later: its journal is written."""
        later = _("The session waits for you for 12 hours.") if may_resume else ""
        super().__init__(over, _("Close the window?"), later)
        if may_resume:
            self.add_button(_("Close, resume later"), End.LATER, is_default=True)
        self.add_button(_("Stop session and close"), End.STOP)
        self.add_button(_("Keep going"), is_default=not may_resume)


class KeysSheet(Sheet):
    """All keys and what they do."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _("Keys"))
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, key in enumerate((*SESSION_KEYS, *WINDOW_KEYS)):
            grid.addWidget(Label(_(key.label), name="heading", wraps=True), row, 0, top)
            grid.addWidget(Label(_(key.does), wraps=True), row, 1, top)
        self.add_body(body)
        self.add_button(_("Close"), is_default=True)


_MOST = 60
"""A longer list helps nobody: of long sessions only sets are offered, at most this many."""


class JumpSheet(Sheet):
    """Asks to which of `steps` to go; the answer is its index."""

    def __init__(self, over: QWidget, steps: Sequence[Step], here: int) -> None:
        """`here` is the index of the step to begin with."""
        super().__init__(over, _("Jump to a step"))
        if len(steps) > _MOST:
            # Around `here`: what lies far away is nearer by another press on the strip.
            efforts = [step for step in steps if step.is_effort]
            behind = sum(step.index < here for step in efforts)
            first = max(0, min(behind - _MOST // 2, len(efforts) - _MOST))
            steps = efforts[first : first + _MOST]
        self._steps = steps
        self.list = QListWidget()
        self.list.setAccessibleName(_("Jump to a step"))
        self.list.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for step in steps:
            text = describe(step) if step.is_effort else rest_text(step)
            self.list.addItem(" ".join(text.split()))
            self.list.item(self.list.count() - 1).setSizeHint(QSize(0, SIZES.target))
        places = [place for place, step in enumerate(steps) if step.index <= here]
        self.list.setCurrentRow(places[-1] if places else 0)
        self.add_body(self.list, scrolls=True)
        go = self.add_button(_("Go there"), "go", is_default=True)
        go.clicked.disconnect()
        go.clicked.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.add_button(_("Stay here"))

    def _go(self) -> None:
        self.give(self._steps[self.list.currentRow()].index)


def caution_texts(cautions: Iterable[str]) -> tuple[str, ...]:
    """Return cautions to show: the general ones are ours, and in the person's language.

    Those of a workout and of its exercises stay as their files have them.
    """
    return tuple(_(caution) if caution in GENERAL else caution for caution in cautions)


class CautionsSheet(Sheet):
    """Shows the cautions of the workout `name`; the answer is True where they were read."""

    def __init__(self, over: QWidget, name: str, cautions: tuple[str, ...], *, asks: bool) -> None:
        """With `asks`, it asks whether they were read, before a first start."""
        super().__init__(over, _("Before you start") if asks else _("Take care"))
        self.setAccessibleDescription(" ".join((name, *cautions)))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(name, name="quiet", wraps=True))
        for caution in cautions:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(Label("•"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(caution, wraps=True), 1)
            column.addLayout(line)
        self.add_body(body)
        read = _("I have read this: Start") if asks else _("Close")
        self.go = self.add_button(read, True, is_default=True)
        if asks:
            self.not_now = self.add_button(_("Not now"))
