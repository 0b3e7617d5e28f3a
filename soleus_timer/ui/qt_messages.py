"""Qt's own warnings, noted in the log: which function of Qt complained, and not what it quoted."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

from soleus_timer import log

_FUNCTION = re.compile(r"Q\w*(?:::~?\w+)+")


@contextmanager
def qt_messages_logged(write: Callable[[str], object]) -> Iterator[None]:
    """Note Qt's warnings from now on; `write` takes each whole, for the terminal."""
    before = qInstallMessageHandler(partial(_note, write))
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _note(
    write: Callable[[str], object], kind: QtMsgType, context: QMessageLogContext, message: str
) -> None:
    """Note one message: of its words, which may hold a path or a text, only Qt's own name."""
    if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
        function = _FUNCTION.match(message)
        category = getattr(context, "category", None) or ""
        log.note("qt", f"{kind.name} {category} {function[0] if function else ''}".strip())
    with suppress(OSError, ValueError):  # a terminal that is gone is nobody's mistake here
        write(qFormatLogMessage(kind, context, message))
