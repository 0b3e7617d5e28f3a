"""Renders the voice: a clip for each unit of speech, and the index that names them.

Run from the checkout, with the extra `voice` installed: `python -m assets.voice.render`. Only what
is new or changed is rendered, and clips that nothing says any more are deleted. The same version of
hibari makes the same samples on the same kind of processor. `--phonemes "Tip toe walking"` prints
how it is said.

A clip is Ogg Opus at 48 kHz, one channel, about 3 KB a second of speech. Opus keeps to the sample
both length and beginning.
"""

import argparse
import hashlib
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from assets.voice.units import all_units, place_of, titles
from soleus_timer import resources
from soleus_timer.audio import neural_voice
from soleus_timer.audio.neural_voice import NeuralVoiceError, Place
from soleus_timer.audio.processing import (
    HIGHEST_PEAK,
    LOUDNESS,
    PEAK,
    Sound,
    levelled,
    loudness,
    onset,
    resampled,
    trimmed,
)
from soleus_timer.domain.phrases import Unit

VERSION = 2
"""Counts changes of how clips are made, here or in `neural_voice`: all of them are made anew."""

SPEED = 0.84
"""Of the voice: slower than it usually speaks, for it is heard across a room."""

RATE = 48_000
FORM: Mapping[str, Any] = {"format": "OGG", "subtype": "OPUS", "compression_level": 0.95}
"""Of libsndfile, whose levels are 0 to 1: some 24 kbit a second and the headers."""

ROUNDS = 8
LATEST_ONSET = 0.008
"""Seconds before the first sound that is heard of a file."""

CLOSE_ENOUGH = 0.15
"""LU between a file and `LOUDNESS`."""

INDEX = "index.json"
FORMAT = 2
LICENCE = "LICENCE.txt"
LONGEST_SLUG = 40

HOW_TO_GET_IT = "The voice is needed: pip install -e '.[voice]'"


@dataclass(frozen=True, slots=True)
class Clip:
    """A unit, its place in a sentence, and the name of its file, a digest of both."""

    unit: Unit
    place: Place

    @property
    def file(self) -> str:
        """The name of the file; it changes when anything changes that could be heard."""
        spelled = neural_voice.spelled(self.unit.words, self.place)
        voice = (neural_voice.VOICE, neural_voice.VERSION, neural_voice.SEED, SPEED, VERSION)
        recipe = (self.unit.words, spelled, str(self.place), *voice)
        digest = hashlib.sha256(repr(recipe).encode()).hexdigest()[:8]
        slug = (
            re.sub(r"[^a-z0-9]+", "-", self.unit.words.lower()).strip("-")[:LONGEST_SLUG].strip("-")
        )
        return f"{slug}-{digest}.ogg"


def planned(units: Iterable[Unit], names: frozenset[str]) -> list[Clip]:
    """Return the clips that there must be; `names` are the titles that are said amid sentences."""
    return [Clip(unit, place_of(unit, names)) for unit in sorted(units)]


def render(clips: Sequence[Clip], folder: Path) -> None:
    """Render clips into `folder`.

    Raises:
        NeuralVoiceError: the voice cannot be used, or a clip came out silent.
    """
    for clip in clips:
        said, rate = neural_voice.synthesise(clip.unit.words, SPEED, clip.place)
        sound = resampled(trimmed(said, rate), rate, RATE)
        if not len(sound):
            raise NeuralVoiceError(f"Nothing is heard of “{clip.unit.words}”.")
        (folder / clip.file).write_bytes(encoded(sound))


def encoded(sound: Sound) -> bytes:
    """Return a sound as a file that is as loud as all speech when it is decoded.

    Opus takes up to 1.5 dB from some words ("nine", "down"): they get as much more before it.
    """
    target, highest = LOUDNESS, PEAK
    for _ in range(ROUNDS):
        file = io.BytesIO()
        levelled_sound = levelled(sound, RATE, target, highest)
        soundfile.write(file, levelled_sound, RATE, **FORM)
        file.seek(0)
        heard, _rate = soundfile.read(file, dtype="float32")
        missing = LOUDNESS - loudness(heard, RATE)
        peak, late = float(np.abs(heard).max()), onset(heard, RATE) - LATEST_ONSET
        if abs(missing) < CLOSE_ENOUGH and peak < HIGHEST_PEAK and late <= 0:
            break
        target += missing
        # Coding adds to some peaks, and softens the beginning of "thirty".
        highest *= min(1.0, HIGHEST_PEAK / peak - 0.01)
        sound = sound[max(0, round(late * RATE)) :]
    while peak >= HIGHEST_PEAK:  # rather a little too soft than bent by the mixer
        levelled_sound = levelled_sound * np.float32(0.97)
        file = io.BytesIO()
        soundfile.write(file, levelled_sound, RATE, **FORM)
        file.seek(0)
        heard, _rate = soundfile.read(file, dtype="float32")
        peak = float(np.abs(heard).max())
    return file.getvalue()


def index_text(clips: Sequence[Clip], folder: Path) -> str:
    """Return the index: a line for each unit, with its file and length, so that changes show."""
    head = {
        "format": FORMAT,
        "voice": f"hibari-tts {neural_voice.VERSION}, {neural_voice.VOICE}",
        "licence": LICENCE,
        "render": VERSION,
        "rate": RATE,
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    units = [
        f"    {json.dumps(clip.unit.key, ensure_ascii=False)}: "
        + json.dumps({"file": clip.file, "seconds": _seconds(folder / clip.file)})
        for clip in clips
    ]
    lines.append('  "units": {\n' + ",\n".join(units) + "\n  }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def update(clips: Sequence[Clip], folder: Path, *, anew: bool = False) -> Mapping[str, int]:
    """Render what is missing, delete what is unused, write the index; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    # Units that differ in their code alone, such as two kinds of "Down", share a clip.
    by_file = {clip.file: clip for clip in clips}
    missing = [clip for clip in by_file.values() if anew or not (folder / clip.file).exists()]
    if missing:
        render(missing, folder)
    orphans = [path for path in folder.glob("*.ogg") if path.name not in by_file]
    for path in orphans:
        path.unlink()
    (folder / INDEX).write_text(index_text(clips, folder), "utf-8")
    return {"clips": len(by_file), "rendered": len(missing), "deleted": len(orphans)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 and print why where the voice is missing."""
    parser = argparse.ArgumentParser(description="Renders the voice's clips.")
    parser.add_argument("--anew", action="store_true", help="render all clips again")
    parser.add_argument("--phonemes", nargs="+", metavar="TEXT", help="only print how it is said")
    parser.add_argument("--folder", type=Path, default=resources.voice(), help="where clips go")
    asked = parser.parse_args(arguments)
    if not neural_voice.is_installed():
        print(HOW_TO_GET_IT, file=sys.stderr)
        return 1
    try:
        if asked.phonemes:
            for text in asked.phonemes:
                print(text, "|", *neural_voice.phonemes(text))
            return 0
        done = update(planned(all_units(), titles()), asked.folder, anew=asked.anew)
    except NeuralVoiceError as problem:
        print(problem, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in asked.folder.iterdir())
    print(", ".join(f"{count} {what}" for what, count in done.items()), f"{size / 1e6:.1f} MB")
    return 0


def _seconds(path: Path) -> float:
    info = soundfile.info(path)
    return float(round(info.frames / info.samplerate, 3))


if __name__ == "__main__":
    sys.exit(main())
