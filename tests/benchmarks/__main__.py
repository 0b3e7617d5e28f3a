"""The benchmarks: `python -m tests.benchmarks [SUBJECT...]`, or `make bench ARGS="startup memory"`.

Each limit is a ratio or a lateness, measured side by side in one run, so that it means the same on
a fast machine and on a slow one. Each subject is measured by a process of its own, and this one
loads no Qt: whoever has Qt in memory takes over a part of its pages from the windows that are
looked at. Ends with 1 where a limit is missed or a benchmark fails.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from tests.audio import rig
from tests.benchmarks import (
    blocking,
    drift,
    history,
    intelligibility,
    journal,
    kills,
    lateness,
    library,
    malformed,
    memory,
    painting,
    processor,
    simulation,
    sound_exactness,
    sound_losses,
    startup,
    years,
)
from tests.benchmarks.desk import NEEDS
from tests.benchmarks.table import Row, Verdict, failed, skipped, table_text


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be measured, and the programs without which it cannot."""

    measure: Callable[[], list[Row]]
    needs: tuple[str, ...] = ()


SUBJECTS = {
    "startup": Subject(startup.measure, NEEDS),
    "processor": Subject(processor.measure, NEEDS),
    "painting": Subject(painting.measure),
    "memory": Subject(memory.measure, NEEDS),
    "drift": Subject(drift.measure),
    "journal": Subject(journal.measure),
    "kills": Subject(kills.measure),
    "malformed": Subject(malformed.measure),
    "blocking": Subject(blocking.measure),
    "lateness": Subject(lateness.measure, NEEDS),
    "simulate": Subject(simulation.measure),
    "history": Subject(history.measure),
    "years": Subject(years.measure, NEEDS),
    "library": Subject(library.measure, NEEDS),
    "exactness": Subject(sound_exactness.measure, rig.PROGRAMS),
    "losses": Subject(sound_losses.measure, rig.PROGRAMS),
    "intelligibility": Subject(intelligibility.measure),
}


def main() -> int:
    """Measure what is asked for, print the table and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("subjects", metavar="SUBJECT", nargs="*", help=", ".join(SUBJECTS))
    wanted = parser.parse_args().subjects or list(SUBJECTS)
    if unknown := [subject for subject in wanted if subject not in SUBJECTS]:
        parser.error(f"no such subject: {', '.join(unknown)}; there are {', '.join(SUBJECTS)}")
    rows: dict[str, list[Row]] = {}
    try:
        for subject in wanted:
            print(f"measuring: {subject}", file=sys.stderr, flush=True)
            rows[subject] = _measured(SUBJECTS[subject])
    finally:
        # Also what was found before one of them went wrong.
        print(table_text(rows))
    verdicts = [row.verdict for part in rows.values() for row in part]
    print(
        f"\n{verdicts.count(Verdict.KEPT)} limits kept, {verdicts.count(Verdict.MISSED)} missed, "
        f"{verdicts.count(Verdict.FAILED)} benchmarks failed, "
        f"{verdicts.count(Verdict.SKIPPED)} skipped"
    )
    return 1 if {Verdict.MISSED, Verdict.FAILED} & set(verdicts) else 0


def _measured(subject: Subject) -> list[Row]:
    missing = [program for program in subject.needs if shutil.which(program) is None]
    if missing:
        return [skipped("all of it", f"not installed: {', '.join(missing)}")]
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as another:
            return another.submit(subject.measure).result()
    except (OSError, subprocess.SubprocessError, BrokenProcessPool) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return [failed("all of it", f"{error}"[:60])]


if __name__ == "__main__":
    sys.exit(main())
