"""The log: what failed and where in the code, once a minute, and nothing that people wrote."""

import errno
import faulthandler
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from soleus_timer import log
from soleus_timer.cli import main
from soleus_timer.log_file import code_of, describe
from soleus_timer.storage.data_folder import log_folder
from tests.conftest import Failures

NOTE = "Anna's knee hurts /home/anna/calf.toml"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")


def chained(inner: Exception, outer: Exception) -> Exception:
    try:
        try:
            raise inner
        except type(inner) as error:
            raise outer from error
    except type(outer) as error:
        return error


def with_notes() -> Exception:
    error = ValueError(NOTE)
    error.add_note(NOTE)
    return error


HOSTILE: list[Exception] = [
    ValueError(NOTE),
    KeyError(NOTE),
    with_notes(),
    RuntimeError(NOTE, NOTE),
    OSError(NOTE),
    OSError(errno.ENOSPC, NOTE, NOTE),
    FileNotFoundError(errno.ENOENT, NOTE, NOTE, None, NOTE),
    sqlite3.DatabaseError(NOTE),
    ImportError(NOTE, name=NOTE, path=NOTE),
    AttributeError(NOTE, name=NOTE, obj=NOTE),
    UnicodeDecodeError("utf-8", NOTE.encode(), 0, 1, NOTE),
    chained(ValueError(NOTE), KeyError(NOTE)),
    ExceptionGroup(NOTE, [ValueError(NOTE), OSError(errno.EIO, NOTE)]),
]


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(clock: Clock, tmp_path: Path, failures: Failures) -> Iterator[log.Log]:
    assert not failures.text
    made = log.Log(clock)
    made.keep_in(lambda: tmp_path / "log")
    yield made
    made.keep_in(None)


def text_of(made: log.Log) -> str:
    assert made.path is not None
    return made.path.read_text("utf-8")


def raised(error: Exception) -> Exception:
    secret = NOTE  # a local value, which no log is to hold
    with pytest.raises(type(error)) as caught:
        raise error
    assert secret
    return caught.value


@pytest.mark.parametrize("error", HOSTILE, ids=lambda error: type(error).__name__)
def test_nothing_that_people_wrote_is_in_it(made: log.Log, error: Exception) -> None:
    made.failed("history", raised(error))
    text = text_of(made)
    assert type(error).__name__ in text
    assert "tests/test_log.py:" in text
    for word in ("Anna", "knee", "calf", "home"):
        assert word not in text


def test_what_helps_is_in_it(made: log.Log) -> None:
    made.failed("sound", raised(OSError(errno.ENOSPC, "full", "/home/anna/x")))
    made.failed("history", raised(ImportError("no", name="sqlite3.dbapi2")))
    text = text_of(made)
    assert "Soleus Timer" in text.splitlines()[0]
    assert "Python" in text.splitlines()[0]
    assert f"OSError (ENOSPC: {os.strerror(errno.ENOSPC)})" in text
    assert "ImportError (sqlite3.dbapi2)" in text
    assert " raised\n" in text
    assert "sound failed: " in text


def test_the_same_place_is_written_once_a_minute_and_counted(made: log.Log, clock: Clock) -> None:
    shown: list[str] = []
    made.show_with(shown.append)
    for _ in range(100):
        made.failed("figure", raised(ValueError(NOTE)))
    assert text_of(made).count("figure failed") == 1
    made.failed("figure", raised(KeyError(NOTE)))
    assert text_of(made).count("figure failed") == 2
    clock.seconds = 61
    made.failed("figure", raised(ValueError(NOTE)))
    assert "figure failed (99 times since the last line)" in text_of(made)
    assert shown == ["figure"] * 102, "shown it is each time: somebody may have taken it back"


def test_what_failed_before_anybody_could_show_it_is_shown_then(made: log.Log) -> None:
    made.failed("figure", raised(ValueError()))
    made.failed("sound", raised(ValueError()))
    made.failed("sound", raised(KeyError()))
    shown: list[str] = []
    made.show_with(shown.append)
    assert shown == ["figure", "sound"]


@POSIX
def test_only_its_owner_can_read_it(made: log.Log, tmp_path: Path) -> None:
    (tmp_path / "log").mkdir(mode=0o755)
    (tmp_path / "log" / log.FILE).touch(0o644)
    made.failed("sound", raised(ValueError()))
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "log" / log.FILE).stat().st_mode) == 0o600


def test_it_stays_small(made: log.Log, clock: Clock, tmp_path: Path) -> None:
    for _ in range(8000):
        clock.seconds += 61
        made.failed("sound", chained(ValueError(), KeyError()))
    files = list((tmp_path / "log").iterdir())
    assert len(files) == 3
    assert all(file.stat().st_size <= 256 * 1024 for file in files)
    if sys.platform != "win32":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@POSIX
@pytest.mark.parametrize("place", ["file", "pipe", "link", "read-only"])
def test_what_stands_in_its_way_is_no_failure(made: log.Log, tmp_path: Path, place: str) -> None:
    folder = tmp_path / "log"
    if place == "file":
        folder.touch()
    else:
        folder.mkdir()
    if place == "pipe":
        os.mkfifo(folder / log.FILE)
    if place == "link":
        (tmp_path / "precious").write_text("mine")
        (folder / log.FILE).symlink_to(tmp_path / "precious")
    if place == "read-only":
        (folder / log.FILE).mkdir()
    shown: list[str] = []
    made.show_with(shown.append)
    made.failed("sound", raised(ValueError()))
    assert shown == ["sound"]
    if place == "link":
        assert (tmp_path / "precious").read_text() == "mine"


