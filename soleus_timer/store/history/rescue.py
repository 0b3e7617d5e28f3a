"""A damaged history: set aside under a name that tells the day, and made again."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from soleus_timer.core.history.kept import KeptSession, Rating
from soleus_timer.core.history.trouble import Notice, Trouble, notice
from soleus_timer.store.atomic import write_atomically
from soleus_timer.store.history.backups import Backups, copy_to
from soleus_timer.store.history.connecting import COMPANIONS, connected, transaction
from soleus_timer.store.history.opening import open_history
from soleus_timer.store.history.putting import put
from soleus_timer.store.history.queries import Reader
from soleus_timer.store.history.salvage import Salvage
from soleus_timer.store.history.schema import UPGRADES
from soleus_timer.store.history.writing import UnkeepableError, Writer, delete_again
from soleus_timer.store.ordinary import is_strange, reading_ordinary

TO_SALVAGE = "history.to-salvage"
"""Beside a history that was set aside, until what is legible in that is in the new one: its name,
and a line for each time that it was tried."""

_MOST_TRIES = 3
_MOST_BYTES = 4096


def move_strange(path: Path, today: date, tell: Callable[[Notice], None]) -> None:
    """Rename what is no file and stands where SQLite has its own beside a history.

    The history itself is whole without it.

    Raises:
        OSError: it cannot be renamed.
    """
    for companion in COMPANIONS[1:]:
        strange = path.with_name(path.name + companion)
        if is_strange(strange) and not is_strange(path):
            number = 1
            while os.path.lexists(aside := _named(path, "strange", today, number, companion)):
                number += 1
            strange.rename(aside)
            tell(notice(Trouble.STRANGE_MOVED, path=path, name=strange.name, aside=aside.name))


def set_aside(path: Path, today: date) -> Path:
    """Rename a history and what belongs to it; return its new name.

    Raises:
        OSError: it cannot be renamed.
    """
    number = 1
    while os.path.lexists(aside := _named(path, "damaged", today, number)):
        number += 1
    # Written first: wherever the program dies from now on, the next one reads what is legible.
    # And where that is not possible, as on a full disk, no new history could be made either.
    write_atomically(path.with_name(TO_SALVAGE), aside.name)
    for companion in COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(aside.with_name(aside.name + companion))
    return aside


def is_missing(path: Path) -> bool:
    """Return whether there is no history in `path`, nor anything else.

    Raises:
        OSError: nobody can tell.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def made_anew(
    path: Path,
    backups: Backups,
    journals: Callable[[], Iterable[KeptSession]],
    back_up: Callable[[sqlite3.Connection, int], None],
    purged: datetime,
    tell: Callable[[Notice], None],
) -> sqlite3.Connection:
    """Return a new history with what the newest good backup and the journals hold.

    What was purged after the backup was made is put out of sight, as if deleted at `purged`.

    Raises:
        HistoryError, DamagedHistoryError, OSError, sqlite3.Error: see `open_history`.
    """
    # One that was killed at its first start leaves an empty file, and no more.
    was_emptied = path.exists() and len(os.listdir(path.parent)) > 1  # noqa: PTH208
    backup = restore_backup(path, backups, len(UPGRADES))
    connection = open_history(path, back_up)
    try:
        from_backup = _ids(connection)
        from_journals = add_missing(connection, journals)
        salvaged = salvage(connection, path, tell)
        if backup is not None:
            with transaction(connection):
                delete_again(connection, backups.purged_since(backup), purged)
    except BaseException:
        connection.close()
        raise
    if salvaged is not None:
        from_backup -= salvaged
        from_journals -= salvaged
    if backup is not None and (from_backup or not salvaged):
        tell(notice(Trouble.FROM_BACKUP, count=len(from_backup), name=backup.name))
    if from_journals:
        tell(notice(Trouble.FROM_JOURNALS, count=len(from_journals)))
    if salvaged is not None and (from_backup or from_journals):
        count = len(from_backup | from_journals)
        tell(notice(Trouble.RATINGS_MAY_MISS, count=count))
    if was_emptied and backup is None and not from_journals and salvaged is None:
        tell(notice(Trouble.WAS_EMPTY, path=path))
    return connection


