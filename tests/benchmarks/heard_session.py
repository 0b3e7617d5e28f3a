"""The article's session, played by the real window, recorded at the sound card and written down.

It takes its real time, some four minutes. The recording is cut where it is silent, and each piece
is given to the recogniser; tones sound in it too, and what is heard in them may stand between two
cues. What must be there is each spoken cue of the session's own log, whole and in order.
"""

import json
import sys
from collections.abc import Iterator

import numpy as np

from soleus_timer.audio.processing import Sound, resampled
from tests.audio import rig
from tests.benchmarks.desk import desk
from tests.benchmarks.processes import wait_for
from tests.benchmarks.recogniser import RATE, Recogniser
from tests.benchmarks.table import Row, judged, told
from tests.benchmarks.transcripts import found_in_order, words_of

WORKOUT = "tip-toe-walking"
WORD = "heels"
"""What the former voice was heard to say otherwise."""

LONGEST_SECONDS = 400.0
RING_OUT_SECONDS = 3.0

SILENCE = 1e-3
"""What is softer than this, of full scale, is silence."""

PAUSE_SECONDS = 0.6
"""Shorter silences are within what is said."""

SHORTEST_SECONDS = 0.25
"""Shorter pieces are ticks."""

AROUND_SECONDS = 0.3


def measure(ear: Recogniser) -> list[Row]:
    """Play the session, record it and look for its cues in what is heard."""
    said, recorded = _play()
    heard: list[str] = []
    for piece in pieces(recorded, rig.RATE):
        heard += words_of(ear.hear(resampled(piece, rig.RATE, RATE)))
    found = found_in_order([words_of(cue) for cue in said], heard)
    missing = [cue for place, cue in enumerate(said) if place not in found]
    for cue in missing:
        print(f"{WORKOUT}, not heard: {cue}", file=sys.stderr)
    if missing:
        print(f"{WORKOUT}, heard: {' '.join(heard)}", file=sys.stderr)
    of_word = [place for place, cue in enumerate(said) if WORD in words_of(cue)]
    right = len(set(of_word) & set(found))
    return [
        told(f"{WORKOUT}: cues heard in order", f"{len(found)} of {len(said)}"),
        judged("  not heard", len(missing), 0, "", 0),
        judged(f"  with “{WORD}”, of {len(of_word)}: not heard", len(of_word) - right, 0, "", 0),
    ]


def _play() -> tuple[list[str], Sound]:
    """Return what the session said by its log, and its recording."""
    with desk() as place:
        assert place.sound is not None, "a desk has one unless told otherwise"
        with place.sound.recording() as recorded, place.session(WORKOUT):
            wait_for(
                lambda: "session_finished" in place.log.read_text(),
                "the session ends",
                LONGEST_SECONDS,
            )
            ended = len(recorded())
            whole = ended + round(RING_OUT_SECONDS * rig.RATE)
            wait_for(lambda: len(recorded()) > whole, "the last words are recorded")
            sound = recorded()
        events = [json.loads(line) for line in place.log.read_text().splitlines()]
    return [event["say"] for event in events if "say" in event], sound


def pieces(sound: Sound, rate: int) -> Iterator[Sound]:
    """Yield the parts of a recording between its silences, each with a little silence around."""
    audible = np.flatnonzero(np.abs(sound) > SILENCE)
    if not len(audible):
        return
    cuts = np.flatnonzero(np.diff(audible) > PAUSE_SECONDS * rate)
    begins = [audible[0], *audible[cuts + 1]]
    ends = [*audible[cuts], audible[-1]]
    around = np.zeros(round(AROUND_SECONDS * rate), dtype=np.float32)
    for begin, end in zip(begins, ends, strict=True):
        if end - begin >= SHORTEST_SECONDS * rate:
            yield np.concatenate([around, sound[begin : end + 1], around])
