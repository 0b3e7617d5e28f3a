"""What the pages know of the sound: signals in both directions, and nothing of how it is made."""

from functools import partial

from PySide6.QtCore import QObject, Signal


class SoundDesk(QObject):
    """Stands between the pages and whoever makes the sound.

    The pages ask (`test_asked`, `devices_asked`); the sound tells (`devices_told` with the names of
    the outputs, `output_told` with the one in use, `problem_told` and, for the voice,
    `voice_told` with a sentence).
    """

    test_asked = Signal()
    devices_asked = Signal()
    devices_told = Signal(list)
    output_told = Signal(str)
    problem_told = Signal(str)
    voice_told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem = ""
        self.voice_problem = ""
        """The latest problem, for a page that is built later."""
        self.problem_told.connect(partial(setattr, self, "problem"))
        self.output_told.connect(lambda _name: setattr(self, "problem", ""))
        self.voice_told.connect(partial(setattr, self, "voice_problem"))
