"""The command line. Qt is imported only where a command needs it."""

import argparse
import math
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from soleus_timer import __version__, log, resources
from soleus_timer.messages import N_, _, choose_language, system_languages

if TYPE_CHECKING:
    from soleus_timer.app.build import Options

PROGRAM = "soleus-timer"

OK, BAD_FILE, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes."""

SLOWEST = 0.01
FASTEST = 1000.0
"""How fast the clock may run, in times of real time."""

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
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare_output()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _settle_output()  # whoever read it has read enough
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"{where}{error.strerror or error}", BAD_FILE)
        _settle_output()
        return BAD_FILE
    except Exception as error:  # ours: it is in the log, and a traceback helps nobody here
        _complain(_unexpected(error), BAD_FILE)
        _settle_output()
        return BAD_FILE
    return code


def _unexpected(error: Exception) -> str:
    """Log a failure of ours; return a sentence for the person."""
    log.failed("program", error)
    place = log.path()
    sentence = _("Something in the program failed ({kind}).", kind=type(error).__name__)
    if place is None:
        return sentence
    return f"{sentence} {_('The details are in {place}.', place=place)}"


def _settle_output() -> None:
    """Write what is still to be written, or let it go: Python would try again at its exit."""
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
    with log.Guard("language"):
        choose_language(resources.message_catalogues(), system_languages())
    place = _command_place(arguments)
    command = None if place is None else arguments.pop(place)
    try:
        parsed = _parser(command).parse_args(arguments)
    except SystemExit as done:  # after --help, --version and mistakes
        return done.code if isinstance(done.code, int) else USAGE
    log.keep_in(partial(_log_folder, parsed.data_dir))
    try:
        return _do(command, parsed)
    except Exception as error:
        code = _reported(error)
        if code is None:
            raise
        return code


def _log_folder(data_dir: Path | None) -> Path:
    from soleus_timer.storage.paths import log_folder

    return log_folder(data_dir)


def _reported(error: Exception) -> int | None:
    """Print what a person or the environment did wrong; return the exit code, None for a bug."""
    # Only now: a window that opens has no use for them, and its first frame waits.
    from soleus_timer.app.build import NotPossibleError
    from soleus_timer.storage.errors import BadFileError, UnknownWorkoutError

    match error:
        case UnknownWorkoutError():
            command = f"{PROGRAM} list"
            hint = _("`{command}` lists them", command=command)
            return _complain(str(error) if error.nearest else f"{error}; {hint}", USAGE)
        case BadFileError():
            from soleus_timer.terminal.output import complain

            for problem in error.problems:
                complain(str(problem))
            return BAD_FILE
        case NotPossibleError():
            return _complain(str(error), BAD_FILE)
        case _:
            return None


def _complain(sentence: str, code: int) -> int:
    from soleus_timer.terminal.output import complain

    complain(f"{PROGRAM}: {sentence}")
    return code


def _command_place(arguments: Sequence[str]) -> int | None:
    """Return where the command stands: it is the first word that is no option, nor one's value."""
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
    """Prints mistakes without sending the terminal what somebody, or a name, made of them."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line, and end."""
        from soleus_timer.terminal.output import printable

        super().error(printable(message))


def _parser(command: str | None) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM if command is None else f"{PROGRAM} {command}",
        description=_("A guided-workout timer.") if command is None else None,
        usage=_("{program} [options] [WORKOUT | command]", program=PROGRAM)
        if command is None
        else None,
        epilog=_(_COMMAND_HELP) if command is None else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    match command:
        case None:
            parser.add_argument(
                "workout", metavar="WORKOUT", nargs="?", help=_("open the window on this workout")
            )
        case "play" | "simulate":
            parser.add_argument(
                "workout", metavar="WORKOUT", help=_("an id, or the path of a file")
            )
        case "check":
            parser.add_argument("files", metavar="FILE", nargs="+", type=_file)
        case "history":
            _add_ways_out(parser)
        case "import":
            parser.add_argument("file", metavar="FILE", type=_file, help=_("from `history --json`"))
            parser.add_argument(
                "--keep-good",
                action="store_true",
                help=_("import the sessions that can be read, and skip the others"),
            )
        case "backup":
            parser.add_argument("folder", metavar="DIR", type=_folder)
        case _:
            pass
    if command == "simulate":
        parser.add_argument(
            "--json", action="store_true", help=_("as JSON Lines, one event per line")
        )
    if command == "schema":
        parser.add_argument(
            "--exercise", action="store_true", help=_("the schema of an exercise file")
        )
    _add_options(parser)
    return parser


def _add_ways_out(parser: argparse.ArgumentParser) -> None:
    parser.description = _(
        "List your sessions, or write them to a file. They stay on this computer; nothing is "
        "sent anywhere."
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--csv", metavar="FILE", type=_file, help=_("one row per set, for a spreadsheet")
    )
    ways.add_argument("--json", metavar="FILE", type=_file, help=_("everything, for `import`"))
    ways.add_argument("--pdf", metavar="FILE", type=_file, help=_("a page for your clinician"))


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Add what may stand before and after every command."""
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        type=_folder,
        help=_("keep workouts and settings in DIR"),
    )
    parser.add_argument(
        "--speed",
        metavar="N",
        type=_speed,
        default=1.0,
        help=_("run the clock N times as fast"),
    )
    parser.add_argument(
        "--log-events",
        metavar="FILE",
        type=_file,
        help=_("write what happens as JSON Lines"),
    )
    parser.add_argument("--mute", action="store_true", help=_("make no sound"))
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")


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


def _do(command: str | None, arguments: argparse.Namespace) -> int:
    options = _options(arguments)
    if command is None:
        from soleus_timer.app.window_command import open_window

        return open_window(options, arguments.workout)
    if command == "play":
        from soleus_timer.app.play_command import play

        with log.hooks():
            return play(options, arguments.workout)
    from soleus_timer.app.commands import COMMANDS

    return COMMANDS[command](options, arguments)


def _options(arguments: argparse.Namespace) -> "Options":
    from soleus_timer.app.build import Options

    return Options(
        data_dir=arguments.data_dir,
        speed=arguments.speed,
        log_events=arguments.log_events,
        mute=arguments.mute,
    )
