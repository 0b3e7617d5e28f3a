"""The journal of a session under way: lines in a file, and in memory while the file cannot be had.

A line is in the system's hands when it was noted, so that it outlives the program whatever becomes
of that; and safe from a power cut a moment later.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from soleus_timer.core.history.trouble import Notice, Trouble, notice
from soleus_timer.store.background_sync import BackgroundSync
from soleus_timer.store.disk import Disk

ROOM = 1_000_000
"""A file that grew by so many bytes is written anew, without all the places long passed."""

PATIENCE_SECONDS = 1.0
"""How long the end of the program waits for a slow disk (seconds)."""

SHORT_PATIENCE_SECONDS = 0.05
"""How long the end of a session waits for it, while the window goes on (seconds)."""


class JournalFile:
    """Takes lines and never raises: what the disk lacks, `on_problem` is told once.

    It then tries again with each line that matters, and tells `on_mended` when all is on the disk.
    """

    def __init__(
        self,
        path: Path,
        lines: Iterable[bytes],
        disk: Disk,
        on_problem: Callable[[Notice], None],
        on_mended: Callable[[], None] = lambda: None,
        *,
        is_new: bool,
    ) -> None:
        """Write `lines` to a new file, or in place of the one that is there."""
        self.path = path
        self._disk = disk
        self._on_problem = on_problem
        self._on_mended = on_mended
        self._lines = list(lines)
        self._place = b""
        self._descriptor: int | None = None
        self._grown = 0
        self._is_told = False
        self._syncing = BackgroundSync(disk.sync)
        if is_new:
            try:
                self._descriptor = disk.create(path)
                self._append(b"".join(self._lines))
                self._syncing.ask(self._descriptor)
                self._grown = 0
            except OSError as error:
                self._fail(error)
        else:
            self._write_anew()

    def note(self, line: bytes) -> None:
        """Append a line that is kept for good, and make it safe."""
        self._lines.append(line)
        self._place = b""
        self._note(line)

    def note_place(self, line: bytes) -> None:
        """Append a line that the next one makes worthless, and make it safe."""
        self._place = line
        self._note(line)

    def check(self) -> None:
        """Find out whether all is as it should be, and mend what can be mended."""
        if self._syncing.error() is not None or not self._is_there():
            self._write_anew()

    def close(self, patience: float = PATIENCE_SECONDS) -> None:
        """Make everything safe and let go of the file.

        It waits for the disk at most `patience` seconds. A slower disk goes on by itself: what was
        written is with the system already.
        """
        self.check()
        self._syncing.finish(patience)
        self._close()

    def _is_there(self) -> bool:
        if self._descriptor is None:
            return False
        try:
            return self._disk.is_there(self.path, self._descriptor)
        except OSError:
            return False

    def _note(self, line: bytes) -> None:
        if self._descriptor is None or self._grown > ROOM:
            self._write_anew()
            return
        try:
            self._append(line)
            self._syncing.ask(self._descriptor)
        except OSError:
            self._write_anew()

    def _append(self, data: bytes) -> None:
        assert self._descriptor is not None
        rest = memoryview(data)
        while rest:
            written = self._disk.write(self._descriptor, bytes(rest))
            rest = rest[written:]
            self._grown += written

    def _write_anew(self) -> None:
        """Write all that is in memory to a file in place of the one there.

        The old file may end in half a line, or lack what was noted since; it is whole until the
        new one is.
        """
        self._close()
        data = b"".join(self._lines) + self._place
        try:
            self._descriptor = self._disk.replace(self.path, data)
        except OSError as error:
            self._fail(error)
            return
        self._grown = 0
        if self._is_told:
            self._is_told = False
            self._on_mended()

    def _fail(self, error: OSError) -> None:
        self._close()
        if not self._is_told:
            self._is_told = True
            reason = error.strerror or error
            self._on_problem(
                notice(Trouble.JOURNAL_NOT_WRITTEN, path=self.path.parent, reason=reason)
            )

    def _close(self) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                self._disk.close(self._descriptor)
            self._descriptor = None