def test_a_long_way_is_cut_and_a_ring_of_causes_ends(made: log.Log) -> None:
    def dive(depth: int) -> None:
        if depth:
            dive(depth - 1)
        raise ValueError

    try:
        dive(200)
    except ValueError as error:
        error.__context__ = KeyError()
        error.__context__.__context__ = error
        made.failed("program", error)
    text = text_of(made)
    assert "places left out" in text
    assert len(text.splitlines()) < 60


@pytest.mark.parametrize("failing", ["show", "write"])
def test_it_never_raises(made: log.Log, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    if failing == "show":
        made.show_with(fail)
    else:
        monkeypatch.setattr("soleus_timer.log_file.LogFile.write", fail)
    made.failed("sound", raised(ValueError()))


def test_a_failure_has_the_code_of_the_part_it_came_from() -> None:
    code = "def fail():\n    raise ValueError"
    for file, expected in {
        "/home/anna/soleus_timer/ui/figure/body.py": "figure",
        "/usr/lib/python3/dist-packages/soleus_timer/audio/stream.py": "sound",
        "C:\\Users\\Anna\\soleus_timer\\storage\\history\\rows.py": "history",
        "/home/anna/soleus_timer/ui/pages/today/page.py": "program",
        "/home/anna/elsewhere.py": "program",
    }.items():
        space: dict[str, Callable[[], None]] = {}
        exec(compile(code, file, "exec"), space)
        with pytest.raises(ValueError) as caught:  # noqa: PT011 - it says nothing
            space["fail"]()
        assert code_of(caught.value) == expected
        assert "nna" not in describe(caught.value)


class TestHooks:
    """What nobody catches, in this process."""

    def test_a_thread_that_fails_is_logged_and_shown(self, failures: Failures) -> None:
        def work() -> None:
            raise ValueError(NOTE)

        with log.hooks():
            thread = threading.Thread(target=work, name=NOTE)
            thread.start()
            thread.join()
        assert "ValueError" in failures.text
        assert "Anna" not in failures.text
        assert failures.shown == ["program"]

    def test_what_cannot_be_raised_is_logged_and_shown(self, failures: Failures) -> None:
        class Broken:
            def __del__(self) -> None:
                raise KeyError(NOTE)

        with log.hooks():
            broken = Broken()
            del broken
        assert "KeyError" in failures.text
        assert failures.shown == ["program"]

    def test_what_leaves_the_main_thread_is_logged_and_let_go(
        self, failures: Failures, capsys: pytest.CaptureFixture[str]
    ) -> None:
        error = raised(ValueError(NOTE))
        with log.hooks():
            sys.last_value = error
            sys.excepthook(type(error), error, error.__traceback__)
            assert sys.last_value is None
            stop = KeyboardInterrupt()
            sys.excepthook(type(stop), stop, None)
        assert "ValueError" in failures.text
        captured = capsys.readouterr()
        assert NOTE not in captured.err
        assert "KeyboardInterrupt" in captured.err

    def test_the_hooks_go_with_what_set_them(self) -> None:
        before = sys.excepthook, sys.unraisablehook, threading.excepthook
        is_enabled = faulthandler.is_enabled()
        with log.hooks():
            assert sys.excepthook is not before[0]
        assert before == (sys.excepthook, sys.unraisablehook, threading.excepthook)
        assert faulthandler.is_enabled() is is_enabled

    def test_a_guard_lets_what_follows_go_on(self, failures: Failures) -> None:
        with log.Guard("figure") as guard:
            raise ValueError(NOTE)
        assert guard.failed
        assert failures.shown == ["figure"]
        with pytest.raises(KeyboardInterrupt), log.Guard("figure"):
            raise KeyboardInterrupt
        with log.Guard("figure") as guard:
            pass
        assert not guard.failed


CRASH = """
import ctypes, sys
from pathlib import Path
from soleus_timer import log
folder = Path(sys.argv[1])
log.keep_in(lambda: folder)
with log.hooks():
    ctypes.string_at(0)
"""


@POSIX
def test_a_crash_is_told_at_the_next_start(
    failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {key: value for key, value in os.environ.items() if "FAULT" not in key}
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(failures.folder)], check=False, env=environment
    )
    assert done.returncode < 0
    monkeypatch.setattr(faulthandler, "is_enabled", lambda: False)
    monkeypatch.setattr(faulthandler, "enable", lambda _file: None)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)
    for _ in range(2):
        with log.hooks():
            pass
    assert failures.shown == ["crash"]
    assert failures.text.count("crash: ") == 1
    assert "Segmentation fault" in failures.text
    assert "  ctypes/__init__.py:" in failures.text
    for private in (str(failures.folder), str(Path(os.__file__).parent)):
        assert private not in failures.text
    assert stat.S_IMODE((failures.folder / log.CRASHES).stat().st_mode) == 0o600


def test_where_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path), "log"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'log' / log.FILE}\n"
    assert main(["log"]) == 0
    assert capsys.readouterr().out == f"{log_folder() / log.FILE}\n"
    assert not list(tmp_path.iterdir())


def test_a_command_that_fails_is_one_sentence_and_no_traceback(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    failures: Failures,
) -> None:
    def fail(*_: object) -> None:
        raise KeyError(NOTE)

    monkeypatch.setattr("soleus_timer.app.commands.build_library", fail)
    assert main(["--data-dir", str(tmp_path), "list"]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "KeyError" in told
    assert str(tmp_path / "log" / log.FILE) in told
    assert "KeyError" in failures.text


def test_a_command_that_does_well_needs_no_logging(tmp_path: Path) -> None:
    code = (
        "import sys; from soleus_timer.cli import main; main(sys.argv[1:]);"
        "sys.exit('logging' in sys.modules)"
    )
    arguments = ["--data-dir", str(tmp_path), "list"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=False, stdout=subprocess.DEVNULL
    )
    assert done.returncode == 0
