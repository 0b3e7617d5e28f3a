"""The command line. Qt is imported only where a command needs it."""

import argparse
import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from soleus_timer import __version__, log, resources
from soleus_timer.messages import N_, _, choose_language, system_languages

PROGRAM = "soleus-timer"

OK, BAD_FILE, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes."""

SLOWEST = 0.01
FASTEST = 1000.0
"""How fast the clock may run, as a multiple of real time."""

_COMMANDS = frozenset(
    {"play", "simulate", "list", "check", "schema", "history", "import", "backup", "log"}
)
_WITH_VALUE = frozenset({"--data-dir", "--speed", "--log-events"})

_COMMAND_HELP = N_("""\
commands, in place of WORKOUT:
  play WORKOUT               play it in this terminal
  simulate WORKOUT [--json]  print everything that would happen, without waiting
  list                       list the workouts
  check FILE...              list what is wrong with workout, exercise or figure files
  schema [--exercise]        print the JSON Schema of a workout file, or of an exercise file
  history [--csv FILE | --json FILE | --pdf FILE]
                             list what you did, or write it to a file
  import FILE [--keep-good]  import a history that --json wrote
  backup DIR                 copy history, settings and workouts to a new folder in DIR
  log                        print the path of the error log; it holds nothing you wrote

WORKOUT is the id of a workout (see `list`) or the path of a file. A workout named like a
command opens as `-- NAME`.
""")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    _prepare_output()
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        code = OK  # whoever read it has read enough
    except Exception as error:
        code = _complain_of(error)
    else:
        return code
    _settle_output()
    return code


def _complain_of(error: Exception) -> int:
    """Print what went wrong; return the exit code. A failure of ours is logged."""
    # Only now: a window that opens has no use for them, and its first frame waits.
    from soleus_timer.app.build import NotPossibleError
    from soleus_timer.storage.errors import BadFileError, UnknownWorkoutError
    from soleus_timer.terminal.output import complain

    code, sentence = BAD_FILE, str(error)
    match error:
        case BadFileError():
            for problem in error.problems:
                complain(str(problem))
            return BAD_FILE
        case UnknownWorkoutError():
            code = USAGE
            if not error.nearest:
                command = f"{PROGRAM} list"
                hint = _("`{command}` lists them", command=command)
                sentence = f"{sentence}; {hint}"
        case NotPossibleError():
            pass
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            sentence = f"{where}{error.strerror or error}"
        case _:  # a traceback helps nobody here
            log.failed("program", error)
            sentence = _("Something in the program failed ({kind}).", kind=type(error).__name__)
            if (place := log.path()) is not None:
                sentence += f" {_('The details are in {place}.', place=place)}"
    complain(f"{PROGRAM}: {sentence}")
    return code


def _settle_output() -> None:
    """Write what is still to be written, or drop it: Python would try again at its exit."""
    from soleus_timer.terminal.output import settle

    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            settle(stream.fileno())


def _prepare_output() -> None:
    """Make every text printable: no traceback for a closed output or an old terminal."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _run(arguments: list[str]) -> int:
    from soleus_timer.storage.data_folder import log_folder

    with log.Guard("language"):
        choose_language(resources.message_catalogues(), system_languages())
    place = _command_place(arguments)
    command = None if place is None else arguments.pop(place)
    try:
        parsed = _parser(command).parse_args(arguments)
    except SystemExit as done:  # after --help, --version and mistakes
        return done.code if isinstance(done.code, int) else USAGE
    log.keep_in(lambda: log_folder(parsed.data_dir))
    from soleus_timer.app.build import Options

    options = Options(parsed.data_dir, parsed.speed, parsed.log_events, parsed.mute)
    if command is None:
        from soleus_timer.app.window_command import open_window

        return open_window(options, parsed.workout)
    if command == "play":
        from soleus_timer.app.play_command import play

        with log.hooks():
            return play(options, parsed.workout)
    from soleus_timer.app.commands import COMMANDS

    return COMMANDS[command](options, parsed)