def salvage(
    connection: sqlite3.Connection, path: Path, tell: Callable[[Notice], None]
) -> set[str] | None:
    """Add what is legible in the file that was set aside last, unless that is done already.

    Returns the ids of the sessions that were read; None where there is no such file. A row of the
    damaged file is newer than a backup: its rating counts.

    Raises:
        sqlite3.Error: the new history cannot be written.
    """
    aside = _to_salvage(path)
    if aside is None:
        return None
    found: set[str] = set()
    damaged, writer, reader = Salvage(aside), Writer(connection), Reader(connection)
    with transaction(connection):
        for one in damaged.rows():
            try:
                if one.session is not None:
                    put(writer, _merged(reader.any_session(one.id), one.session))
                    found.add(one.id)
                elif not writer.is_there(one.id):
                    continue
            except UnkeepableError:
                damaged.lost += 1
                continue
            if one.rating is not None and (one.session is not None or one.rating != Rating()):
                writer.rate(one.id, one.rating)
            if one.deleted is not None:
                writer.delete(one.id, one.deleted)
    with suppress(OSError):
        path.with_name(TO_SALVAGE).unlink(missing_ok=True)
    if found or damaged.lost:
        tell(notice(Trouble.FROM_DAMAGED, name=aside.name, count=len(found), lost=damaged.lost))
    return found


def _merged(known: KeptSession | None, legible: KeptSession) -> KeptSession:
    """Return what is kept of a session of which a backup or a journal told before."""
    if known is None or known.partial:
        return legible
    # What is over does not change any more, and the damaged file is the one with wrong bytes.
    return replace(known, choices=legible.choices)


def finish_salvage(
    connection: sqlite3.Connection, path: Path, tell: Callable[[Notice], None]
) -> None:
    """Read what is legible in a damaged file where a program died before it had."""
    if path.with_name(TO_SALVAGE).exists():
        # Another program may be about it, or the disk be full: then the next start does it.
        with suppress(sqlite3.Error):
            salvage(connection, path, tell)


def _to_salvage(path: Path) -> Path | None:
    """Return the damaged file that is still to be read, and note that it is tried once more.

    If the program dies over it again and again, it is left alone.
    """
    note = path.with_name(TO_SALVAGE)
    try:
        with reading_ordinary(note) as file:
            name, *tries = file.read(_MOST_BYTES).decode().splitlines()
    except (OSError, ValueError):
        return None
    with suppress(OSError):
        if len(tries) >= _MOST_TRIES or Path(name).name != name:
            note.unlink()
            return None
        write_atomically(note, "\n".join([name, *tries, "tried"]))
    return path.with_name(name)


def restore_backup(path: Path, backups: Backups, newest_version: int) -> Path | None:
    """Put the newest good backup in the place of `path`; return it, None where there is none.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    good = backups.good(newest_version)
    with closing(good):  # type: ignore[type-var]
        newest = next(good, None)
    if newest is not None:
        for companion in COMPANIONS[1:]:
            # What is left of a file that is gone would be taken for changes to this one.
            path.with_name(path.name + companion).unlink(missing_ok=True)
        with connected(newest, read_only=True) as connection:
            copy_to(connection, path)
    return newest


def add_missing(
    connection: sqlite3.Connection, sessions: Callable[[], Iterable[KeptSession]]
) -> set[str]:
    """Add the sessions of the journals that are not there; return their ids.

    A folder of journals that cannot be read ends it early: a history without them is one, too.
    """
    added: set[str] = set()
    writer = Writer(connection)
    with transaction(connection), suppress(OSError):
        for session in sessions():
            # A journal can hold what no table has room for.
            with suppress(UnkeepableError):
                if not writer.is_there(session.id):
                    writer.write(session)
                    added.add(session.id)
    return added


def _ids(connection: sqlite3.Connection) -> set[str]:
    return {session_id for (session_id,) in connection.execute("SELECT id FROM sessions")}


def _named(path: Path, what: str, today: date, number: int, companion: str = "") -> Path:
    more = "" if number == 1 else f"-{number}"
    return path.with_name(f"{path.stem}.{what}-{today.isoformat()}{more}{path.suffix}{companion}")
