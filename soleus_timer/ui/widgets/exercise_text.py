"""All that is known of an exercise, to read: how it is done, mistakes, cautions, sources."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from soleus_timer.core.cautions import exercise_cautions
from soleus_timer.core.exercise import Exercise, Source
from soleus_timer.messages import _
from soleus_timer.ui.care import caution_texts
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label, wrapping_label


class ExerciseText(QWidget):
    """A column of text, as wide as one reads well; made for one exercise."""

    def __init__(self, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(SIZES.reading_width)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._paragraph(exercise.summary)
        if exercise.trains:
            self._paragraph(_("Trains: {what}", what=exercise.trains), "quiet")
        if exercise.aliases:
            names = ", ".join(exercise.aliases)
            self._paragraph(_("Also called: {names}", names=names), "quiet")
        self._list(_("How it is done"), exercise.how_to, numbered=True)
        self._list(_("Common mistakes"), exercise.mistakes)
        self._list(_("Take care"), caution_texts(exercise_cautions(exercise)))
        self._list(_("What you need"), exercise.equipment)
        self._list(_("Suggested by us"), exercise.suggested)
        self._sources(exercise.sources)
        self._column.addStretch(1)

    def _heading(self, text: str) -> None:
        heading = _label(text, "heading")
        heading.setContentsMargins(0, 18, 0, 2)
        self._column.addWidget(heading)

    def _paragraph(self, text: str, name: str = "") -> None:
        if text:
            self._column.addWidget(_label(text, name))

    def _list(self, title: str, texts: Sequence[str], *, numbered: bool = False) -> None:
        if not texts:
            return
        self._heading(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, text in enumerate(texts):
            mark = Label(f"{row + 1}." if numbered else "•")
            mark.setObjectName("quiet")
            mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(mark, row, 0)
            grid.addWidget(_label(text), row, 1)
        self._column.addLayout(grid)

    def _sources(self, sources: Sequence[Source]) -> None:
        if not sources:
            return
        self._heading(_("Where this was read"))
        for source in sources:
            self._paragraph(source.title)
            self._paragraph(source.where, "quiet")
            if source.told:
                self._paragraph(source.told, "quiet")
            self._column.addSpacing(8)


def _label(text: str, name: str = "") -> Label:
    label = wrapping_label(text, name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
