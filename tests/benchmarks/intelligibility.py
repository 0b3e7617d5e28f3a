"""How well the voice is understood: a recogniser writes down what it says, phrases and a session.

A hundred phrases are rendered by the program's own scheduler, renderer and mixer, and each is heard
three times: clean; in pink noise (20 Hz to 20 kHz) as strong as the voice, 0 dB; and from 4 m away
in a room (see `rooms`), with pink noise 5 dB below the voice. The voice's level is that while it
speaks, and the noise begins half a second before it. Noise and room differ from phrase to phrase
and are the same in each run, so that two voices can be compared. What counts is the share of words
that are wrong, missing or too many, of all words that were said; only spellings are made alike.

`SOLEUS_CLIPS` names a folder of clips to be measured instead of the shipped ones; the session in
the window, which plays those, is then left out. Where the history of the checkout has the clips of
the former voice, they are measured in the same way. All that was heard wrong is printed.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import soundfile

from soleus_timer import resources
from soleus_timer.audio.processing import DEFAULT_RATE, Sound, loudness, resampled
from soleus_timer.audio.voice import Voice, read_index
from tests.benchmarks import heard_session
from tests.benchmarks.desk import NEEDS
from tests.benchmarks.recogniser import RATE, Recogniser, missing_packages, recogniser
from tests.benchmarks.rooms import in_room, with_noise
from tests.benchmarks.spoken_phrases import phrases, spoken, words_said
from tests.benchmarks.table import Row, judged, skipped, told
from tests.benchmarks.transcripts import Heard, word_error_rate

VARIABLE = "SOLEUS_CLIPS"
"""Of the environment: a folder of clips and their index."""

LOUDNESS_LIMIT = 1.0
SIZE_LIMIT = 8.0

FORMER = "cmu_us_slt_arctic_hts"
"""The former voice, as the index of its clips names it."""

_CLIPS = "assets/voice/clips"
_REPOSITORY = Path(__file__).parents[2]
_FIRST_SEED = 2026

CONDITIONS: dict[str, tuple[float, Callable[[Sound, int], Sound]]] = {
    "clean": (5.0, lambda speech, _: speech),
    "noise, 0 dB": (12.0, lambda speech, seed: with_noise(speech, DEFAULT_RATE, 0.0, seed)),
    "room, 4 m, +5 dB": (
        12.0,
        lambda speech, seed: with_noise(
            in_room(speech, DEFAULT_RATE, seed + 1000), DEFAULT_RATE, 5.0, seed
        ),
    ),
}
"""What is between voice and ear, with the most words in a hundred that may be wrong."""


def measure() -> list[Row]:
    """Hear the present clips, and those of the former voice where they can be had."""
    chosen = os.environ.get(VARIABLE)
    clips = Path(chosen) if chosen else resources.voice()
    rows = _files(clips)
    if missing_packages():
        return [*rows, skipped("what is heard", "not installed: the extra hearing")]
    with recogniser() as ear:
        rows += _heard(ear, clips, "")
        rows += _session(ear, is_of_other_clips=chosen is not None)
        with _former_clips(clips) as former:
            if former is not None:
                rows += _heard(ear, former, "former voice, ", has_limits=False)
    return rows


def _session(ear: Recogniser, *, is_of_other_clips: bool) -> list[Row]:
    what = f"{heard_session.WORKOUT} in the window"
    if is_of_other_clips:
        return [skipped(what, f"{VARIABLE} is set")]
    if missing := [program for program in NEEDS if shutil.which(program) is None]:
        return [skipped(what, f"not installed: {', '.join(missing)}")]
    return heard_session.measure(ear)


def _files(clips: Path) -> list[Row]:
    """Measure how far the clips' loudness differs, and their size."""
    levels = [
        loudness(*soundfile.read(clips / name, dtype="float32"))
        for name in {name for name, _ in read_index(clips).values()}
    ]
    size = sum(path.stat().st_size for path in clips.iterdir()) / 1e6
    return [
        judged("loudness from clip to clip", max(levels) - min(levels), LOUDNESS_LIMIT, " LU"),
        judged(f"all {len(levels)} clips", size, SIZE_LIMIT, " MB"),
    ]


def _heard(ear: Recogniser, clips: Path, name: str, *, has_limits: bool = True) -> list[Row]:
    voice = Voice(clips)
    said = {words_said(one): spoken(one, voice) for one in phrases()}
    sounds = {words: sound for words, sound in said.items() if sound is not None}
    rows: list[Row] = []
    if len(sounds) < len(said):
        missing = len(said) - len(sounds)
        what = f"{name}phrases without a clip"
        rows.append(judged(what, missing, 0, "", 0) if has_limits else told(what, f"{missing}"))
    for condition, (limit, arrive) in CONDITIONS.items():
        heard = [
            Heard(words, _hear(ear, arrive(sound, _FIRST_SEED + place)))
            for place, (words, sound) in enumerate(sounds.items())
        ]
        wrong = sorted((one for one in heard if one.errors), key=lambda one: -one.errors)
        for one in wrong:
            print(f"{name}{condition}: {one.said} | {one.heard}", file=sys.stderr)
        rate = word_error_rate(heard)
        what = f"{name}{condition}: words wrong"
        rows += [
            judged(what, rate, limit, " %", 1) if has_limits else told(what, f"{rate:.1f} %"),
            told(f"{name}{condition}: phrases right", f"{len(heard) - len(wrong)} of {len(heard)}"),
        ]
    return rows


def _hear(ear: Recogniser, sound: Sound) -> str:
    return ear.hear(resampled(sound, DEFAULT_RATE, RATE))


@contextmanager
def _former_clips(clips: Path) -> Iterator[Path | None]:
    """Yield a folder with the clips of the former voice; None where there are none besides."""
    revision = None if FORMER in (clips / "index.json").read_text("utf-8") else _last_with_former()
    archive = _git("archive", revision, _CLIPS) if revision else None
    if archive is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        yield Path(folder) / _CLIPS


def _last_with_former() -> str | None:
    """Return the newest commit whose clips are the former voice's; None without a history."""
    index = f"{_CLIPS}/index.json"
    # The last change of how often the name stands there took it away, unless it still does.
    changed = _git("log", "-1", "--format=%H", f"-S{FORMER}", "--", index)
    if not changed:
        return None
    commit = changed.decode().strip()
    return next(
        (
            one
            for one in (commit, f"{commit}^")
            if FORMER.encode() in (_git("show", f"{one}:{index}") or b"")
        ),
        None,
    )


def _git(*words: str) -> bytes | None:
    """Return what git prints, or None where it fails or is missing."""
    try:
        done = subprocess.run(
            ["git", *words], cwd=_REPOSITORY, capture_output=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
