"""A sound server of its own for each test that listens."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audio.rig import SoundServer, sound_server


@pytest.fixture
def server() -> Iterator[SoundServer]:
    # Not pytest's own folder: the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="soleus-"))
    with sound_server(folder) as running:
        yield running
    shutil.rmtree(folder)
