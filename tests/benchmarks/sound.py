"""Sound: when the tones of a session really reach the sound card, against when they are due."""

import json
import time
from statistics import median, pstdev

from soleus_timer.audio.tones import render_tones
from soleus_timer.core.cues import Tone
from tests.audio.rig import RATE, find_onsets, wait_for
from tests.benchmarks.desk import Desk, desk
from tests.benchmarks.table import Row, told
from tests.benchmarks.workouts import write_audible

SESSION_SECONDS = 27.0


def measure() -> list[Row]:
    """Record a session and look for its tones."""
    with desk() as place:
        due, onsets = _record(place)
    rows = []
    off: list[float] = []
    for tone in Tone:
        wanted, heard = due.get(tone, []), onsets.get(tone, [])
        if wanted:
            rows.append(told(f"{tone.value}: heard / due", f"{len(heard)} / {len(wanted)}"))
        if len(wanted) == len(heard):
            off += [one - other for one, other in zip(heard, wanted, strict=True)]
    if off:
        constant = median(off)
        worst = max(abs(one - constant) for one in off)
        rows.append(
            told(
                f"off by, after one offset for all ({len(off)} tones)",
                f"sd {1000 * pstdev(off):.2f} ms, worst {1000 * worst:.2f} ms",
            )
        )
    return rows


def _record(place: Desk) -> tuple[dict[Tone, list[float]], dict[Tone, list[float]]]:
    """Return when each tone was due and when it came, in seconds from origins of their own."""
    assert place.sound is not None
    data = place.folder / "audible"
    write_audible(data / "workouts" / "audible.toml")
    with place.sound.recording() as recorded:
        with place.session("audible", data=data):
            time.sleep(SESSION_SECONDS)
            wait_for(lambda: "session_finished" in place.log.read_text(), "the session ends")
            time.sleep(2)
            ended = len(recorded())
            wait_for(lambda: len(recorded()) > ended + RATE, "the recorder has caught up")
        sound = recorded()
    due: dict[Tone, list[float]] = {}
    for event in map(json.loads, place.log.read_text().splitlines()):
        if event["event"] == "cue" and "tone" in event:
            due.setdefault(Tone(event["tone"]), []).append(event["due"])
    tones = render_tones()
    return due, {tone: list(find_onsets(sound, tones[tone])) for tone in due}
