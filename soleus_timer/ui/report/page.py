"""The report on one page: numbers, prescribed against done, pain and effort, weeks, notes."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from soleus_timer import __version__
from soleus_timer.domain.history.advice import prescribed_phrase
from soleus_timer.domain.history.efforts import Measure
from soleus_timer.domain.history.report import ExerciseReport, Report
from soleus_timer.domain.units import LengthUnit, clock_text, to_seconds
from soleus_timer.messages import _, length_text, localise
from soleus_timer.ui.report.charts import draw_legend, draw_ratings, draw_weeks
from soleus_timer.ui.report.sheet import (
    EDGE,
    HEADING,
    LEFT,
    LINE,
    NUMBER,
    RIGHT,
    SHADE,
    SMALL,
    STRONG,
    TEXT,
    TITLE,
    Sheet,
)
from soleus_timer.ui.text import day_text

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
        _("Total"),
    )
    y = top
    _draw_row(sheet, left, y, width, heading, head=True)
    y += _ROW
    sheet.line(QPointF(left, y), QPointF(left + width, y), EDGE, 0.3)
    for exercise in exercises[:MOST_ROWS]:
        _draw_row(sheet, left, y, width, _cells(exercise))
        y += _ROW
        sheet.line(QPointF(left, y), QPointF(left + width, y), LINE, 0.2)
    if (more := len(exercises) - MOST_ROWS) > 0:
        text = _("and others: {count}", count=more)
        sheet.text(QRectF(left, y, width, _ROW), text, SMALL)
        y += _ROW
    return y - top


def _draw_row(
    sheet: Sheet, left: float, top: float, width: float, cells: Sequence[str], *, head: bool = False
) -> None:
    x = left
    for number, (cell, share) in enumerate(zip(cells, _SHARES, strict=True)):
        align = LEFT if number < 2 else RIGHT
        room = QRectF(x, top, width * share - (2 if number < 2 else 0), _ROW)
        ink = SMALL if head else STRONG if number == 0 else TEXT
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


MARGIN = 15.0
MOST_NOTES = 6
_HEADING = 7.0
_GAP = 6.0
_RATINGS = 52.0
_WEEKS = 44.0
"""How high the charts are where there is room for that."""
_CARD = 19.0
_FOOTER = 9.0


def draw_report(sheet: Sheet, report: Report) -> None:
    """Draw the whole page."""
    left, width = MARGIN, sheet.width - 2 * MARGIN
    y = _draw_head(sheet, left, width, report)
    y = _draw_numbers(sheet, left, y, width, report) + _GAP
    y = _draw_heading(sheet, left, y, width, _("Prescribed and done"))
    y += draw_table(sheet, left, y, width, report.exercises) + _GAP
    legend = QRectF(left, y, width, _HEADING)
    y = _draw_heading(sheet, left, y, width, _("Pain and effort, from 0 to 10"))
    if report.ratings:
        draw_legend(sheet, legend)
    rest = sheet.height - MARGIN - _FOOTER - y - _GAP - _HEADING - 2
    high = min(_RATINGS, rest * _RATINGS / (_RATINGS + _WEEKS)) if report.ratings else 8
    low = min(_WEEKS, rest - high)
    draw_ratings(sheet, QRectF(left, y, width, high), report)
    y += high + _GAP
    lacking = QRectF(left + width / 2, y, width / 2, _HEADING)
    y = _draw_heading(sheet, left, y, width, _("Days of practice, week by week"))
    sheet.text(lacking, _("done/planned; dashed: not done"), SMALL, RIGHT)
    draw_weeks(sheet, QRectF(left, y, width, low), report)
    _draw_notes(sheet, left, y + low + 2, width, report)
    _draw_foot(sheet, left, width)


def _draw_head(sheet: Sheet, left: float, width: float, report: Report) -> float:
    y = MARGIN
    sheet.text(QRectF(left, y, width * 0.55, 10), _("Exercise report"), TITLE, LEFT)
    since, until = (day_text(day) for day in (report.since, report.until))
    period = _("{since} to {until}", since=since, until=until)
    sheet.text(QRectF(left + width * 0.55, y, width * 0.45, 10), period, TEXT, RIGHT)
    y += 13
    name = _("Name")
    wide = sheet.width_of(name, SMALL) + 2
    sheet.text(QRectF(left, y, wide, 5), name, SMALL)
    sheet.line(QPointF(left + wide, y + 4.5), QPointF(left + 90, y + 4.5), LINE, 0.3)
    return y + 5 + _GAP


def _draw_numbers(sheet: Sheet, left: float, top: float, width: float, report: Report) -> float:
    numbers = (
        (
            str(report.practised_days),
            _("days of practice; planned: {count}", count=report.planned_days),
        ),
        (str(report.missed_days), _("planned days missed")),
        (
            _("{done} of {total}", done=report.sets_done, total=report.sets),
            _("prescribed sets done"),
        ),
        _pain(report),
    )
    gap = 4.0
    wide = (width - gap * (len(numbers) - 1)) / len(numbers)
    for place, (number, meaning) in enumerate(numbers):
        x = left + (wide + gap) * place
        sheet.box(QRectF(x, top, wide, _CARD), SHADE, radius=1.5)
        sheet.text(QRectF(x + 3, top + 1.5, wide - 6, 8.5), number, NUMBER)
        sheet.paragraph(x + 3, top + 10.5, wide - 5, meaning, SMALL, 2)
    return top + _CARD


def _pain(report: Report) -> tuple[str, str]:
    pains = [rated.pain for rated in report.ratings if rated.pain is not None]
    if not pains:
        return "-", _("pain: not rated")
    return (
        str(pains[-1]),
        _("latest pain; the worst was {worst}", worst=max(pains)),
    )


def _draw_heading(sheet: Sheet, left: float, top: float, width: float, text: str) -> float:
    sheet.text(QRectF(left, top, width, _HEADING), text, HEADING)
    return top + _HEADING


def _draw_notes(sheet: Sheet, left: float, top: float, width: float, report: Report) -> None:
    """Write as many notes as there is room for, the latest first."""
    end = sheet.height - MARGIN - _FOOTER
    if not report.notes or top + 2 * _HEADING > end:
        return
    y = _draw_heading(sheet, left, top, width, _("Notes"))
    for day, note in report.notes[:MOST_NOTES]:
        if y + 9 > end:
            return
        when = day_text(day, "d MMM")
        sheet.text(QRectF(left, y, 18, 4), when, SMALL)
        y += max(4.0, sheet.paragraph(left + 18, y, width - 18, note, TEXT, 2)) + 1


def _draw_foot(sheet: Sheet, left: float, width: float) -> None:
    y = sheet.height - MARGIN - _FOOTER + 1
    sheet.line(QPointF(left, y), QPointF(left + width, y), LINE, 0.2)
    text = _(
        "From the person's own records: times are measured; distances and reps follow the "
        "clock, or were entered. Not medical advice."
    )
    sheet.paragraph(left, y + 1.5, width * 0.8, text, SMALL, 2)
    sheet.text(QRectF(left + width * 0.85, y + 1, width * 0.15, 5), "Soleus Timer", SMALL,
               RIGHT)  # fmt: skip


DOTS_PER_INCH = 1200
_US_LETTER = frozenset(
    {
        QLocale.Country.UnitedStates,
        QLocale.Country.Canada,
        QLocale.Country.Mexico,
        QLocale.Country.Philippines,
    }
)


def report_pdf(report: Report) -> bytes:
    """Return the report as a PDF of one page, A4 or US Letter as the person's country has it."""
    # Kept until the page is drawn; where the program has a window, there is one already.
    application = QGuiApplication.instance() or QGuiApplication(
        ["soleus-timer", "-platform", "offscreen"]
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_("Exercise report"))
    writer.setCreator(f"Soleus Timer {__version__}")
    writer.setResolution(DOTS_PER_INCH)
    size = QPageSize(page_size(QLocale()))
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    room = size.size(QPageSize.Unit.Millimeter)
    draw_report(Sheet(painter, room.width(), room.height()), report)
    painter.end()
    del application
    return bytes(buffer.data().data())


def page_size(locale: QLocale) -> QPageSize.PageSizeId:
    """Return the paper that is used where `locale` is."""
    letter = locale.territory() in _US_LETTER
    return QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4