def _command_place(arguments: Sequence[str]) -> int | None:
    """Return the index of the command: the first word that is no option, nor an option's value."""
    place = 0
    while place < len(arguments):
        word = arguments[place]
        if word == "--":
            return None
        if not word.startswith("-") or word == "-":
            return place if word in _COMMANDS else None
        place += 2 if word in _WITH_VALUE else 1
    return None


class _Parser(argparse.ArgumentParser):
    """Prints mistakes without control characters that stand in a name."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line, and end."""
        from soleus_timer.terminal.output import printable

        super().error(printable(message))


def _parser(command: str | None) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM if command is None else f"{PROGRAM} {command}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    match command:
        case None:
            parser.description = _("A guided-workout timer.")
            parser.usage = _("{program} [options] [WORKOUT | command]", program=PROGRAM)
            parser.epilog = _(_COMMAND_HELP)
            help_ = _("open the window on this workout")
            add("workout", metavar="WORKOUT", nargs="?", help=help_)
        case "play" | "simulate":
            add("workout", metavar="WORKOUT", help=_("an id, or the path of a file"))
            if command == "simulate":
                add("--json", action="store_true", help=_("as JSON Lines, one event per line"))
        case "check":
            add("files", metavar="FILE", nargs="+", type=_file)
        case "schema":
            add("--exercise", action="store_true", help=_("the schema of an exercise file"))
        case "history":
            parser.description = _(
                "List your sessions, or write them to a file. They stay on this computer; nothing "
                "is sent anywhere."
            )
            add = parser.add_mutually_exclusive_group().add_argument
            add("--csv", metavar="FILE", type=_file, help=_("one row per set, for a spreadsheet"))
            add("--json", metavar="FILE", type=_file, help=_("everything, for `import`"))
            add("--pdf", metavar="FILE", type=_file, help=_("a page for your clinician"))
        case "import":
            add("file", metavar="FILE", type=_file, help=_("from `history --json`"))
            help_ = _("import the sessions that can be read, and skip the others")
            add("--keep-good", action="store_true", help=help_)
        case "backup":
            add("folder", metavar="DIR", type=_folder)
        case _:
            pass
    _add_options(parser)
    return parser


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Add what may stand before and after every command."""
    add, help_ = parser.add_argument, _("keep workouts and settings in DIR")
    add("--data-dir", metavar="DIR", type=_folder, help=help_)
    help_ = _("run the clock N times as fast")
    add("--speed", metavar="N", type=_speed, default=1.0, help=help_)
    help_ = _("write what happens as JSON Lines")
    add("--log-events", metavar="FILE", type=_file, help=help_)
    add("--mute", action="store_true", help=_("make no sound"))
    add("--version", action="version", version=f"{PROGRAM} {__version__}")


def _speed(text: str) -> float:
    """Read how many times as fast the clock runs.

    Raises:
        argparse.ArgumentTypeError: it is no such number.
    """
    try:
        read = float(text)
    except ValueError:
        read = math.nan
    if not SLOWEST <= read <= FASTEST:  # NaN is not, either
        raise argparse.ArgumentTypeError(
            _(
                "{word} is not a speed; give a number from {least} to {most}",
                word=repr(text),
                least=format(SLOWEST, "g"),
                most=format(FASTEST, "g"),
            )
        )
    return read


def _folder(text: str) -> Path:
    """Read the path of a folder, which need not exist.

    Raises:
        argparse.ArgumentTypeError: there is something else, or no name.
    """
    path = Path(text)
    if not text or (os.path.lexists(path) and not path.is_dir()):
        raise argparse.ArgumentTypeError(_("{word} is not a folder", word=repr(text)))
    return path


def _file(text: str) -> Path:
    """Read the path of a file.

    Raises:
        argparse.ArgumentTypeError: no file is named.
    """
    if not text:
        raise argparse.ArgumentTypeError(_("no file was given; give its path"))
    return Path(text)
