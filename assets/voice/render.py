"""Renders the voice: a clip for each unit of speech, and the index that names them.

Run from the checkout: `python -m assets.voice.render`. Only what is new or changed is rendered, and
clips that nothing says any more are deleted. `--phones "Tip toe walking"` prints how it is said.

A clip is Ogg Opus at 48 kHz, one channel, about 4 KB a second of speech: an eighth of FLAC and half
of Vorbis, whose header alone is 4 KB. Opus keeps to the sample both length and beginning.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile

from assets.voice import festival
from assets.voice.units import Place, all_units, place_of, titles
from soleus_timer import resources
from soleus_timer.audio.processing import levelled, resampled, trimmed
from soleus_timer.domain.phrases import Unit

VERSION = 1
"""Counts changes of how clips are made: all of them are made anew."""

RATE = 48_000
COMPRESSION = 0.92
"""Of libsndfile, 0 to 1: some 32 kbit a second, at which Opus speech shows no loss."""

INDEX = "index.json"
FORMAT = 2
LICENCE = "LICENCE.txt"
LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Clip:
    """A unit, what festival is given for it, and the name of its file, a digest of both."""

    unit: Unit
    utterance: festival.Utterance

    @property
    def file(self) -> str:
        """The name of the file; it changes when anything changes that could be heard."""
        recipe = (self.unit.words, self.utterance.sentence, festival.setup(), VERSION)
        digest = hashlib.sha256(repr(recipe).encode()).hexdigest()[:8]
        slug = (
            re.sub(r"[^a-z0-9]+", "-", self.unit.words.lower()).strip("-")[:LONGEST_SLUG].strip("-")
        )
        return f"{slug}-{digest}.ogg"


def planned(units: Iterable[Unit], names: frozenset[str]) -> list[Clip]:
    """Return the clips that there must be; `names` are the titles that are said amid sentences."""
    return [
        Clip(unit, festival.Utterance(festival.spelled(unit.words), place_of(unit.words, names)))
        for unit in sorted(units)
    ]


def render(clips: Sequence[Clip], folder: Path) -> None:
    """Render clips into `folder`.

    Raises:
        festival.FestivalError: festival cannot be run, or a clip came out silent.
    """
    for clip, spoken in zip(clips, festival.speak([clip.utterance for clip in clips]), strict=True):
        sound = levelled(resampled(trimmed(spoken.samples, spoken.rate), spoken.rate, RATE), RATE)
        if not len(sound):
            raise festival.FestivalError(f"Nothing is heard of “{clip.unit.words}”.")
        soundfile.write(
            folder / clip.file,
            sound,
            RATE,
            format="OGG",
            subtype="OPUS",
            compression_level=COMPRESSION,
        )


def index_text(clips: Sequence[Clip], folder: Path) -> str:
    """Return the index: a line for each unit, with its file and length, so that changes show."""
    head = {
        "format": FORMAT,
        "voice": festival.VOICE,
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
    """Run the command line; return 1 and print why where festival is missing."""
    parser = argparse.ArgumentParser(description="Renders the voice's clips.")
    parser.add_argument("--anew", action="store_true", help="render all clips again")
    parser.add_argument("--phones", nargs="+", metavar="TEXT", help="only print how these are said")
    parser.add_argument("--folder", type=Path, default=resources.voice(), help="where clips go")
    asked = parser.parse_args(arguments)
    try:
        if asked.phones:
            for spoken in festival.speak(
                [festival.Utterance(festival.spelled(text), Place.ALONE) for text in asked.phones]
            ):
                print(spoken.utterance.text, "|", *(name for name, _ in spoken.phones))
            return 0
        done = update(planned(all_units(), titles()), asked.folder, anew=asked.anew)
    except festival.FestivalError as problem:
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
