"""Plays cues in a process of its own, for a rig that listens.

Reads one JSON document from its arguments (or from the file that it names after an @):

- `cues`: for each its second from the start, a tone's name or null and, if wanted, a text that is
  said (`hum 1`) and a priority's name;
- `warm_up`: seconds from opening to the start;
- `seconds`: how long to run from the start;
- `cancel`: the second at which all is taken back, or null;
- `stall`: the seconds of each second for which the window's thread is kept busy;
- `settings`: of the sound; `changes`: pairs of a second and settings that hold from then on;
- `typed`: a folder for typed words, if the program's own voice is to speak.

Prints what happened as JSON lines; `start` tells the real time from which the seconds count.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from soleus_timer import resources
from soleus_timer.audio.cue_queue import SoundSettings
from soleus_timer.audio.player import CuePlayer
from soleus_timer.audio.voice import SessionVoice, VoiceSource
from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.phrases import spoken_units, verbatim
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds

AHEAD = 10 * SECOND
FEED_MS = 2000
"""Cues are handed over as a session does it: some seconds ahead, and then more."""


def tell(**fact: object) -> None:
    print(json.dumps(fact), flush=True)


def cue_of(parts: list[Any]) -> Cue:
    _, tone, *rest = parts
    said = verbatim(rest[0]) if rest and rest[0] else None
    priority = Priority[rest[1]] if len(rest) > 1 else Priority.COUNTDOWN
    return Cue(priority, Tone(tone) if tone else None, said)


class Performance:
    """One run of a plan."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._plan = plan
        self._clock = MonotonicClock()
        self._begin = 0
        self._cpu = 0.0
        self._cues: list[CueDue] = []
        self._feed = QTimer()
        self._feed.timeout.connect(self._hand_over)
        self._stalls = QTimer()
        self._stalls.timeout.connect(self._stall)
        self._player = CuePlayer(self._clock, voice=self._voice())
        self._player.silent.connect(lambda code: tell(silent=code))
        self._player.audible.connect(lambda: tell(audible=True))
        self._player.output_changed.connect(lambda name: tell(output=name, at=time.monotonic_ns()))
        self._player.sounds_refused.connect(lambda refused: tell(refused=refused))
        self._player.apply(self._settings(plan.get("settings", {})))

    def open(self) -> None:
        self._player.open()
        QTimer.singleShot(round(1000 * self._plan.get("warm_up", 0.0)), self._start)

    def _voice(self) -> VoiceSource:
        if "typed" not in self._plan:
            # Here, for it imports numpy.
            from tests.audio.hummer import Hummer

            return Hummer()
        voice = SessionVoice(resources.voice(), Path(self._plan["typed"]))
        voice.problem.connect(lambda code: tell(voice=code))
        words = [cue[2] for cue in self._plan["cues"] if len(cue) > 2 and cue[2]]
        voice.prepare([unit for text in words for unit in spoken_units(verbatim(text))])
        return voice

    def _start(self) -> None:
        # The device needs a moment to begin; sound is scheduled from then on.
        plan = self._plan
        self._cpu = time.process_time()
        self._begin = int(self._clock.now())
        tell(start=self._clock.real(self._begin))
        self._cues = [
            CueDue(Nanoseconds(self._begin + from_seconds(parts[0])), 0, cue_of(parts))
            for parts in plan["cues"]
        ]
        self._hand_over()
        self._feed.start(FEED_MS)
        if plan.get("cancel") is not None:
            QTimer.singleShot(round(1000 * plan["cancel"]), self._player.cancel)
        for second, settings in plan.get("changes", []):
            QTimer.singleShot(
                round(1000 * second), lambda new=settings: self._player.apply(self._settings(new))
            )
        QTimer.singleShot(round(1000 * plan["seconds"]), self._finish)
        if plan.get("stall"):
            self._stalls.start(1000)

    def _hand_over(self) -> None:
        until = self._clock.now() + AHEAD
        self._player.schedule([cue for cue in self._cues if cue.at <= until])
        self._cues = [cue for cue in self._cues if cue.at > until]

    def _stall(self) -> None:
        end = time.monotonic() + self._plan["stall"]
        while time.monotonic() < end:
            pass

    def _finish(self) -> None:
        tell(cpu=(time.process_time() - self._cpu) / self._plan["seconds"])
        QCoreApplication.quit()

    def _settings(self, values: dict[str, Any]) -> SoundSettings:
        sounds = tuple((Tone(tone), path) for tone, path in values.get("sounds", {}).items())
        return SoundSettings(**(values | {"sounds": sounds}))


def main() -> None:
    argument = sys.argv[1]
    text = Path(argument[1:]).read_text("utf-8") if argument.startswith("@") else argument
    application = QCoreApplication([])
    performance = Performance(json.loads(text))
    performance.open()
    application.exec()
    tell(ended=True)


if __name__ == "__main__":
    main()
