"""Keeps QtMultimedia from loading its codecs: 12 MB that samples have no use for."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication


@contextmanager
def without_codecs() -> Iterator[None]:
    """Hide Qt's plugins from what is done first with QtMultimedia within this block.

    QtMultimedia looks for its plugin (FFmpeg, and Qt Quick with it) once, when it is first asked
    for devices; without one it still knows them and plays samples. Keep the block short: other
    plugins are not found in it either.
    """
    paths = QCoreApplication.libraryPaths()
    QCoreApplication.setLibraryPaths([])
    try:
        yield
    finally:
        QCoreApplication.setLibraryPaths(paths)
