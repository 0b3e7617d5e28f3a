"""What holds for every test: no warning goes unseen, and random tests are repeatable in CI."""

import gc
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from soleus_timer import log
from soleus_timer.services.background import collect_due
from tests.pseudo import PseudoLanguage, spoken_everywhere

# A deadline for each example would be a timed assertion, and fail on a busy machine.
settings.register_profile("soleus", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "soleus")

# AT-SPI is how Linux speaks to screen readers, and what speaks it is not installed elsewhere.
collect_ignore = [] if sys.platform == "linux" else ["accessibility"]


# As in the window: a thread that a test starts must not destroy what is Qt's and another test's.
gc.disable()


@pytest.fixture(autouse=True)
def _garbage_is_collected_here() -> Iterator[None]:
    yield
    collect_due()


class Failures:
    """The log of failures in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown: list[str] = []
        """The codes of what was shown to a person, where nothing else shows it."""
        self._forgotten = 0

    @property
    def text(self) -> str:
        """The log, from where it was last forgotten on."""
        return self._all[self._forgotten :]

    def forget(self) -> None:
        """Leave what there is out of `text`."""
        self._forgotten = len(self._all)

    @property
    def _all(self) -> str:
        path = self.folder / log.FILE
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture
def failures(tmp_path: Path) -> Iterator[Failures]:
    """Let failures be logged in this test; without this one they fail it."""
    made = Failures(tmp_path / "log")
    log.keep_in(lambda: made.folder)
    log.show_with(made.shown.append)
    yield made
    log.show_with(None)
    log.keep_in(None)


@pytest.fixture(autouse=True)
def _nothing_is_logged_in_vain(
    caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Fail a test in which a warning or an error was logged; one that expects it clears caplog."""
    yield
    if "failures" in request.fixturenames:
        return
    logged = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not logged, "logged in this test: " + "; ".join(logged)


@pytest.fixture
def pseudo_language() -> Iterator[PseudoLanguage]:
    """Show all texts longer and accented; ask for it before whatever makes widgets."""
    language = PseudoLanguage()
    with spoken_everywhere(language):
        yield language
