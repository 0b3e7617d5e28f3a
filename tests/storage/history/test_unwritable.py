"""A full disk, or a folder that is read-only: what is there can be read and taken elsewhere."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from soleus_timer import cli
from soleus_timer.app.build import Options, build_history
from soleus_timer.domain.history.problems import HistoryError, Trouble
from soleus_timer.domain.history.session import Rating
from soleus_timer.storage.history.db import connect
from soleus_timer.storage.history.repository import History
from tests.domain.helpers import tip_toe_walk
from tests.domain.history.helpers import kept
from tests.storage.history.older import write_older

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX's limits and rights")

NOBODY = 65534
LESS_THAN_SHARED_MEMORY = 30 * 1024


@contextmanager
def full_disk(_data: Path) -> Iterator[None]:
    """Let no file grow beyond a size that is smaller than what SQLite needs beside its file."""
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LESS_THAN_SHARED_MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@contextmanager
def read_only(data: Path) -> Iterator[None]:
    """Let the folders be read-only, for a user who is not root."""
    is_root = os.geteuid() == 0
    everything = [data, *data.rglob("*")]
    folders = [path for path in everything if path.is_dir()]
    for path in everything if is_root else ():
        os.chown(path, NOBODY, NOBODY)
    for path in folders:
        path.chmod(0o500)
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for path in folders:
            path.chmod(0o700)


@pytest.fixture
def data() -> Iterator[Path]:
    """Return a data folder with three sessions, in a place that every user can reach."""
    with tempfile.TemporaryDirectory(prefix="soleus-test-") as folder:
        Path(folder).chmod(0o777)
        made = Path(folder) / "data"
        history = build_history(Options(data_dir=made))
        for number in range(3):
            history.add(kept(tip_toe_walk(), number=number, rating=Rating(number)))
        history.close()
        yield made


def open_again(data: Path) -> History:
    return build_history(Options(data_dir=data))


Unwritable = Callable[[Path], AbstractContextManager[None]]
EACH = pytest.mark.parametrize("unwritable", [full_disk, read_only])


@EACH
@pytest.mark.parametrize("way", ["list", "csv", "json", "backup"])
def test_what_is_there_can_be_read_and_taken_elsewhere(
    data: Path,
    unwritable: Unwritable,
    way: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = data.parent / "out"
    arguments = {
        "list": ["history"],
        "csv": ["history", "--csv", str(out)],
        "json": ["history", "--json", str(out)],
        "backup": ["backup", str(data.parent)],
    }[way]
    with unwritable(data):
        code = cli.main([*arguments, "--data-dir", str(data)])
    captured = capsys.readouterr()
    assert code == 0, captured.err
    if way == "list":
        assert "3 sessions on 3 days" in captured.out
    elif way == "backup":
        (copy,) = data.parent.glob("soleus-timer*/history.json")
        assert copy.read_text().count('"pain"') == 3
    else:
        assert out.stat().st_size > 1000
    assert "cannot be written" in captured.err


@EACH
def test_writing_says_why_it_cannot_be_and_goes_on_when_it_can(
    data: Path, unwritable: Unwritable
) -> None:
    history = open_again(data)
    with unwritable(data):
        assert len(history.sessions()) == 3
        with pytest.raises(HistoryError, match="cannot be written: "):
            history.rate("session-0", Rating(9))
        assert len(history.sessions()) == 3
        assert {one.trouble for one in history.notices} == {Trouble.CANNOT_WRITE}
    history.rate("session-0", Rating(9))
    found = history.session("session-0")
    assert found is not None
    assert found.rating == Rating(9)
    history.close()


@EACH
def test_what_is_in_the_log_of_changes_is_read_too(data: Path, unwritable: Unwritable) -> None:
    history = open_again(data)
    history.add(kept(tip_toe_walk(), number=3))
    log = Path(f"{history.path}-wal")
    contents, changes = history.path.read_bytes(), log.read_bytes()
    history.close()
    assert len(changes) > 1000
    history.path.write_bytes(contents)
    log.write_bytes(changes)
    with unwritable(data):
        assert len(history.sessions()) == 4
        history.close()
    assert len(history.sessions()) == 4
    history.close()


def test_a_file_of_an_earlier_version_is_read_as_it_is(data: Path) -> None:
    history = open_again(data)
    sessions = history.reading(lambda rows: list(rows.whole()))
    history.close()
    history.path.unlink()
    write_older(history.path, 3, sessions)
    with full_disk(data):
        assert len(history.sessions()) == 3
        history.close()
    with closing(connect(history.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)


def test_a_history_that_cannot_be_read_either_says_what_it_did_before(data: Path) -> None:
    history = open_again(data)
    history.path.chmod(0)
    with read_only(data), pytest.raises(HistoryError, match="cannot be opened: "):
        history.sessions()
