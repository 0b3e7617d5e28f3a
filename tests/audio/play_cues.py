"""Plays cues in a process of its own, for a rig that listens.

Reads one JSON document from its arguments: `cues`, pairs of seconds from the start and a tone's
name; `take_back`, the second at which all is taken back, or null; `stall`, seconds of each second
for which the window's thread is kept busy; `seconds` to run. Prints what happened as JSON lines;
`start` tells the real time from which the seconds count.
"""

import json
import sys
import time
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from soleus_timer.audio.cue_player import CuePlayer
from soleus_timer.core.cues import Cue, Priority, Tone
from soleus_timer.core.ports import ScheduledCue
from soleus_timer.core.units import from_seconds
from soleus_timer.system.clock import MonotonicClock


def tell(**fact: object) -> None:
    print(json.dumps(fact), flush=True)


def play(plan: dict[str, Any]) -> None:
    application = QCoreApplication([])
    clock = MonotonicClock()
    player = CuePlayer(clock)
    player.silent.connect(lambda code: tell(silent=code))
    player.audible.connect(lambda: tell(audible=True))
    cpu = time.process_time()

    def start() -> None:
        # The device needs a moment to begin; sound is scheduled from then on.
        nonlocal cpu
        cpu = time.process_time()
        begin = clock.now()
        tell(start=clock.real(begin))
        cues = [
            ScheduledCue(from_seconds(begin / 1e9 + second), Cue(Priority.COUNTDOWN, Tone(tone)))
            for second, tone in plan["cues"]
        ]
        player.schedule(cues)
        if plan["take_back"] is not None:
            QTimer.singleShot(round(1000 * plan["take_back"]), player.take_back)
        QTimer.singleShot(round(1000 * plan["seconds"]), finish)
        if plan["stall"]:
            stalls.start(1000)

    def stall() -> None:
        end = time.monotonic() + plan["stall"]
        while time.monotonic() < end:
            pass

    def finish() -> None:
        tell(cpu=(time.process_time() - cpu) / plan["seconds"])
        application.quit()

    stalls = QTimer()
    stalls.timeout.connect(stall)
    player.open()
    QTimer.singleShot(round(1000 * plan.get("warm_up", 0.0)), start)
    application.exec()
    tell(ended=True)


if __name__ == "__main__":
    play(json.loads(sys.argv[1]))
