"""Workout files for the benchmarks to read."""

from pathlib import Path

_DOSES = (
    'kind = "time"\nseconds = {number}',
    'kind = "reps"\nreps = {number}\ntempo = "2-1-3-0"',
    'kind = "distance"\ndistance = {number}\nunit = "ft"',
    'kind = "open"\nabout_seconds = {number}',
)


def write_long(path: Path, sets: int) -> None:
    """Write a workout of so many sets; with the preparation and the rests twice as many steps."""
    _write(path, "Long", [_block("Hold", _DOSES[0].format(number=30), sets=sets, rest=30)])


def write_fast(path: Path) -> None:
    """Write a workout of 45 s in which a good ten things happen each second."""
    reps = 'kind = "reps"\nreps = 45\ntempo = "0.1-0-0.2-0"'
    _write(path, "Fast", [_block("Raise", reps, sets=3, rest=2)], prepare=1)


def write_many(folder: Path, count: int) -> None:
    """Write so many workouts, no two alike."""
    for number in range(count):
        blocks = [
            _block(
                None if place % 2 else f"Exercise {number}-{place}",
                _DOSES[(number + place) % len(_DOSES)].format(number=5 + (number + place) % 40),
                sets=1 + (number + place) % 5,
                rest=10 + number % 80,
                sides="left-right" if number % 3 == place else "both",
            )
            for place in range(1 + number % 6)
        ]
        _write(folder / f"workout-{number:04}.toml", f"Workout {number}", blocks)


def _write(path: Path, name: str, blocks: list[str], prepare: int = 10) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f'format = 1\nname = "{name}"\nsummary = "For a benchmark."\nprepare_seconds = {prepare}'
    path.write_text("\n\n".join([head, *blocks]) + "\n", encoding="utf-8")


def _block(title: str | None, dose: str, sets: int, rest: float, sides: str = "both") -> str:
    who = 'exercise = "tip-toe-walking"' if title is None else f'title = "{title}"'
    return (
        f'[[blocks]]\n{who}\nsides = "{sides}"\nsets = {sets}\nrest_seconds = {rest}\n'
        f"[blocks.dose]\n{dose}"
    )
