"""The sound's own thread: what sound needs is loaded in it, and the stream lives there."""

import sys

from PySide6.QtCore import Qt, QThread, Signal

from soleus_timer import log
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.schedule import Schedule
from soleus_timer.audio.voice import VoiceSource

SWITCH_SECONDS = 0.001
"""How long a thread that computes may go on while the sound's waits to; Python's own is 5 ms.

A device that is asked for sound waits several times in a row, and not for long.
"""

LONGEST_END_MS = 3000
"""How long the program's end waits for the thread."""


class SoundThread(QThread):
    """Runs an output stream; its signals are those of `OutputStream`.

    `score_changed` and `devices_asked` are for others to emit.
    """

    failed = Signal(Problem)
    running = Signal(str)
    stopped = Signal()
    devices_listed = Signal(list)
    refused = Signal(object)
    score_changed = Signal()
    devices_asked = Signal()

    def __init__(self, score: Schedule, voice: VoiceSource | None) -> None:
        super().__init__()
        self.setObjectName("sound")
        self._score = score
        self._voice = voice

    def run(self) -> None:
        """Keep a stream for as long as the thread's event loop runs."""
        # With PySide6 6.8.2 nobody hears of what is raised here.
        with log.Guard("sound") as running:
            self._run()
        if running.failed:
            self.failed.emit(Problem.DEVICE_FAILED)

    def _run(self) -> None:
        sys.setswitchinterval(min(SWITCH_SECONDS, sys.getswitchinterval()))
        try:
            # Here, because numpy takes a while, and this fails where there is no library for sound.
            from soleus_timer.audio.backends.choice import open_outputs  # noqa: PLC0415
            from soleus_timer.audio.stream import OutputStream  # noqa: PLC0415

            outputs = open_outputs()
        except ImportError as error:
            is_qtsound = (error.name or "").startswith("PySide6.")
            self.failed.emit(Problem.NO_QTSOUND if is_qtsound else Problem.NO_LIBPULSE)
            self.devices_listed.emit([])
            return
        stream = OutputStream(self._score, self._voice, outputs)
        stream.failed.connect(self.failed)
        stream.running.connect(self.running)
        stream.stopped.connect(self.stopped)
        stream.devices_listed.connect(self.devices_listed)
        stream.refused.connect(self.refused)
        self.score_changed.connect(stream.heed, Qt.ConnectionType.QueuedConnection)
        self.devices_asked.connect(stream.list_devices, Qt.ConnectionType.QueuedConnection)
        stream.heed()
        stream.list_devices()
        self.exec()
        self.score_changed.disconnect(stream.heed)
        self.devices_asked.disconnect(stream.list_devices)
        stream.stop()
        outputs.close()

    def end(self) -> None:
        """End the thread, and wait for it."""
        self.quit()
        self.wait(LONGEST_END_MS)
