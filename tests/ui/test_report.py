"""The page for the clinician: one page, nothing cut, nothing over the edge."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from pytestqt.qtbot import QtBot

from soleus_timer.domain.history.efforts import Measure, Prescribed
from soleus_timer.domain.history.report import Report, report_of
from soleus_timer.ui.report.page import MARGIN, draw_report, page_size, report_pdf
from soleus_timer.ui.report.sheet import MM_PER_INCH, Sheet
from tests.domain.history.helpers import DAY, WALK, effort, line
from tests.pseudo import PseudoLanguage, spoken_everywhere

A4, LETTER = (210.0, 297.0), (215.9, 279.4)
DOTS = 110
WHITE = QColor("white").rgb()

NOTE = "Felt it on the stairs, gone after a few steps. " * 12


def long_report(exercises: int = 11, note: str = NOTE) -> Report:
    """Return as much as there ever is to tell."""
    days = [day for day in range(7 * 14) if day % 7 in {0, 2, 3, 5} or day % 13 == 0]
    lines = [replace(line(day, pain=day % 11), effort=(day * 7) % 11, note=note) for day in days]
    doses = [WALK] + [
        Prescribed(Measure.REPS, 12, number % 4 + 1, each_side=True) for number in range(exercises)
    ]
    efforts = [
        replace(effort(day, dose), exercise=f"{number}", title=f"Single-leg raise {number}")
        for day in days
        for number, dose in enumerate(doses)
    ]
    return report_of(lines, efforts, 4, DAY + timedelta(days=7 * 14 - 1))


def drawn(report: Report, size: tuple[float, float]) -> tuple[QImage, list[str]]:
    width, height = (round(length / MM_PER_INCH * DOTS) for length in size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(DOTS / MM_PER_INCH * 1000))
    image.setDotsPerMeterY(round(DOTS / MM_PER_INCH * 1000))
    image.fill(WHITE)
    painter = QPainter(image)
    sheet = Sheet(painter, *size)
    draw_report(sheet, report)
    painter.end()
    return image, sheet.cut


def is_blank(image: QImage, left: float, top: float, right: float, bottom: float) -> bool:
    """Return whether nothing is drawn between these edges (millimetres)."""
    a, b, c, d = (round(edge / MM_PER_INCH * DOTS) for edge in (left, top, right, bottom))
    return all(image.pixel(x, y) == WHITE for x in range(a, c) for y in range(b, d))


@pytest.mark.parametrize("size", [A4, LETTER])
def test_the_fullest_report_stays_within_its_page(qtbot: QtBot, size: tuple[float, float]) -> None:
    image, cut = drawn(long_report(), size)
    width, height = size
    edge = MARGIN - 1
    assert is_blank(image, 0, 0, edge, height)
    assert is_blank(image, width - edge, 0, width, height)
    assert is_blank(image, 0, height - edge, width, height)
    # What stands above the foot leaves its line alone.
    assert is_blank(image, 0, height - MARGIN - 9.4, width, height - MARGIN - 8.6)
    assert set(cut) <= {NOTE}


def test_a_short_report_is_told_whole(qtbot: QtBot) -> None:
    for report in (
        long_report(exercises=3, note="Stiff in the morning"),
        report_of([line(0)], [effort(0)], 3, DAY),
        report_of([], [], 3, DAY),
    ):
        for size in (A4, LETTER):
            _image, cut = drawn(report, size)
            assert cut == [], cut


def test_nothing_is_cut_in_longer_languages(qtbot: QtBot) -> None:
    with spoken_everywhere(PseudoLanguage()):
        for size in (A4, LETTER):
            image, cut = drawn(long_report(note="Stiff"), size)
            assert cut == [], cut
            assert is_blank(image, 0, size[1] - MARGIN + 1, *size)


def test_a_name_without_end_is_shortened(qtbot: QtBot) -> None:
    name = "Raise" * 40
    report = report_of([line(0)], [replace(effort(0), title=name)], 3, DAY)
    image, cut = drawn(report, A4)
    assert cut == [name]
    assert is_blank(image, A4[0] - MARGIN + 1, 0, A4[0], A4[1])


def test_a_pdf_of_one_page(qtbot: QtBot) -> None:
    data = report_pdf(long_report())
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1


def test_the_paper_of_the_country() -> None:
    assert page_size(QLocale("en_US")) is QPageSize.PageSizeId.Letter
    assert page_size(QLocale("en_GB")) is QPageSize.PageSizeId.A4
    assert page_size(QLocale.c()) is QPageSize.PageSizeId.A4
