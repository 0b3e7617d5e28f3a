"""Work beside the window's thread: where it runs, how it ends, how it is stopped.

And cycles, which are collected in that thread: another would leave timers of Qt without owners.
"""

import gc
import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot

from soleus_timer.services.background import CancelledError, GarbageWatch, Task


def test_the_work_has_a_thread_and_what_follows_is_in_the_windows(qtbot: QtBot) -> None:
    where: list[threading.Thread] = []
    seen = threading.Event()

    def work(task: Task) -> Callable[[], object]:
        task.report(0.25)
        assert seen.wait(60)
        where.append(threading.current_thread())
        return lambda: where.append(threading.current_thread())

    task = Task(work)
    shares: list[float] = []
    task.progressed.connect(shares.append)
    task.start()
    qtbot.waitUntil(lambda: shares == [0.25])
    seen.set()
    qtbot.waitUntil(lambda: len(where) == 2)
    assert where[0] is not threading.main_thread()
    assert where[1] is threading.main_thread()


def test_who_waits_has_what_follows_done_once(qtbot: QtBot) -> None:
    done: list[int] = []
    task = Task(lambda _task: lambda: done.append(1))
    task.start()
    assert task.wait(60)
    assert done == [1]
    assert task.wait(60)
    with qtbot.waitSignal(task.destroyed):
        pass
    assert done == [1]


def test_it_ends_at_the_next_report_when_it_is_cancelled(qtbot: QtBot) -> None:
    begun, ended = threading.Event(), []

    def work(task: Task) -> Callable[[], object]:
        begun.set()
        try:
            while True:
                task.report(0.5)
        except CancelledError:
            return lambda: ended.append("cancelled")

    task = Task(work)
    task.start()
    assert begun.wait(60)
    assert not task.wait(0)
    task.cancel()
    assert task.wait(60)
    assert ended == ["cancelled"]


def test_an_error_is_raised_where_somebody_sees_it(qtbot: QtBot) -> None:
    def work(_task: Task) -> Callable[[], object]:
        raise ZeroDivisionError("once")

    task = Task(work)
    task.start()
    assert task.is_running
    with pytest.raises(ZeroDivisionError, match="once"):
        task.wait(60)
    assert not task.is_running


def test_it_may_be_deleted_before_the_work_is_over(qtbot: QtBot) -> None:
    free, done = threading.Event(), threading.Event()

    def work(_task: Task) -> Callable[[], object]:
        assert free.wait(60)
        done.set()
        return lambda: pytest.fail("nobody wants to hear it any more")

    parent = QObject()
    task = Task(work, parent)
    task.start()
    with qtbot.waitSignal(task.destroyed):
        parent.deleteLater()
    free.set()
    assert done.wait(60)
    qtbot.wait(0)


def test_one_that_is_over_may_be_asked_after_its_object_is_deleted(qtbot: QtBot) -> None:
    """Whoever began it keeps it and need not hear of its end."""
    parent = QObject()
    done: list[int] = []
    task = Task(lambda _task: lambda: done.append(1), parent)
    task.start()
    with qtbot.waitSignal(task.destroyed):
        pass
    assert not task.is_running
    task.cancel()
    assert task.wait(60)
    assert done == [1]


def test_one_that_fails_is_not_running_when_that_is_heard(qtbot: QtBot) -> None:
    running: list[bool] = []

    def fail() -> None:
        running.append(task.is_running)
        raise ZeroDivisionError

    task = Task(lambda _task: fail)
    task.start()
    with pytest.raises(ZeroDivisionError):
        task.wait(60)
    assert running == [False]
    assert task.wait(60)


def test_who_began_it_may_go_right_after_it(qtbot: QtBot) -> None:
    """The task is to be deleted then, and its parent is gone before the event loop sees to it."""

    class Owner(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.ended = 0
            self.task = Task(lambda _task: self.end, self)
            self.task.start()

        def end(self) -> None:
            self.ended += 1

    for _ in range(20):
        owner = Owner()
        assert owner.task.wait(60)
        assert owner.ended == 1
        del owner
        qtbot.wait(0)


def make_garbage(died_in: list[int]) -> None:
    """Leave a cycle with a running timer behind."""
    timer = QTimer()
    timer.start(1)
    cycle = [timer]
    cycle.append(cycle)  # type: ignore[arg-type]
    weakref.finalize(timer, lambda: died_in.append(threading.get_ident()))


def allocate(kept: list[list[int]]) -> None:
    """Make more objects than Python makes between two collections of all generations."""
    kept += [[number] for number in range(200_000)]


def test_only_the_thread_of_the_watch_collects(qtbot: QtBot) -> None:
    assert not gc.isenabled(), "the tests run as the window does"
    died_in: list[int] = []
    make_garbage(died_in)
    kept: list[list[int]] = []
    worker = threading.Thread(target=allocate, args=(kept,))
    worker.start()
    worker.join()
    assert not died_in
    application = QCoreApplication.instance()
    assert application is not None
    watch = GarbageWatch(application)
    (timer,) = watch.findChildren(QTimer)
    timer.setInterval(0)
    qtbot.waitUntil(lambda: bool(died_in))
    assert died_in == [threading.get_ident()]
    watch.deleteLater()


def test_a_watch_lives_as_long_as_its_parent(qtbot: QtBot) -> None:
    parent = QObject()
    watch = GarbageWatch(parent)
    (timer,) = watch.findChildren(QTimer)
    assert timer.isActive()
    parent.deleteLater()
    qtbot.waitSignal(parent.destroyed).wait()
