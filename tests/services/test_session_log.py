"""The session's listeners: in a written order, and none falls with another."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Pause, Resume, Skip, Start, Stop
from soleus_timer.domain.session.events import Event, SessionFinished, StepStarted
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import ORDER, Channel
from soleus_timer.storage.journal_codec import read_journal
from soleus_timer.storage.journals import Journals, SessionJournal
from tests.conftest import Failures
from tests.storage.journaling import Wall
from tests.ui.conftest import WALK, HandClock, MemoryOutput, entry_of

KINDS: tuple[Callable[[], Exception], ...] = (
    lambda: ValueError("x"),
    lambda: OSError(28, "x"),
    MemoryError,
    lambda: ImportError("x"),
    RecursionError,
    lambda: sqlite3.OperationalError("x"),
    lambda: KeyError("x"),
)


def test_they_hear_in_the_written_order_whoever_came_first() -> None:
    channel: Channel[str] = Channel()
    heard: list[str] = []
    for name in reversed(ORDER):
        channel.connect(partial(lambda known, _news: heard.append(known), name), name)
    channel.connect(lambda _news: heard.append("last"))
    channel.emit("news")
    assert heard == [*ORDER, "last"]
    assert channel.names == (*ORDER, "other")


def test_a_name_that_has_no_place_is_refused() -> None:
    with pytest.raises(ValueError, match="tuple"):
        Channel[str]().connect(print, "nobody")


def test_an_object_that_listens_is_not_kept_alive() -> None:
    class Ear:
        def __init__(self) -> None:
            self.heard: list[str] = []

        def hear(self, news: str) -> None:
            self.heard.append(news)

    channel: Channel[str] = Channel()
    first, second = Ear(), Ear()
    for ear in (first, second):
        channel.connect(ear.hear)
    channel.emit("a")
    gone = ref(first)
    del first, ear
    assert gone() is None
    channel.emit("b")
    assert second.heard == ["a", "b"]
    assert channel.names == ("other",)


def test_each_hears_though_all_others_fail(failures: Failures) -> None:
    for sound in ORDER:
        channel: Channel[str] = Channel()
        heard: list[object] = []
        for name, make in zip(ORDER, cycle(KINDS), strict=False):
            channel.connect(heard.append if name == sound else failing(make), name)
        channel.emit("news")
        assert heard == ["news"]
    assert set(failures.shown) == set(ORDER)
    assert all(f"{name} failed" in failures.text for name in ORDER)


def failing(make: Callable[[], Exception]) -> Callable[..., None]:
    """Return a function that always fails."""

    def fail(*_: object) -> None:
        raise make()

    return fail


class FailingOutput(MemoryOutput):
    """A cue output of which one part fails, always."""

    def __init__(self, part: str, make: Callable[[], Exception]) -> None:
        super().__init__()
        setattr(self, part, failing(make))


@pytest.mark.parametrize("part", ["open", "close", "schedule", "cancel"])
def test_a_session_goes_on_though_its_sound_fails(
    qapp: QApplication, failures: Failures, part: str
) -> None:
    for make in KINDS:
        clock = HandClock()
        runner = SessionRunner(clock, FailingOutput(part, make))
        told: list[Event] = []
        runner.happened.connect(
            partial(lambda known, dispatch: known.extend(dispatch.events), told)
        )
        runner.load(entry_of(WALK).timeline(), SessionPreferences(count_in_seconds=0))
        assert runner.send(Start())
        for second in range(1, 231):
            clock.time = from_seconds(second)
            runner.wake()
            if second == 20:
                assert runner.send(Pause())
                assert runner.send(Resume())
        assert [type(event) for event in told][-1] is SessionFinished
        assert sum(isinstance(event, StepStarted) for event in told) == 6
        assert not runner.is_active
    assert set(failures.shown) == {"sound"}


def test_a_session_goes_on_by_itself_after_a_wake_that_failed(
    qtbot: QtBot, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = MonotonicClock(speed=2000)
    runner = SessionRunner(clock)
    runner.load(entry_of(WALK).timeline(), SessionPreferences())
    runner.send(Start())
    now, fails = clock.now, [True]

    def fail_once() -> Nanoseconds:
        if fails:
            fails.pop()
            raise MemoryError
        return now()

    monkeypatch.setattr(clock, "now", fail_once)
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: not runner.is_active)
    assert len(caught) == 1
    assert runner.timeline is not None
    assert runner.timeline.duration == 229 * SECOND


class Program:
    """A runner and its journal, from the start of a program to its end."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.runner = SessionRunner(self.clock)
        self.journals = Journals(folder, Wall())
        self.journal = SessionJournal(self.journals, lambda said: pytest.fail(english(said)))
        self.runner.session_log.journal = self.journal

    def load(self) -> None:
        self.runner.load(entry_of(WALK).timeline(), SessionPreferences())

    def to(self, seconds: float) -> None:
        self.clock.time = from_seconds(seconds)
        self.runner.wake()

    def end(self) -> None:
        self.runner.close()
        self.runner.deleteLater()


@pytest.fixture
def programs(qapp: QApplication, tmp_path: Path) -> Iterator[list[Program]]:
    made = [Program(tmp_path / "journals") for _ in range(2)]
    yield made
    for program in made:
        program.end()


def test_what_one_program_left_the_next_goes_on_with(programs: list[Program]) -> None:
    first, second = programs
    first.load()
    first.runner.send(Start())
    first.to(122)
    first.runner.journal_timer.timeout.emit()
    first.runner.close()
    second.clock.time = from_seconds(3)
    unfinished = second.journals.unfinished()
    assert unfinished is not None
    restored = second.journal.take_up(unfinished, second.clock.now())
    second.runner.take_up(restored.session)
    assert not second.runner.journal_timer.isActive()
    second.runner.send(Resume())
    assert second.runner.journal_timer.isActive()
    second.to(10)
    view = second.runner.view()
    assert view is not None
    assert view.elapsed == from_seconds(19 + 4)
    second.to(1000)
    assert not second.runner.journal_timer.isActive()
    assert len(second.journals.kept()) == 1


def test_it_ticks_while_time_passes(qtbot: QtBot, programs: list[Program]) -> None:
    program = programs[0]
    program.load()
    assert not program.runner.journal_timer.isActive()
    program.runner.send(Start())
    (path,) = program.journals.folder.glob("*.jsonl")
    program.clock.time = from_seconds(5)
    qtbot.waitUntil(lambda: read_journal(path).facts[-1].at == 5 * SECOND)
    program.runner.send(Pause())
    assert not program.runner.journal_timer.isActive()


def test_a_session_that_is_dropped_can_be_taken_up(programs: list[Program]) -> None:
    program = programs[0]
    program.load()
    program.runner.send(Start())
    program.runner.send(Skip())
    program.load()
    unfinished = program.journals.unfinished()
    assert unfinished is not None
    assert unfinished.id == program.journal.session_id


def test_what_was_stopped_is_over(programs: list[Program]) -> None:
    program = programs[0]
    program.load()
    program.runner.send(Start())
    program.runner.send(Stop())
    assert program.journals.unfinished() is None
    assert program.journals.kept() == [program.journal.session_id]
