"""What can go wrong with the history and the journals behind it, as codes with values.

The English of each code stands here, once. Such trouble never stops a session, nor the program.
"""

from dataclasses import dataclass
from enum import StrEnum

from soleus_timer.core.phrases import Translate


class Trouble(StrEnum):
    """What went wrong."""

    NEWER = "newer"
    CANNOT_OPEN = "cannot_open"
    CANNOT_WRITE = "cannot_write"
    SET_ASIDE = "set_aside"
    STRANGE_MOVED = "strange_moved"
    NOT_SET_ASIDE = "not_set_aside"
    NUMBER_WRONG = "number_wrong"
    WAS_EMPTY = "was_empty"
    FROM_BACKUP = "from_backup"
    FROM_JOURNALS = "from_journals"
    FROM_DAMAGED = "from_damaged"
    RATINGS_MAY_MISS = "ratings_may_miss"
    UNREADABLE = "unreadable"
    NOT_EXPORTED = "not_exported"
    BACKUP_FAILED = "backup_failed"
    NOT_FORGOTTEN = "not_forgotten"
    JOURNAL_NEWER = "journal_newer"
    JOURNAL_DAMAGED = "journal_damaged"
    JOURNAL_NOT_WRITTEN = "journal_not_written"


ENGLISH: dict[Trouble, str] = {
    Trouble.NEWER: (
        "The history in {path} was written by a newer version of this program (its number is "
        "{found}, this version knows {known}). It is left as it is, and the history is off; a "
        "newer version will open it."
    ),
    Trouble.CANNOT_OPEN: "The history in {path} cannot be opened: {reason}.",
    Trouble.CANNOT_WRITE: "The history in {path} cannot be written: {reason}.",
    Trouble.SET_ASIDE: (
        "The history in {path} is damaged ({reason}). It was set aside as {aside}, and a new one "
        "was begun."
    ),
    Trouble.STRANGE_MOVED: (
        "Beside the history in {path} there was something that is not an ordinary file: {name}. "
        "It was renamed to {aside}; no session is missing."
    ),
    Trouble.NOT_SET_ASIDE: (
        "The history in {path} is damaged ({reason}), and it cannot be set aside: {failure}."
    ),
    Trouble.NUMBER_WRONG: (
        "The number of the version in the history in {path} was damaged. It was put right, and no "
        "session is missing."
    ),
    Trouble.WAS_EMPTY: (
        "The history in {path} was an empty file, and there is no backup and no journal to bring "
        "sessions back from."
    ),
    Trouble.FROM_BACKUP: "Sessions brought back from the backup {name}: {count}.",
    Trouble.FROM_JOURNALS: "Sessions brought back from the journals: {count}.",
    Trouble.FROM_DAMAGED: (
        "Sessions read from the damaged file {name}: {count}. Not legible there: {lost}."
    ),
    Trouble.RATINGS_MAY_MISS: (
        "Sessions from a backup or a journal, in which pain, effort and notes may be missing: "
        "{count}."
    ),
    Trouble.UNREADABLE: "Some of what the history in {path} holds cannot be read and is left out.",
    Trouble.NOT_EXPORTED: (
        "Sessions in the history in {path} that no import would take, and that were left out: "
        "{count} ({reason})."
    ),
    Trouble.BACKUP_FAILED: "The history in {path} could not be backed up: {reason}.",
    Trouble.NOT_FORGOTTEN: (
        "A session that you deleted from the history in {path} stays out of sight, but its journal "
        "cannot be deleted yet: {reason}. This is tried again at the next start."
    ),
    Trouble.JOURNAL_NEWER: (
        "A newer version of Soleus Timer wrote {path}; that version can read it."
    ),
    Trouble.JOURNAL_DAMAGED: "The journal of a session, {name}: {reason}.",
    Trouble.JOURNAL_NOT_WRITTEN: (
        "The session cannot be written to {path}: {reason}. It goes on, and this is tried again."
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the person; a `reason` among the values is a part of a sentence."""

    trouble: Trouble
    values: tuple[tuple[str, str], ...] = ()


def notice(trouble: Trouble, /, **values: object) -> Notice:
    """Make a notice from named values."""
    return Notice(trouble, tuple((name, str(value)) for name, value in values.items()))


def tell(said: Notice, translate: Translate) -> str:
    """Render a notice; `translate` gives each template in the person's language."""
    values = dict(said.values)
    if "reason" in values:
        # Some are words of ours, such as "a line is cut short"; those of the system come unchanged.
        values["reason"] = translate(values["reason"], None)
    return translate(ENGLISH[said.trouble], None).format_map(values)


def english_notice(said: Notice) -> str:
    """Render a notice in English."""
    return tell(said, lambda template, _number: template)


class HistoryError(Exception):
    """The history cannot do what is asked; `notice` says why."""

    def __init__(self, said: Notice) -> None:
        self.notice = said
        super().__init__(english_notice(said))
