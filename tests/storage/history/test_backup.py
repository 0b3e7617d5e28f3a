"""A session that is deleted for good: the program may die at any moment meanwhile."""

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from soleus_timer.domain.history.problems import Trouble
from soleus_timer.domain.phrases import english
from soleus_timer.storage.history import backup
from soleus_timer.storage.history.backup import Backups
from soleus_timer.storage.history.journals import catch_up, sessions_in_journals
from soleus_timer.storage.history.repository import History, local_time
from tests.storage.journaling import Gym


class DiedError(BaseException):
    """The program is no more."""


class Home:
    """A data folder with two sessions, of which the first was deleted, and a backup of before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = local_time() - timedelta(days=3)
        gym = Gym(folder / "journals").start(until=1000)
        gym.journal.close()
        second = Gym(gym.folder).start(until=1000)
        second.journal.close()
        self.journals = gym.journals
        history = self.start()
        catch_up(history, self.journals)
        history.upkeep(self.journals.discard)
        self.deleted, self.other = (line.id for line in history.sessions())
        history.delete(self.deleted)
        history.close()
        self.now += timedelta(days=3)

    def start(self) -> History:
        """Start the program anew."""
        self.now += timedelta(minutes=1)
        return History(
            self.folder / "history",
            lambda: sessions_in_journals(self.journals),
            now=lambda: self.now,
        )

    def seen(self) -> list[str]:
        """Return what the next program shows."""
        history = self.start()
        catch_up(history, self.journals)
        seen = [line.id for line in history.sessions()]
        history.close()
        return seen


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


POINTS = (
    "before the list",
    "behind the list",
    "before the journal",
    "behind the journal",
    "before the rows",
    "behind the rows",
    "before the backup",
)


@pytest.fixture
def die_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Home], None]:
    def dying(place: str, name: str, point: str, act: Callable[..., object]) -> object:
        def step(*arguments: object) -> object:
            if point == f"before the {name}":
                raise DiedError(place)
            answer = act(*arguments)
            if point == f"behind the {name}":
                raise DiedError(place)
            return answer

        return step

    def die(point: str, home: Home) -> None:
        with monkeypatch.context() as patch:
            for owner, method, name in (
                (Backups, "note_purged", "list"),
                (backup, "purge", "rows"),
                (Backups, "is_due", "backup"),
            ):
                patch.setattr(owner, method, dying(method, name, point, getattr(owner, method)))
            forget = dying("discard", "journal", point, home.journals.discard)
            assert callable(forget)
            history = home.start()
            with pytest.raises(DiedError):
                history.upkeep(forget)

    return die


@pytest.mark.parametrize("point", POINTS)
def test_it_never_comes_back(home: Home, die_at: Callable[[str, Home], None], point: str) -> None:
    die_at(point, home)
    assert home.seen() == [home.other]
    history = home.start()
    history.upkeep(home.journals.discard)
    assert history.notices == ()
    assert home.journals.kept() == [home.other]
    assert home.seen() == [home.other]
    assert history.reading(lambda rows: rows.find(home.deleted)) is None
    history.close()


@pytest.mark.parametrize("point", POINTS[1:])
def test_no_backup_brings_it_back(
    home: Home, die_at: Callable[[str, Home], None], point: str
) -> None:
    die_at(point, home)
    (home.folder / "history" / "history.db").write_bytes(b"no history any more")
    assert home.seen() == [home.other]
    history = home.start()
    history.upkeep(home.journals.discard)
    assert home.seen() == [home.other]
    assert home.journals.kept() == [home.other]
    history.close()


def test_a_journal_that_cannot_be_deleted_is_told_and_tried_again(home: Home) -> None:
    def refuse(_session_id: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    history = home.start()
    history.upkeep(refuse)
    (said,) = history.notices
    assert said.trouble is Trouble.NOT_FORGOTTEN
    assert "Permission denied" in english(said)
    assert "backed up" not in english(said)
    history.close()
    assert home.seen() == [home.other]
    history = home.start()
    history.upkeep(home.journals.discard)
    assert home.journals.kept() == [home.other]
    assert home.seen() == [home.other]
    history.close()


def test_what_is_imported_again_stays(home: Home) -> None:
    history = home.start()
    history.upkeep(home.journals.discard)
    session = history.session(home.other)
    assert session is not None
    history.delete(home.other)
    home.now += timedelta(days=2)
    history.upkeep(home.journals.discard)
    assert history.add(session)
    home.now += timedelta(days=8)
    history.upkeep(home.journals.discard)
    newest = history.backups.newest_first()[0]
    os.utime(newest, (home.now.timestamp(),) * 2)
    history.close()
    (home.folder / "history" / "history.db").unlink()
    assert home.seen() == [home.other]
