"""What can go wrong with the history and its journals, as codes with values.

None of it stops a session, nor the program.
"""

from dataclasses import dataclass

from soleus_timer.domain.phrases import MessageCode, Phrase, english, marked


class Trouble(MessageCode):
    """What went wrong."""

    NEWER = (
        "newer",
        (
            "The history in {path} was written by a newer version of this program (its number "
            "is {found}, this version knows {known}). It is left as it is, and the history is "
            "off; a newer version will open it."
        ),
    )
    CANNOT_OPEN = "cannot_open", "The history in {path} cannot be opened: {reason}."
    CANNOT_WRITE = "cannot_write", "The history in {path} cannot be written: {reason}."
    SET_ASIDE = (
        "set_aside",
        (
            "The history in {path} is damaged ({reason}). It was set aside as {aside}, and a "
            "new one was started."
        ),
    )
    STRANGE_MOVED = (
        "strange_moved",
        (
            "Beside the history in {path} there was something that is not an ordinary file: "
            "{name}. It was renamed to {aside}; no session is missing."
        ),
    )
    NOT_SET_ASIDE = (
        "not_set_aside",
        "The history in {path} is damaged ({reason}), and it cannot be set aside: {failure}.",
    )
    NUMBER_WRONG = (
        "number_wrong",
        (
            "The version number in the history in {path} was damaged. It has been repaired; "
            "no session is missing."
        ),
    )
    WAS_EMPTY = (
        "was_empty",
        (
            "The history in {path} was an empty file, and there is no backup and no journal to "
            "bring sessions back from."
        ),
    )
    FROM_BACKUP = "from_backup", "Sessions brought back from the backup {name}: {count}."
    FROM_JOURNALS = "from_journals", "Sessions brought back from the journals: {count}."
    FROM_DAMAGED = (
        "from_damaged",
        "Sessions read from the damaged file {name}: {count}. Unreadable there: {lost}.",
    )
    RATINGS_MAY_MISS = (
        "ratings_may_miss",
        (
            "Sessions from a backup or a journal, in which pain, effort and notes may be "
            "missing: {count}."
        ),
    )
    UNREADABLE = (
        "unreadable",
        "Some of what the history in {path} holds cannot be read and is left out.",
    )
    NOT_EXPORTED = (
        "not_exported",
        (
            "Sessions in the history in {path} that could not be imported again, and were "
            "left out: {count} ({reason})."
        ),
    )
    BACKUP_FAILED = "backup_failed", "The history in {path} could not be backed up: {reason}."
    NOT_FORGOTTEN = (
        "not_forgotten",
        (
            "A session that you deleted from the history in {path} stays hidden, but its "
            "journal cannot be deleted yet: {reason}. This is tried again at the next start."
        ),
    )
    JOURNAL_NEWER = (
        "journal_newer",
        "A newer version of Soleus Timer wrote {path}; that version can read it.",
    )
    JOURNAL_DAMAGED = "journal_damaged", "The journal of a session, {name}: {reason}."
    JOURNAL_NOT_WRITTEN = (
        "journal_not_written",
        "The session cannot be written to {path}: {reason}. It goes on, and this is tried again.",
    )


@dataclass(frozen=True, slots=True)
class Notice(Phrase):
    """A message to the person about the history."""

    @property
    def trouble(self) -> MessageCode:
        """What went wrong, one of `Trouble`."""
        return self.code


def notice(trouble: Trouble, /, **values: object) -> Notice:
    """Make a notice from named values; a `reason` among them is a part of a sentence.

    Some reasons are words of ours, such as "a line is cut short"; the system's come unchanged.
    """
    return Notice(
        trouble,
        tuple(
            (name, marked(str(value)) if name == "reason" else str(value))
            for name, value in values.items()
        ),
    )


class HistoryError(Exception):
    """The history cannot do what is asked; `notice` says why."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        super().__init__(english(notice))
