"""What the pages know of the sound: signals in both directions, and nothing of how it is made."""

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
