"""The data folder is its owner's alone; what a person puts elsewhere follows their own wish."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from soleus_timer.app.build import Options, build_history, build_settings
from soleus_timer.domain.settings import Settings
from soleus_timer.storage.data_folder import DataFolder, close_to_others
from soleus_timer.storage.files import FileLock, make_folder, replacing, try_lock, write_atomically
from tests.domain.helpers import tip_toe_walk
from tests.domain.history.helpers import kept

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")

CHECKOUT = Path(__file__).parents[2]
NOBODY = 65534


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    """Return what others may use in a folder, itself included."""
    found = [folder, *folder.rglob("*")]
    return [str(path.relative_to(folder)) for path in found if mode(path) & 0o077]


def test_whatever_the_program_makes_is_closed_to_others(tmp_path: Path) -> None:
    data = tmp_path / "not" / "there" / "data"
    common = ("--data-dir", str(data), "--mute", "--speed", "1000")
    for arguments in (["play", "tip-toe-walking"], ["history"], ["list"]):
        done = subprocess.run(
            [sys.executable, "-m", "soleus_timer", *arguments, *common],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            umask=0,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    with umask(0):
        build_settings(Options(data_dir=data)).save(Settings(muted=True))
        history = build_history(Options(data_dir=data))
        history.add(kept(tip_toe_walk()))
        history.upkeep(lambda _id: None)
        names = {path.name for path in data.rglob("*")}
        assert {"history.db", "history.db-wal", "history.db-shm", "settings.json"} <= names
        assert "backups" in names
        assert any(name.endswith(".jsonl") for name in names)
        assert open_to_others(data) == []
        history.close()


def wide_open(folder: Path) -> DataFolder:
    """Return a data folder as an earlier version left it, and as open as can be."""
    data = DataFolder(folder)
    for path in (data.workouts, data.exercises, data.figures, data.speech, data.sounds):
        path.mkdir(parents=True)
    for path in (data.history / "backups", data.journals / "kept"):
        path.mkdir(parents=True)
    for path in (
        data.settings,
        folder / "settings.broken.json",
        data.window,
        data.history / "history.db",
        data.history / "history.db-wal",
        data.history / "history.damaged-2026-01-01.db",
        data.history / "backups" / "history-2026-01-01.db",
        data.journals / "20260402T073000Z-abcdef.jsonl",
        data.journals / "kept" / "20260401T073000Z-abcdef.jsonl",
    ):
        path.write_text("x")
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    return data


def test_what_is_there_is_closed_too(tmp_path: Path) -> None:
    data = wide_open(tmp_path / "data")
    mine = data.workouts / "walk.toml"
    mine.write_text("x")
    mine.chmod(0o644)
    close_to_others(data)
    assert open_to_others(data.root) == [str(mine.relative_to(data.root))]
    assert (mode(data.root), mode(data.settings), mode(data.history)) == (0o700, 0o600, 0o700)
    close_to_others(DataFolder(tmp_path / "none"))


def test_a_folder_that_holds_other_things_stays_open(tmp_path: Path) -> None:
    data = wide_open(tmp_path / "shared")
    other = data.root / "thesis.txt"
    other.write_text("x")
    other.chmod(0o644)
    close_to_others(data)
    assert open_to_others(data.root) == [".", "thesis.txt"]


def test_links_lead_to_nothing_that_is_changed(tmp_path: Path) -> None:
    data = wide_open(tmp_path / "data")
    page = tmp_path / "page.html"
    page.write_text("x")
    page.chmod(0o644)
    data.settings.unlink()
    data.settings.symlink_to(page)
    close_to_others(data)
    assert mode(page) == 0o644


def test_what_a_person_exports_is_for_whom_they_wish(tmp_path: Path) -> None:
    with umask(0o027):
        with replacing(tmp_path / "new" / "a.json", chosen=True) as file:
            file.write(b"x")
        write_atomically(tmp_path / "own" / "settings.json", "x")
        make_folder(tmp_path / "deep" / "down")
    assert (mode(tmp_path / "new"), mode(tmp_path / "new" / "a.json")) == (0o750, 0o640)
    assert (mode(tmp_path / "own"), mode(tmp_path / "own" / "settings.json")) == (0o700, 0o600)
    assert (mode(tmp_path / "deep"), mode(tmp_path / "deep" / "down")) == (0o700, 0o700)
    (tmp_path / "new" / "a.json").chmod(0o604)
    with replacing(tmp_path / "new" / "a.json", chosen=True) as file:
        file.write(b"y")
    assert mode(tmp_path / "new" / "a.json") == 0o604


def stranger_holds(path: Path) -> int:
    """Return a descriptor by which somebody who may read a file keeps it locked."""
    descriptor = os.open(path, os.O_RDONLY)
    assert try_lock(descriptor)
    return descriptor


def test_nobody_who_may_read_the_lock_can_keep_us_out(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    path.chmod(0o644)
    held = stranger_holds(path)
    lock = FileLock(path)
    assert not lock.acquire(), "it may be an earlier version of ours, which would answer"
    assert lock.take_over()
    assert mode(path) == 0o600
    other = FileLock(path)
    assert not other.acquire()
    assert not other.take_over()
    lock.release()
    assert other.acquire()
    other.release()
    os.close(held)


def test_a_lock_that_others_could_open_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    path.chmod(0o644)
    opened = os.open(path, os.O_RDONLY)  # to be locked as soon as we let go
    lock = FileLock(path)
    assert lock.acquire()
    lock.release()
    assert try_lock(opened)
    assert lock.acquire()
    assert mode(path) == 0o600
    lock.release()
    os.close(opened)


def test_a_link_in_place_of_the_lock_is_not_followed_for_long(tmp_path: Path) -> None:
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "lock"
    elsewhere.touch(0o600)
    path.symlink_to(elsewhere)
    held = stranger_holds(elsewhere)
    lock = FileLock(path)
    assert not lock.acquire()
    assert lock.take_over()
    assert not path.is_symlink()
    lock.release()
    os.close(held)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs two users")
def test_another_user_gets_nothing_at_all(tmp_path: Path) -> None:
    # Under a folder that all may enter, as pytest's own is closed to others.
    shared = Path("/tmp") / f"soleus-shared-{os.getpid()}"
    shared.mkdir(0o777)
    shared.chmod(0o777)
    try:
        lock = FileLock(shared / "lock")
        assert lock.acquire()
        write_atomically(shared / "settings.json", "x")
        os.seteuid(NOBODY)
        try:
            for name in ("lock", "settings.json"):
                for flags in (os.O_RDONLY, os.O_RDWR):
                    with pytest.raises(PermissionError):
                        os.open(shared / name, flags)
            foreign = os.open(shared / "theirs", os.O_RDWR | os.O_CREAT, 0o666)
            assert try_lock(foreign)
        finally:
            os.seteuid(0)
        theirs = FileLock(shared / "theirs")
        assert not theirs.acquire()
        assert theirs.take_over()
        theirs.release()
        lock.release()
        os.close(foreign)
    finally:
        shutil.rmtree(shared)
