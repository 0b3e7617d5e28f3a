"""A window in which every text from outside is the same one: names, notes, paths, errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from pytestqt.qtbot import QtBot

from assets.screenshots.practice import NOW, sessions
from soleus_timer import resources
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.exercise import Exercise, FormCue, Source
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.history.problems import HistoryError, Notice
from soleus_timer.domain.history.session import StoredSession
from soleus_timer.domain.library import BadFile, Entry, Problem
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import Settings
from soleus_timer.domain.workout import Block, SetsBlock, Workout
from soleus_timer.services.history import HistoryKeeper
from soleus_timer.services.runner import SessionRunner
from soleus_timer.storage.history.repository import History, local_time
from soleus_timer.storage.history.writing import Writer
from soleus_timer.storage.library import Figures
from soleus_timer.storage.prescription import LONGEST_TEXT
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.pages.today.hero import Welcome
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.window import MainWindow
from tests.domain.helpers import reps, timed, walked, workout
from tests.ui.conftest import Desk, HandClock, MemoryOutput, MemoryStore, end_session
from tests.ui.histories import MemoryWays, past_of

UNDECODABLE = "\udcff"
"""A byte in a file's name that is no UTF-8, as Python has it; no other text may hold it."""


EXERCISES = ("tip-toe-walking", "calf-raise")
"""Ids, which cannot be any text."""


class HostileDesk(Desk):
    """The window, and what is shown in it."""

    entry: Entry
    bad: BadFile
    ways: MemoryWays


class HostileShelf:
    """Any exercise at all, with the figure of one that we ship."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._figures = Figures([resources.shipped_figures()])

    def exercise(self, _exercise_id: str) -> Exercise | None:
        return exercise_of(self._text)

    def figure(self, _exercise_id: str) -> Figure | None:
        return self._figures.find("tip-toe-walking")


def short(text: str, most: int) -> str:
    """Return `text` where it is no longer than `most`, else a part of it as markup."""
    return text if len(text) <= most else f"<s>{text[: most - 7]}</s>"


def exercise_of(text: str) -> Exercise:
    """Return an exercise all of whose texts are `text`; no model would check it."""
    return Exercise(
        id=EXERCISES[0],
        name=short(text, LONGEST_TEXT),
        aliases=[text, text],
        summary=text,
        trains=text,
        how_to=[text, text],
        form_cues=[FormCue(show=short(text, 80)), FormCue(show="Knees soft", say=short(text, 120))],
        mistakes=[text],
        cautions=[text],
        equipment=[text],
        suggested=[text],
        sources=[Source(title=text, where=text, told=text)],
    )


def workout_of(text: str) -> Workout:
    """Return a workout of a walk, of reps and of a timed set, all of whose texts are `text`."""
    model = workout(walked(10), reps(3, "1-0-1-0"), timed(5))
    exercises = (*EXERCISES, None)
    blocks: list[Block] = [
        replace(block, exercise=exercise, title=None if exercise else short(text, LONGEST_TEXT))
        for block, exercise in zip(model.blocks, exercises, strict=True)
        if isinstance(block, SetsBlock)
    ]
    return replace(
        model,
        name=short(text, LONGEST_TEXT),
        summary=text,
        trains=text,
        blocks=blocks,
        cautions=[text],
        sources=[text],
    )


def kept_sessions(text: str) -> Iterator[StoredSession]:
    """Yield some weeks of sessions in which everything that people name is `text`."""
    text = short(text, LONGEST_TEXT)
    for session in sessions(40):
        timeline = session.timeline
        steps = {step: replace(step, title=text) for step in timeline.steps}
        sets = tuple(one._replace(step=steps[one.step]) for one in session.record.sets)
        yield replace(
            session,
            timeline=replace(timeline, workout_id=text, name=text, steps=tuple(steps.values())),
            record=replace(session.record, sets=sets),
            rating=replace(session.rating, note=text),
        )


@contextmanager
def hostile_desk(qtbot: QtBot, folder: Path, text: str) -> Iterator[HostileDesk]:
    """Yield the window at its first frame; the pages go on from there."""
    path = f"/home/{text}/{text}{UNDECODABLE}"
    clock = HandClock()
    runner = SessionRunner(clock, MemoryOutput())
    store = MemoryStore(Settings(device=text, sounds=dict.fromkeys(Tone, path)))
    preferences = Preferences(store)
    file = History(folder / "history", now=lambda: NOW)
    file.change(lambda connection: [*map(Writer(connection).write, kept_sessions(text))])
    troubles: list[Notice] = []
    history = file.report_to(troubles.append)
    ways = MemoryWays()
    past = past_of(file, ways)
    pages = Navigation(runner, preferences, Path(path), HostileShelf(text), past)
    exercises = dict.fromkeys(EXERCISES, exercise_of(text))
    entry = Entry(short(text, LONGEST_TEXT), Path(path), False, workout_of(text), exercises)
    pages.keep_sessions(history, lambda _id: entry)
    ids = (f"here-{number}" for number in count())
    keeper = HistoryKeeper(
        runner, history, local_time, lambda: next(ids), lambda _id: None, lambda _id: Choices(),
        pages,
    )  # fmt: skip
    keeper.kept.connect(pages.show_stored)
    window = MainWindow(Welcome(text, text), folder / "window.ini")
    qtbot.addWidget(window, before_close_func=lambda _window: end_session(runner))
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    desk = HostileDesk(window, pages, runner, clock)
    desk.history, desk.history_keeper = history, keeper
    desk.entry = entry
    bad = Path(path)
    desk.bad = BadFile(bad, (Problem(bad, text, text, 1, 2), Problem(bad, text)))
    desk.ways = ways
    yield desk
    file.close()
    assert not troubles, [str(HistoryError(one)) for one in troubles]
