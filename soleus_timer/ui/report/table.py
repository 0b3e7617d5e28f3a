"""Prescribed against done: a row for each exercise."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt

from soleus_timer.core.history.advice import prescribed_phrase
from soleus_timer.core.history.efforts import Measure
from soleus_timer.core.history.report import ExerciseReport
from soleus_timer.core.units import LengthUnit, clock_text, to_seconds
from soleus_timer.messages import _, length_text, localise
from soleus_timer.ui.report import inks
from soleus_timer.ui.report.sheet import LEFT, RIGHT, Sheet

MOST_ROWS = 8
_ROW = 6.0
_SHARES = (0.33, 0.32, 0.1, 0.12, 0.13)
"""How wide the columns are, of the whole."""


def draw_table(
    sheet: Sheet, left: float, top: float, width: float, exercises: Sequence[ExerciseReport]
) -> float:
    """Draw the table; return how high it is (millimetres)."""
    heading = (
        _("Exercise"),
        _("Prescribed, lately"),
        _("Sessions"),
        _("Sets done"),
        _("In all"),
    )
    y = top
    _draw_row(sheet, left, y, width, heading, head=True)
    y += _ROW
    sheet.line(QPointF(left, y), QPointF(left + width, y), inks.EDGE, 0.3)
    for exercise in exercises[:MOST_ROWS]:
        _draw_row(sheet, left, y, width, _cells(exercise))
        y += _ROW
        sheet.line(QPointF(left, y), QPointF(left + width, y), inks.LINE, 0.2)
    if (more := len(exercises) - MOST_ROWS) > 0:
        told = _("and others: {count}", count=more)
        sheet.text(QRectF(left, y, width, _ROW), told, inks.SMALL)
        y += _ROW
    return y - top


def _draw_row(
    sheet: Sheet, left: float, top: float, width: float, cells: Sequence[str], *, head: bool = False
) -> None:
    x = left
    for number, (cell, share) in enumerate(zip(cells, _SHARES, strict=True)):
        align = LEFT if number < 2 else RIGHT
        room = QRectF(x, top, width * share - (2 if number < 2 else 0), _ROW)
        ink = inks.SMALL if head else inks.STRONG if number == 0 else inks.TEXT
        sheet.text(room, cell, ink, Qt.AlignmentFlag(align))
        x += width * share


def _cells(exercise: ExerciseReport) -> tuple[str, ...]:
    return (
        exercise.title,
        localise(prescribed_phrase(exercise.prescribed)),
        str(exercise.sessions),
        _("{done} of {total}", done=exercise.sets_done, total=exercise.sets),
        _in_all(exercise),
    )


def _in_all(exercise: ExerciseReport) -> str:
    match exercise.prescribed.measure:
        case Measure.DISTANCE:
            return length_text(round(exercise.done), exercise.unit or LengthUnit.FOOT)
        case Measure.REPS:
            return _("{number} reps", number=round(exercise.done))
        case Measure.HOLD:
            return clock_text(to_seconds(exercise.work_time))
