"""What can go wrong with the history, as codes with values; the English of each code, once.

Trouble with the history never stops a session, nor the program.
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
    NOT_SET_ASIDE = "not_set_aside"
    FROM_BACKUP = "from_backup"
    FROM_JOURNALS = "from_journals"
    UNREADABLE = "unreadable"
    BACKUP_FAILED = "backup_failed"


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
    Trouble.NOT_SET_ASIDE: (
        "The history in {path} is damaged ({reason}), and it cannot be set aside: {failure}."
    ),
    Trouble.FROM_BACKUP: "Sessions brought back from the backup {name}: {count}.",
    Trouble.FROM_JOURNALS: "Sessions brought back from the journals: {count}.",
    Trouble.UNREADABLE: "Some of what the history in {path} holds cannot be read and is left out.",
    Trouble.BACKUP_FAILED: "The history in {path} could not be backed up: {reason}.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the person of the history."""

    trouble: Trouble
    values: tuple[tuple[str, str], ...] = ()


def notice(trouble: Trouble, /, **values: object) -> Notice:
    """Make a notice from named values."""
    return Notice(trouble, tuple((name, str(value)) for name, value in values.items()))


def tell(said: Notice, translate: Translate) -> str:
    """Render a notice; `translate` gives each template in the person's language."""
    return translate(ENGLISH[said.trouble], None).format_map(dict(said.values))


def english_notice(said: Notice) -> str:
    """Render a notice in English."""
    return tell(said, lambda template, _number: template)


class HistoryError(Exception):
    """The history cannot do what is asked; `notice` says why."""

    def __init__(self, said: Notice) -> None:
        self.notice = said
        super().__init__(english_notice(said))
