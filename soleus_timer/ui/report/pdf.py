"""The report as a PDF. It needs no display."""

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from soleus_timer import __version__
from soleus_timer.domain.history.report import Report
from soleus_timer.messages import _
from soleus_timer.ui.report.page import draw_report
from soleus_timer.ui.report.sheet import Sheet

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
