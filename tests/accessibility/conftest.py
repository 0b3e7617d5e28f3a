"""One desktop with a screen reader, for all programs that are read."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accessibility.desktop import Desktop, desktop


@pytest.fixture(scope="session")
def reading_desktop() -> Iterator[Desktop]:
    # Not pytest's own folder: the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="soleus-"))
    try:
        with desktop(folder) as made:
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)
