"""The commands that need neither window nor session: each prints, and returns the exit code.

Each takes the common options, and its own arguments as `cli` parsed them. What a person or the
environment did wrong is raised.
"""

import argparse
from collections.abc import Callable

from soleus_timer import log
from soleus_timer.app.build import Options, build_library
from soleus_timer.domain.library import Entry
from soleus_timer.domain.units import UnitSystem
from soleus_timer.messages import _, ngettext
from soleus_timer.storage.glance import glance
from soleus_timer.terminal.output import complain, say, write
from soleus_timer.terminal.words import units_of_locale

OK, BAD_FILE = 0, 1


def _units(options: Options) -> UnitSystem | None:
    """Return feet or metres; None where neither settings nor locale say."""
    # Without loading the settings: who only asks what would happen must not set a bad file aside.
    return glance((), options.data.settings).units.resolved(units_of_locale())


def _simulate(options: Options, arguments: argparse.Namespace) -> int:
    from soleus_timer.domain.session.codec import json_lines
    from soleus_timer.domain.session.machine import simulate
    from soleus_timer.terminal.lists import plan_lines

    entry = build_library(options).find(arguments.workout)
    timeline = entry.in_units(_units(options)).timeline()
    write((json_lines if arguments.json else plan_lines)(timeline, simulate(timeline)))
    return OK


def _list(options: Options, _arguments: argparse.Namespace) -> int:
    from soleus_timer.terminal.lists import listing_lines

    units = _units(options)
    found = list(build_library(options).entries())
    entries = [entry.in_units(units) for entry in found if isinstance(entry, Entry)]
    for line in listing_lines(entries):
        say(line)
    for bad in found:
        if not isinstance(bad, Entry):
            problem, more = str(bad.problems[0]), len(bad.problems) - 1
            if more:
                problem = _("{problem} (and {number} more)", problem=problem, number=more)
            complain(problem)
    return OK


def _check(options: Options, arguments: argparse.Namespace) -> int:
    from soleus_timer.storage.library import check_file

    catalogue = build_library(options).catalogue()
    code = OK
    for path in arguments.files:
        problems = check_file(path, catalogue)
        for line in map(str, problems or [_("{path}: ok", path=path)]):
            say(line)
        code = BAD_FILE if problems else code
    return code


def _schema(_options: Options, arguments: argparse.Namespace) -> int:
    import json

    from soleus_timer.storage.validation import exercise_schema, workout_schema

    schema = exercise_schema() if arguments.exercise else workout_schema()
    write([json.dumps(schema, indent=2), "\n"])
    return OK


def _history(options: Options, arguments: argparse.Namespace) -> int:
    from soleus_timer.app import history_commands

    if arguments.csv is not None:
        history_commands.write_csv(options, arguments.csv)
    elif arguments.json is not None:
        history_commands.write_json(options, arguments.json)
    elif arguments.pdf is not None:
        history_commands.write_pdf(options, arguments.pdf)
    else:
        for line in history_commands.listing(options):
            say(line)
    return OK


def _import(options: Options, arguments: argparse.Namespace) -> int:
    from soleus_timer.app import history_commands
    from soleus_timer.storage.history.importing import PartlyBadError

    try:
        say(history_commands.import_file(options, arguments.file, keep_good=arguments.keep_good))
    except PartlyBadError as error:
        for problem in error.problems:
            complain(str(problem))
        total = error.bad + error.good
        what = _("the end of the file")
        if error.bad:
            what = ngettext(
                "{bad} of {number} session", "{bad} of {number} sessions", total, bad=error.bad
            )
        sentence = _(
            "nothing was imported, because {what} cannot be read; {option} imports the {good} that "
            "can.",
            what=what,
            option="--keep-good",
            good=error.good,
        )
        complain(f"soleus-timer: {sentence}")
        return BAD_FILE
    return OK


def _backup(options: Options, arguments: argparse.Namespace) -> int:
    from soleus_timer.app import history_commands

    say(history_commands.back_up_to(options, arguments.folder))
    return OK


def _log(_options: Options, _arguments: argparse.Namespace) -> int:
    say(str(log.path()))
    return OK


COMMANDS: dict[str, Callable[[Options, argparse.Namespace], int]] = {
    "simulate": _simulate,
    "list": _list,
    "check": _check,
    "schema": _schema,
    "history": _history,
    "import": _import,
    "backup": _backup,
    "log": _log,
}
