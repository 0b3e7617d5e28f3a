"""Notices when anybody in this process opens a file, Qt included: Python's audit hook sees less."""

import ctypes
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

_IN_OPEN = 0x20


class OpenWatch:
    """Watches one file, by the kernel's inotify; skips the test where there is none."""

    def __init__(self, path: Path) -> None:
        if not sys.platform.startswith("linux"):
            pytest.skip("inotify is Linux's")
        libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        watch = libc.inotify_add_watch(self._descriptor, os.fsencode(path), _IN_OPEN)
        assert self._descriptor >= 0
        assert watch >= 0, os.strerror(ctypes.get_errno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._descriptor)

    @property
    def was_opened(self) -> bool:
        """Whether the file was opened since this was asked last."""
        try:
            return bool(os.read(self._descriptor, 65536))
        except BlockingIOError:
            return False
