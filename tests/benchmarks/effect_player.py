"""Plays the cues of a plan the usual way, to compare with: `QSoundEffect` and a precise `QTimer`.

Takes the same plan as `tests/audio/play_cues.py`, of which it plays the tones.
"""

import json
import sys
import tempfile
import time
import wave
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PySide6.QtMultimedia import QSoundEffect

from soleus_timer.audio.processing import DEFAULT_RATE
from tests.audio.arrays import tone_arrays


def effects(folder: Path) -> dict[str, QSoundEffect]:
    """Return an effect for each tone, loaded from a file of its own."""
    made = {}
    for tone, sound in tone_arrays().items():
        path = folder / f"{tone.value}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(DEFAULT_RATE)
            file.writeframes(np.rint(sound * 32767).astype("<i2").repeat(2).tobytes())
        effect = QSoundEffect()
        effect.setSource(QUrl.fromLocalFile(str(path)))
        made[tone.value] = effect
    return made


def main() -> None:
    plan = json.loads(Path(sys.argv[1].removeprefix("@")).read_text("utf-8"))
    application = QCoreApplication([])
    timers: list[QTimer] = []

    def at(second: float, call: object) -> None:
        timer = QTimer()
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(call)
        timer.start(round(1000 * second))
        timers.append(timer)

    def stall() -> None:
        end = time.monotonic() + plan["stall"]
        while time.monotonic() < end:
            pass

    with tempfile.TemporaryDirectory() as folder:
        played = effects(Path(folder))
        warm_up = plan.get("warm_up", 0.0)
        for second, tone, *_ in plan["cues"]:
            at(warm_up + second, played[tone].play)
        stalls = QTimer()
        stalls.timeout.connect(stall)
        if plan.get("stall"):
            stalls.start(1000)
        at(warm_up + plan["seconds"], application.quit)
        application.exec()


if __name__ == "__main__":
    main()
