"""10,000 damaged files of each kind: what comes of them, and how long the longest takes."""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.table import Row, judged, told
from tests.malformed import Kind, Readers, damaged, good_files, watched

FILES = 10_000
BATCH = 250
LONGEST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of some files; `longest` is in seconds."""

    kind: Kind
    longest: float
    failures: tuple[str, ...]
    outside: tuple[str, ...]


def measure() -> list[Row]:
    """Have all of them read, and look at what else happened."""
    batches = [(kind, first) for kind in Kind for first in range(0, FILES, BATCH)]
    # Each lane is a program of its own, as the watch cannot be taken away again.
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as lanes:
        done = list(lanes.map(_read, batches))
    for text in {text for batch in done for text in (*batch.failures, *batch.outside)}:
        print(text, file=sys.stderr)
    return [row for kind in Kind for row in _rows(kind, [one for one in done if one.kind is kind])]


def _rows(kind: Kind, done: list[Batch]) -> Iterable[Row]:
    return (
        told(f"damaged {kind}", f"{len(done) * BATCH} read"),
        judged("  failed without a name", sum(len(one.failures) for one in done), 0, digits=0),
        judged("  touched outside the folder", sum(len(one.outside) for one in done), 0, digits=0),
        judged("  the longest", max(one.longest for one in done), LONGEST_SECONDS, " s"),
    )


def _read(batch: tuple[Kind, int]) -> Batch:
    kind, first = batch
    longest, failures = 0.0, list[str]()
    with tempfile.TemporaryDirectory(prefix="soleus-malformed-") as folder:
        good, root = Path(folder) / "good", Path(folder) / "read"
        for place in (good, root):
            place.mkdir()
        files = good_files(kind, good)
        readers = Readers(root)
        # What is loaded at need would count as a long one.
        for content in files:
            readers.read(kind, content)
        with watched(readers.data.root) as outside:
            for seed in range(first, first + BATCH):
                content = damaged(files, seed)
                begin = time.perf_counter()
                try:
                    readers.read(kind, content)
                except Exception as error:
                    failures.append(f"{kind} {seed}: {type(error).__name__}: {error}"[:300])
                longest = max(longest, time.perf_counter() - begin)
        readers.close()
    return Batch(kind, longest, tuple(failures), tuple(outside))
