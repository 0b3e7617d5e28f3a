"""Cycles are collected in the window's thread: another would leave timers of Qt without owners."""

import gc
import threading
import weakref

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot

from soleus_timer.services.garbage import GarbageWatch


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
