"""One life of the real window, led by a random user: `python -m tests.soak.window_life PLAN`.

PLAN is JSON: `workout` (a path), `data` (a folder), `log` (a path), `speed`, `seed`, `resumes`
(whether to wait for the offer of an interrupted session), `ending` (`stop`, `close`, or one that
comes from outside), `seconds` (after which it ends the session itself), `trouble` (`fsync`, `disk`
or `""`) and `trouble_seconds` (the disk has room again before they are over).
"""

import errno
import json
import os
import random
import resource
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from soleus_timer.app import window_run
from soleus_timer.app.build import Options
from soleus_timer.app.window_command import open_window
from soleus_timer.domain.session.replay import Offer
from soleus_timer.ui.application import make_application
from soleus_timer.ui.widgets.offer_panel import OfferPanel
from soleus_timer.ui.widgets.sheet import Sheet
from soleus_timer.ui.window import MainWindow

EVERY_MS = 25
OFFER_MS = 4_000
"""How long a user waits for the offer of an interrupted session."""

IN_SESSION = ("Pause", "Resume", "Set done", "Back", "Redo set", "Skip", "+15 s")
"""Accessible names of what a user presses in a session."""


class User(QObject):
    """Starts or resumes a session, presses its buttons at random, and may end it."""

    def __init__(self, plan: dict[str, Any]) -> None:
        super().__init__()
        self._plan = plan
        self._random = random.Random(plan["seed"])
        self._alive = QElapsedTimer()
        self._alive.start()
        self._session = QElapsedTimer()
        self._ends = False
        self._has_begun = False
        self._is_disk_full = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.act)
        self._timer.start(EVERY_MS)

    def act(self) -> None:
        """Do what a person may do now."""
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        if not windows:
            return
        for sheet in windows[0].findChildren(Sheet):
            if sheet.isVisible():
                self._answer(sheet)
                return
        buttons = {
            button.accessibleName() or button.text(): button
            for button in windows[0].findChildren(QPushButton)
            if button.isVisible() and button.isEnabled()
        }
        if "Stop" in buttons:
            self._in_session(windows[0], buttons)
        elif self._has_begun:
            if not self._is_disk_full:  # what is never given room nobody can keep
                windows[0].close()
        else:
            self._begin(windows[0], buttons)

    def _begin(self, window: MainWindow, buttons: dict[str, QPushButton]) -> None:
        offers = [
            (panel, button)
            for panel in window.findChildren(OfferPanel)
            for offer, button in panel.buttons.items()
            if button.isVisible() and offer is not Offer.DISCARD
        ]
        if offers:
            self._has_begun = True
            panel, button = self._random.choice([*offers, offers[0], offers[0]])
            print(panel.message.text(), flush=True)
            button.click()
        elif not self._plan["resumes"] or self._alive.hasExpired(OFFER_MS):
            for name, button in buttons.items():
                if name.startswith("Start"):
                    QTimer.singleShot(0, button, button.click)
                    return

    def _in_session(self, window: MainWindow, buttons: dict[str, QPushButton]) -> None:
        if not self._session.isValid():
            self._has_begun = True
            self._session.start()
            self._begin_trouble()
        if self._session.hasExpired(round(self._plan["seconds"] * 1000)):
            self._end(window, buttons)
        elif "Resume" in buttons and self._random.random() < 0.3:
            buttons["Resume"].click()
        elif self._random.random() < 0.12:
            name = self._random.choice(IN_SESSION)
            if name in buttons:
                buttons[name].click()

    def _end(self, window: MainWindow, buttons: dict[str, QPushButton]) -> None:
        if self._ends:
            return
        self._ends = True
        # Not from within the timer's own slot: it would not fire again while a question is open.
        if self._plan["ending"] == "stop":
            QTimer.singleShot(0, buttons["Stop"], buttons["Stop"].click)
        elif self._plan["ending"] == "close":
            QTimer.singleShot(0, window, window.close)

    def _answer(self, sheet: Sheet) -> None:
        ends = ("Stop session", "Close, resume later", "Stop session and close")
        wanted = ends if self._ends else ("Keep going",)
        buttons = {
            button.text(): button
            for button in sheet.findChildren(QPushButton)
            if button.isVisible() and button.isEnabled()
        }
        for text in (*wanted, "I have read this: Start"):
            if text in buttons:
                buttons[text].click()
                return
        sheet.reject()

    def _empty_disk(self) -> None:
        self._is_disk_full = False
        _let_files_grow(resource.RLIM_INFINITY)

    def _begin_trouble(self) -> None:
        """Let the disk fail for a while; the last tenth of a session is without trouble."""
        if self._plan["trouble"] == "disk":
            self._is_disk_full = True
            _let_files_grow(0)
            QTimer.singleShot(round(self._plan["trouble_seconds"] * 600), self, self._empty_disk)
        elif self._plan["trouble"] == "fsync":
            for name in ("fsync", "fdatasync"):
                mock.patch.object(os, name, side_effect=OSError(errno.EIO, "failed")).start()


def _let_files_grow(size: int) -> None:
    """Let no file grow beyond `size`; what is no file (the witness' pipe) is not concerned."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def main(arguments: Sequence[str]) -> int:
    """Live as the plan says."""
    plan = json.loads(arguments[0])
    kept: list[QObject] = []

    def make(words: list[str]) -> QApplication:
        made = make_application(words)
        kept.append(User(plan))
        return made

    options = Options(
        data_dir=Path(plan["data"]),
        speed=plan["speed"],
        log_events=Path(plan["log"]),
        mute=True,
    )
    with mock.patch.object(window_run, "make_application", make):
        return open_window(options, plan["workout"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
