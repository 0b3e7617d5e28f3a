"""Exactness of sound: cues as they arrive at a sound card, against when they are due.

All of it is measured from recordings of null sinks. Tones are found by cross-correlation, to the
sample; delays that are the same for all are taken off.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median, pstdev
from typing import Any

import numpy as np

from soleus_timer.domain.session.events import Tone
from tests.audio.arrays import Samples, tone_arrays
from tests.audio.hummer import hum
from tests.audio.rig import RATE, Hearing, SoundServer, find_onsets, sound_server
from tests.benchmarks.desk import busy_cores
from tests.benchmarks.table import Row, failed, judged, told

TONES = tone_arrays()
WORDS = ("hum 1", "hum 3", "hum 5", "hum 7")
EFFECTS = "tests.benchmarks.effect_player"

EVERY = 1.37
"""Seconds from cue to cue: no multiple of anything that a timer or a buffer does."""

ROUNDS = 4
STALL_SECONDS = 0.3
WARM_UP_SECONDS = 2.0
METRONOME_SECONDS = 300.0
BEATS_PER_MINUTE = (60, 120, 208)

DRIFT_LIMIT = 10.0
"""Millionths: as well as the pace of the recording itself can be told."""

SURE = 0.85
"""How well a place must fit, as a share: tones have likenesses."""

BEGINNING = RATE // 5
"""Frames: of words, only when they begin is looked for."""

_SLICE_SECONDS = 20


def measure() -> list[Row]:
    """Play sessions and metronomes, record them and look for what was due."""
    rows: list[Row] = []
    with own_server() as server:
        rows += _session(server, "idle", sd_limit=2.0, worst_limit=10.0)
        rows += _effects(server, "idle")
        rows += _session(server, "cores busy, window stalled", worst_limit=15.0, is_busy=True)
        rows += _effects(server, "cores busy, window stalled", is_busy=True)
        rows += _first_cue(server)
    with own_server() as server:
        rows += _metronomes(server)
    return rows


@contextmanager
def own_server() -> Iterator[SoundServer]:
    """Run a sound server for this measurement alone."""
    # Not the usual place for such folders: the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="soleus-", dir="/tmp"))
    try:
        with sound_server(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plan(*, words: bool, is_busy: bool) -> dict[str, Any]:
    """Return a session with every tone, and words among them."""
    cues: list[list[Any]] = []
    for _ in range(ROUNDS):
        for tone in Tone:
            cues.append([0.5 + EVERY * len(cues), tone.value, None, "REP_COUNT"])
        if words:
            text = WORDS[len(cues) % len(WORDS)]
            cues.append([0.5 + EVERY * len(cues), None, text, "TRANSITION"])
    return {
        "cues": cues,
        "seconds": 2 + EVERY * len(cues),
        "warm_up": WARM_UP_SECONDS,
        "stall": STALL_SECONDS if is_busy else 0,
    }


def _session(
    server: SoundServer,
    name: str,
    *,
    worst_limit: float,
    sd_limit: float | None = None,
    is_busy: bool = False,
) -> list[Row]:
    plan = _plan(words=True, is_busy=is_busy)
    with busy_cores() if is_busy else nullcontext():
        heard = server.perform(plan)
    tones = _off(plan, heard, 1)
    words = _off(plan, heard, 2)
    if tones is None or words is None:
        return [failed(f"session, {name}", "cues are missing in the recording, or too many")]
    constant = median(tones)
    start = heard.told("start")[0] / 1e9 - heard.begin
    worst = 1000 * max(abs(one - constant) for one in tones)
    spoken = 1000 * max(abs(one - constant) for one in words)
    spread = 1000 * pstdev(tones)
    what = f"tones off by, {name}"
    rows = [
        told(f"{what}: standard deviation", f"{spread:.2f} ms")
        if sd_limit is None
        else judged(f"{what}: standard deviation", spread, sd_limit, " ms"),
        judged(f"{what}: worst of {len(tones)}", worst, worst_limit, " ms"),
        judged(f"words begin off by, {name}: worst of {len(words)}", spoken, 15.0, " ms"),
    ]
    if not is_busy:
        rows.append(
            told(
                "a sound reaches the card after its due time by",
                f"{1000 * (constant - start):.0f} ms",
            )
        )
        rows.append(judged("processor, of a core", 100 * heard.told("cpu")[0], 4.0, " %"))
    return rows


def _effects(server: SoundServer, name: str, *, is_busy: bool = False) -> list[Row]:
    """Measure the usual way of playing sounds, to compare with."""
    plan = _plan(words=False, is_busy=is_busy)
    with busy_cores() if is_busy else nullcontext():
        heard = server.perform(plan, module=EFFECTS)
    what = f"QSoundEffect, {name}"
    # Its sounds have holes: where none fits well, it is looked for where it should be.
    off = _off(plan, heard, 1, share=0.4, is_strict=False)
    if not off:
        return [told(what, "no tone was found")]
    constant = median(off)
    worst = 1000 * max(abs(one - constant) for one in off)
    found = f"sd {1000 * pstdev(off):.2f} ms, worst {worst:.2f} ms"
    return [told(what, f"{found}, {len(off)} of {len(plan['cues'])} found")]


def _off(
    plan: dict[str, Any], heard: Hearing, part: int, share: float = SURE, *, is_strict: bool = True
) -> list[float] | None:
    """Return by how much each cue is off its time (seconds), all by one constant more.

    `part` tells which part of a cue: 1 its tone, 2 its words. None where cues and sounds cannot be
    told to belong together.
    """
    due: dict[str, list[float]] = {}
    for cue in plan["cues"]:
        if cue[part] is not None:
            due.setdefault(cue[part], []).append(cue[0])
    off: list[float] = []
    for name, times in due.items():
        sample = TONES[Tone(name)] if part == 1 else hum(name)[:BEGINNING]
        onsets = onsets_of(heard, sample, share)
        if len(onsets) == len(times):
            off += [float(late) - early for late, early in zip(onsets, times, strict=True)]
        elif is_strict:
            return None
    return off


def _first_cue(server: SoundServer) -> list[Row]:
    heard_all = server.perform({"cues": [[0, "work", None, "TRANSITION"]], "seconds": 3})
    heard = heard_all.sound
    work = TONES[Tone.WORK]
    what = "first cue of a session: samples that are missing"
    audible = np.flatnonzero(heard)
    if not len(audible):
        return [failed(what, "nothing was heard")]
    first = int(np.flatnonzero(np.abs(work) > 0.5 / 32768)[0])
    part = heard[audible[0] : audible[0] + len(work) - first]
    same = np.abs(part - work[first : first + len(part)]) < 2e-4
    begins = heard_all.begin + (audible[0] - first) / heard_all.rate
    after = 1000 * (begins - heard_all.told("start")[0] / 1e9)
    return [
        judged(what, float(len(work) - first - same.sum()), 0, "", 0),
        told("from Start to the first cue at the card", f"{after:.0f} ms"),
    ]


def _metronomes(server: SoundServer) -> list[Row]:
    """Play one metronome for each tempo, all at the same time, each to an output of its own."""
    for beats in BEATS_PER_MINUTE:
        server.add_output(f"bpm{beats}")

    def play(beats: int) -> Hearing:
        count = round(METRONOME_SECONDS * beats / 60)
        plan = {
            "cues": [[0.5 + 60 * beat / beats, "beat", None, "REP_COUNT"] for beat in range(count)],
            "seconds": METRONOME_SECONDS + 2,
            "warm_up": WARM_UP_SECONDS,
            "output": f"bpm{beats}",
            "settings": {"device": f"bpm{beats}"},
        }
        return server.perform(plan)

    with ThreadPoolExecutor() as pool:
        heard = list(pool.map(play, BEATS_PER_MINUTE))
    return [
        row
        for beats, one in zip(BEATS_PER_MINUTE, heard, strict=True)
        for row in _metronome(beats, onsets_of(one, TONES[Tone.BEAT], SURE))
    ]


def _metronome(beats: int, onsets: Sequence[float]) -> list[Row]:
    what = f"metronome at {beats} bpm, {METRONOME_SECONDS:g} s"
    count = round(METRONOME_SECONDS * beats / 60)
    if len(onsets) != count:
        return [failed(what, f"{len(onsets)} beats of {count} were heard")]
    intervals = np.diff(onsets) - 60 / beats
    drift = float(np.polyfit(np.arange(count), np.asarray(onsets), 1)[0]) * beats / 60 - 1
    return [
        judged(f"{what}: worst interval off by", 1000 * float(np.abs(intervals).max()), 1.0, " ms"),
        judged(f"{what}: drift, in millionths", 1e6 * abs(drift), DRIFT_LIMIT, "", 1),
    ]


def onsets_of(heard: Hearing, sample: Samples, share: float) -> list[float]:
    """Return when `sample` begins in a long recording, slice by slice.

    In seconds of the machine's clock, from which the sound card's own strays.
    """
    sound = heard.sound
    step = _SLICE_SECONDS * RATE
    onsets: list[float] = []
    for first in range(0, len(sound), step):
        part = sound[first : first + step + 2 * len(sample)]
        found = first / RATE + find_onsets(part, sample, share)
        # What begins near the end of a slice is found whole in the next one.
        apart = len(sample) / RATE
        ends = (first + step) / RATE
        onsets += [
            float(one) for one in found if one < ends and not (onsets and one - onsets[-1] < apart)
        ]
    return [one * RATE / heard.rate for one in onsets]
