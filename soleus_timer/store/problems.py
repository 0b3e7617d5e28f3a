"""What is wrong with a file, where, and the way out: in words for the person who wrote it."""

from collections.abc import Iterable, Sequence

from soleus_timer.core.problem import Problem

KeyPath = tuple[str | int, ...]
"""The way to a value: names of fields and tables, and places in lists from 0."""

Finding = tuple[KeyPath, str]
"""Something wrong with a value: the way to it, and a sentence."""

LONGEST_SHOWN = 60


class BadFileError(Exception):
    """A file cannot be used; `problems` are all that is wrong with it, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownWorkoutError(Exception):
    """There is no workout of that name; `nearest` are the ids that come close to it."""

    def __init__(self, name: str, nearest: Sequence[str]) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        super().__init__(f"there is no workout {shown(name)}{did_you_mean(nearest)}")


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the `known` names that `name` may have been meant for, best first."""
    from difflib import get_close_matches  # noqa: PLC0415 - the window's start does without it

    wanted = name.casefold()
    candidates = {candidate.casefold(): candidate for candidate in known}
    close = get_close_matches(wanted, candidates, n=3, cutoff=0.6)
    # Half a name is a near miss, too, however long the other half is.
    if len(wanted) >= 3:
        close += [key for key in candidates if wanted in key and key not in close]
    return [candidates[key] for key in close[:3]]


def did_you_mean(nearest: Sequence[str]) -> str:
    """Return the end of a sentence that offers the nearest names; empty if there are none."""
    return f"; did you mean {either(nearest)}?" if nearest else ""


def either(names: Sequence[str]) -> str:
    """Return names as a choice: `"a", "b" or "c"`."""
    quoted = [shown(name) for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)


def shown(value: object) -> str:
    """Return a value of a file as its writer would recognise it, shortened and printable."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            clean = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}"
                            for sign in value[: LONGEST_SHOWN + 1])  # fmt: skip
            cut = clean if len(clean) <= LONGEST_SHOWN else f"{clean[: LONGEST_SHOWN - 1]}…"
            return f'"{cut}"'
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return str(value)


def human_place(path: KeyPath) -> str:
    """Return the way to a value as people say it, lists counted from 1: `blocks[2].dose.reps`."""
    place = ""
    for part in path:
        if isinstance(part, int):
            place += f"[{part + 1}]"
            continue
        name = part if part.replace("-", "").isidentifier() and len(part) < 60 else shown(part)
        place += f".{name}" if place else name
    return place
