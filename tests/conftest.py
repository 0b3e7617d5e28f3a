"""What holds for every test: no warning goes unseen, and random tests are repeatable in CI."""

import logging
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A deadline for each example would be a timed assertion, and fail on a busy machine.
settings.register_profile("soleus", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "soleus")

# AT-SPI is how Linux speaks to screen readers, and what speaks it is not installed elsewhere.
collect_ignore = [] if sys.platform == "linux" else ["accessibility"]


@pytest.fixture(autouse=True)
def _nothing_is_logged_in_vain(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which a warning or an error was logged; one that expects it clears caplog."""
    yield
    logged = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not logged, "logged in this test: " + "; ".join(logged)
