"""The table that the benchmarks print: what was measured, its limit and the verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median, quantiles

DISTURBED = 0.25
"""Repeated measurements that differ by more than this share of their median are doubtful."""


class Verdict(StrEnum):
    """What became of a measurement."""

    KEPT = "ok"
    MISSED = "MISSED"
    TOLD = "-"
    """There is no limit."""
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    limit: str
    verdict: Verdict


def judged(what: str, value: float, limit: float, unit: str = "", digits: int = 2) -> Row:
    """Return a row that holds `value` against the most that it may be."""
    verdict = Verdict.KEPT if value <= limit else Verdict.MISSED
    return Row(what, f"{value:.{digits}f}{unit}", f"{limit:g}{unit}", verdict)


def told(what: str, measured: str) -> Row:
    """Return a row of something that has no limit."""
    return Row(what, measured, "", Verdict.TOLD)


def skipped(what: str, why: str) -> Row:
    """Return a row for what could not be measured here."""
    return Row(what, why, "", Verdict.SKIPPED)


def failed(what: str, why: str) -> Row:
    """Return a row for what broke while it was measured."""
    return Row(what, why, "", Verdict.FAILED)


def milliseconds_text(seconds: Iterable[float]) -> str:
    """Return the median of repeated times, how far they spread, and whether that is doubtful."""
    times = sorted(seconds)
    middle = median(times)
    text = f"{1000 * middle:.0f} ms"
    if len(times) < 4:
        return text
    lower, _, upper = quantiles(times, n=4)
    doubt = ", disturbed" if upper - lower > DISTURBED * middle else ""
    return f"{text} (half within {1000 * lower:.0f}-{1000 * upper:.0f}{doubt})"


def table_text(rows: dict[str, list[Row]]) -> str:
    """Return the table, the rows of each subject under its name."""
    everything = [row for part in rows.values() for row in part]
    what, measured, limit = (
        max([len(heading), *map(len, cells)])
        for heading, cells in (
            ("", [row.what for row in everything]),
            ("measured", [row.measured for row in everything]),
            ("at most", [row.limit for row in everything]),
        )
    )
    lines = [f"  {'':<{what}}  {'measured':<{measured}}  {'at most':<{limit}}  verdict"]
    for subject, part in rows.items():
        lines.append(subject)
        lines += [
            f"  {row.what:<{what}}  {row.measured:<{measured}}  {row.limit:<{limit}}  {row.verdict}"
            for row in part
        ]
    return "\n".join(lines)
