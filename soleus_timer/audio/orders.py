"""What the window's process and the workshop's tell each other: one order, and one answer to it.

An order is JSON. The answer is one word: `done`, or the code of what stands in the way.
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

DONE = "done"


class Work(StrEnum):
    """What is to be made."""

    TONE = "tone"
    """A person's own sound, as it is to stand for a tone."""

    SPEECH = "speech"
    """What a synthesiser said, as it is to stand beside the shipped clips."""


class Hindrance(StrEnum):
    """Why nothing was made; of a tone the codes of `FileProblem` tell it too."""

    NO_DECODER = "no_decoder"
    """A library is missing that the workshop needs."""

    NO_SPEECH = "no_speech"
    """It is no WAV file, empty, silent or too long."""

    NOT_WRITTEN = "not_written"
    """What was made cannot be written."""


@dataclass(frozen=True, slots=True)
class Order:
    """A file to read, and the file to write: FLAC, one channel, at `samples.DEFAULT_RATE`."""

    work: Work
    source: Path
    target: Path
    tone: str = ""
    """What a tone is to stand for."""


def order_text(order: Order) -> str:
    """Return an order as text; names of files that are no text are kept too."""
    return json.dumps(asdict(order), default=str)


def read_order(text: str) -> Order:
    """Return the order that a text tells."""
    told = json.loads(text)
    return Order(Work(told["work"]), Path(told["source"]), Path(told["target"]), told["tone"])
