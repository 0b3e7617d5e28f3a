"""The commands that read and write the history. Qt is loaded for a PDF alone."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import list2cmdline
from typing import BinaryIO

from soleus_timer.app import history_files
from soleus_timer.app.build import NotPossibleError, Options, build_settings, open_history
from soleus_timer.domain.history.problems import HistoryError
from soleus_timer.domain.history.session import SessionQuery
from soleus_timer.messages import _, localise
from soleus_timer.storage.data_folder import HISTORY, back_up, data_folder
from soleus_timer.storage.history import exporting
from soleus_timer.storage.history.importing import import_history
from soleus_timer.storage.history.repository import History, local_time
from soleus_timer.terminal.lists import history_lines
from soleus_timer.terminal.output import complain

# Each of these raises NotPossibleError where the history cannot be opened or written, and OSError
# where a file cannot be; a file that could not be written whole is not there.


def listing(options: Options) -> Iterator[str]:
    """Yield the sessions as lines to read."""
    with _history(options) as history:
        lines = history.sessions(SessionQuery()) if history.is_there else ()
        yield from history_lines(lines, _planned_days(options), local_time().date())


def write_csv(options: Options, path: Path) -> None:
    """Write a row for each set to `path`."""
    with _history(options, must_exist=True) as history:
        exporting.write_csv(history, path)


def write_json(options: Options, path: Path) -> None:
    """Write everything to `path`, for `import_file`."""
    with _history(options, must_exist=True) as history:
        exporting.write_json(history, path)


def write_pdf(options: Options, path: Path) -> None:
    """Write a page for a clinician to `path`."""
    with _history(options, must_exist=True) as history:
        try:
            history_files.write_pdf(history, _planned_days(options), path)
        except ImportError as error:
            raise NotPossibleError(
                _("A PDF needs Qt, which cannot be loaded here: {reason}.", reason=error)
            ) from error


def import_file(options: Options, path: Path, *, keep_good: bool = False) -> str:
    """Add what is new in a JSON history to this one; return sentences that say what was done.

    With `keep_good` the sessions that can be read are added, and what is wrong with the others is
    printed.

    Raises:
        BadFileError: the file cannot be used; nothing was imported.
    """
    with _history(options) as history:
        done = import_history(path, history, local_time(), keep_good=keep_good)
        if done.added:
            history.back_up()
    for problem in done.problems:
        complain(str(problem))
    sentences = [_("Sessions imported: {count}.", count=done.added)]
    if done.known:
        sentences.append(_("{count} were there already.", count=done.known))
    if done.left_out:
        sentences.append(_("Left out: {count}.", count=done.left_out))
    if done.future:
        sentences.append(
            _("Dated in the future: {count}. The clock was wrong then.", count=done.future)
        )
    return " ".join(sentences)


def back_up_to(options: Options, folder: Path) -> str:
    """Copy everything that is the person's own to a new folder in `folder`; return a sentence."""
    data = data_folder(options.data_dir)

    def write_history(file: BinaryIO) -> None:
        exporting.write_json_to(history, file)

    with _history(options) as history:
        there = history.is_there
        made = back_up(data, folder, local_time().date(), write_history if there else None)
    sentence = _("Backed up to {place}.", place=made)
    if there:
        command = _import_command(options, made / HISTORY)
        sentence += " " + _("`{command}` brings the history back.", command=command)
    return sentence


def _import_command(options: Options, path: Path) -> str:
    """Return the command that imports a file into the same data folder, for a shell."""
    words = ["soleus-timer", "import", str(path.absolute())]
    if options.data_dir is not None:
        words += ["--data-dir", str(options.data_dir.absolute())]
    return list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


@contextmanager
def _history(options: Options, *, must_exist: bool = False) -> Iterator[History]:
    """Yield the history, and print its notices afterwards.

    Raises:
        NotPossibleError: it cannot be opened or written, or with `must_exist` is not there.
    """
    try:
        history = open_history(options)
    except HistoryError as error:
        raise NotPossibleError(str(error)) from error
    try:
        if must_exist and not history.is_there:
            raise NotPossibleError(
                _("There is no history in {place} yet.", place=history.path.parent)
            )
        yield history
    except HistoryError as error:
        raise NotPossibleError(str(error)) from error
    finally:
        history.close()
        for notice in history.notices:
            complain(localise(notice))


def _planned_days(options: Options) -> int:
    settings = build_settings(options)
    planned = settings.load().planned_days_a_week
    for notice in settings.notices:
        complain(notice)
    return planned
