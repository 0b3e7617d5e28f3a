"""Qt's warnings are noted in the log, without what they quote."""

from PySide6.QtCore import qDebug, qWarning

from soleus_timer.ui.application import qt_messages_logged
from tests.conftest import Failures

NOTE = "Anna's knee"


def test_of_a_warning_the_function_is_noted(failures: Failures) -> None:
    written: list[str] = []
    with qt_messages_logged(written.append):
        qWarning(f"QFile::open: {NOTE} cannot be opened")
        qWarning(NOTE)
        qDebug(f"QPainter::begin: {NOTE}")
    assert "qt: QtWarningMsg default QFile::open" in failures.text
    assert "QPainter" not in failures.text
    assert "Anna" not in failures.text
    assert sum(NOTE in line for line in written) == 3, "the terminal is told as before"


def test_a_terminal_that_is_gone_is_no_failure(failures: Failures) -> None:
    def fail(_line: str) -> None:
        raise BrokenPipeError

    with qt_messages_logged(fail):
        qWarning("QFile::open: no")
    assert failures.text.count("qt: ") == 1
