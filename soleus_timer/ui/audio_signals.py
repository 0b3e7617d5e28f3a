"""What the pages know of the sound: signals in both directions, and nothing of how it is made."""

from functools import partial

from PySide6.QtCore import QObject, Signal


class SoundDesk(QObject):
    """Stands between the pages and whoever makes the sound.

    The pages ask (`test_asked`, `sample_asked` of the voice, `devices_asked`). The sound answers:
    `devices_listed` carries the names of the outputs, `output_reported` the one in use,
    `problem_reported` and `voice_problem_reported` a sentence.
    """

    test_asked = Signal()
    sample_asked = Signal()
    devices_asked = Signal()
    devices_listed = Signal(list)
    output_reported = Signal(str)
    problem_reported = Signal(str)
    voice_problem_reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem = ""
        self.voice_problem = ""
        """The latest problem, for a page that is built later."""
        self.problem_reported.connect(partial(setattr, self, "problem"))
        self.output_reported.connect(lambda _name: setattr(self, "problem", ""))
        self.voice_problem_reported.connect(partial(setattr, self, "voice_problem"))
