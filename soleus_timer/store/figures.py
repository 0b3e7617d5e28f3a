"""The figures of exercises, read when they are asked for."""

import os
from collections.abc import Sequence
from pathlib import Path

from soleus_timer import log
from soleus_timer.core.figure.build import build_figure
from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.file import FigureFile
from soleus_timer.core.problem import Problem
from soleus_timer.store.documents import Document, read_document
from soleus_timer.store.figure_checks import impossible_poses, loose_ends
from soleus_timer.store.folders import SUFFIX
from soleus_timer.store.problems import BadFileError, shown


class Figures:
    """Figures by the id of their exercise, which is the name of their file; each read once.

    Where several of the `folders` have a file of the same name, the first one counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._read: dict[str, Figure | None] = {}
        self.problems: list[Problem] = []
        """What was wrong with the files read so far; their exercises go without a figure."""

    def find(self, exercise_id: str) -> Figure | None:
        """Return the figure of an exercise; None where there is none, or only a bad one."""
        if exercise_id not in self._read:
            self._read[exercise_id] = None
            with log.Guard("figure"):
                self._read[exercise_id] = self._load(exercise_id)
        return self._read[exercise_id]

    def _load(self, exercise_id: str) -> Figure | None:
        for folder in self.folders:
            path = folder / f"{exercise_id}{SUFFIX}"
            if os.path.lexists(path):
                try:
                    return load_figure(path)
                except BadFileError as error:
                    self.problems += error.problems
                    return None
        return None


def load_figure(path: Path, *, must_match_name: bool = True) -> Figure:
    """Read the file of a figure.

    `must_match_name` asks that its id be the name of the file, by which exercises find it.

    Raises:
        BadFileError: with all that is wrong with the file.
    """
    return figure_in(read_document(path), must_match_name=must_match_name)


def figure_in(document: Document, *, must_match_name: bool) -> Figure:
    """Return the figure that a document describes; see `load_figure`."""
    document.read(FigureFile)
    if loose := list(loose_ends(document.content)):
        raise BadFileError(document.problems(loose))
    figure = build_figure(document.content)
    if impossible := list(impossible_poses(figure)):
        raise BadFileError(document.problems(impossible))
    name = document.path.stem
    if must_match_name and figure.id != name:
        message = (
            f"the id is {shown(figure.id)} and the file is called {shown(name)}; an exercise finds "
            f"its figure by the file, so give both the name of the exercise"
        )
        raise BadFileError(document.problems([(("id",), message)]))
    return figure
