"""Texts of terminal, command line and domain go through the message catalogue.

Seen in the code, and by walking what the terminal shows in the pseudo-language; the window's are in
`tests/ui/test_translation.py`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import soleus_timer
from soleus_timer.cli import _COMMANDS, _parser
from soleus_timer.domain.library import Entry
from soleus_timer.domain.session.machine import Session, simulate
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.terminal.lists import history_lines, listing_lines, plan_lines, summary_lines
from soleus_timer.terminal.player import Ending
from soleus_timer.terminal.scene import Scene, Style, frame
from tests.domain.helpers import EXERCISES, lay, tip_toe_walk
from tests.domain.history.helpers import DAY, kept, line
from tests.pseudo import PseudoLanguage, untranslated

PACKAGE = Path(soleus_timer.__file__).parent

TERMINAL = ("cli.py", "app/*.py", "terminal/*.py")
"""Where words for the terminal are written; `json_lines` is for programs."""

DOMAIN = ("domain/**/*.py",)

PROSE = re.compile(r"[A-Za-z]{2,},? +\(?[A-Za-z]|^[A-Z][a-z]+\W*$")
"""Two words, or one with a capital."""
PIECE = re.compile(r"(?<![_A-Za-z.])[A-Za-z]{2,}(?![_A-Za-z])")
"""A word; in an f-string each is a part of a sentence."""

NO_TEXT = frozenset(
    {
        "Zs", "Console", " list", "apt install libxcb-cursor0", "soleus-timer: ",
        "settings ", "history ", "journal ", "taken up",
        "tap Done when finished",  # spoken, as the clips are: in English
    }
)  # fmt: skip
"""Names, commands, and topics of notices."""

TRANSLATE = frozenset({"_", "N_", "ngettext"})
DESCRIBE = frozenset({"Told", "NewType", "TypeVar"})
"""What takes names, or describes a file's fields to whoever writes one."""


def literals(tree: ast.AST, *, is_domain: bool) -> Iterator[ast.Constant]:
    """Yield the texts that are shown without a translation; names of types are none.

    The domain raises exceptions in English, and its codes have their English with them.
    """
    for node in ast.iter_child_nodes(tree):
        match node:
            case _ if is_no_text(node, is_domain=is_domain):
                continue
            case ast.Call(func=ast.Name(id=name)) if name in TRANSLATE:
                inner: list[ast.AST] = [*node.keywords]  # its values may be texts, too
            case ast.FunctionDef():
                inner = [*node.body]
            case ast.AnnAssign():
                inner = [] if node.value is None else [node.value]
            case ast.Constant(value=str()):
                yield node
                continue
            case _:
                inner = [node]
        for part in inner:
            yield from literals(part if part is node else holder(part), is_domain=is_domain)


def holder(node: ast.AST) -> ast.AST:
    """Return a parent of `node` alone, so that the search looks at the node itself."""
    return ast.List(elts=[node])  # type: ignore[list-item]


def is_no_text(node: ast.AST, *, is_domain: bool) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.arg() | ast.Compare() | ast.Subscript():
            return True
        case ast.Raise() | ast.Assert():
            return is_domain
        case ast.ClassDef(bases=[ast.Name(id="MessageCode")]):
            return True
        case ast.Assign(targets=[ast.Name(id="GENERAL")]):
            return True  # the cautions, which `assets.messages` collects
        case ast.Call(func=ast.Name(id=name)):
            return name in DESCRIBE
        case _:
            return False


def texts_past_the_catalogue(path: Path, *, is_domain: bool = False) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    pieces = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    return [
        f"{path.name}:{found.lineno}: {found.value!r}"
        for found in literals(tree, is_domain=is_domain)
        for text in [str(found.value)]
        if text not in NO_TEXT
        and (PROSE.search(text) or (id(found) in pieces and PIECE.search(text)))
    ]


def files(patterns: tuple[str, ...], *but: str) -> list[Path]:
    found = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    return sorted(path for path in found if path.relative_to(PACKAGE).as_posix() not in but)


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", files(TERMINAL, "terminal/json_lines.py"), ids=name_of)
def test_no_text_of_the_terminal_passes_by_the_catalogue(path: Path) -> None:
    assert not texts_past_the_catalogue(path)


# What makes classes, and what describes files to those who write them.
@pytest.mark.parametrize("path", files(DOMAIN), ids=name_of)
def test_the_domain_has_no_texts_but_those_of_its_codes(path: Path) -> None:
    assert not texts_past_the_catalogue(path, is_domain=True)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('say("Well done")', 1),
        ('say("Paused")', 1),
        ('say(f"{time} left")', 1),
        ('say("a" if x else "no such thing")', 1),
        ('say(_("{a} of {b}", a=f"{x} sets"))', 1),
        ('NAMES = {Key.Q: "stop here"}', 1),
        ('say(_("Well done"))', 0),
        ('NAMES = {Key.Q: N_("stop here")}', 0),
        ('say(f"{name}: {time:>7}")', 0),
        ('def say() -> "Ending":\n    """Say it."""', 0),
    ],
)
def test_the_search_finds_what_it_is_for(tmp_path: Path, code: str, count: int) -> None:
    path = tmp_path / "code.py"
    path.write_text(code, "utf-8")
    assert len(texts_past_the_catalogue(path)) == count


NAMES = (
    "Tip toe walking",
    line(0).name,
    tip_toe_walk().name,
    *(cue.show for exercise in EXERCISES.values() for cue in exercise.form_cues),
)
"""Texts of files."""


def test_what_the_terminal_lists_is_in_another_language(pseudo_language: PseudoLanguage) -> None:
    workout = tip_toe_walk()
    timeline = lay(workout)
    entry = Entry("w", Path("w.toml"), True, workout, EXERCISES)
    shown = [
        *plan_lines(timeline, simulate(timeline)),
        *listing_lines([entry]),
        *history_lines([line(0), line(1)], 3, DAY),
        *history_lines([], 3, DAY),
        *(
            text
            for ending in Ending
            for text in summary_lines(timeline, kept(workout).record, ending)
        ),
    ]
    assert not [text for text in shown if untranslated(text, (*NAMES, "w "))]


def test_the_picture_of_a_session_is_in_another_language(pseudo_language: PseudoLanguage) -> None:
    workout = tip_toe_walk()
    session = Session(lay(workout), SessionPreferences())
    scene = Scene(workout.name, view_of(session, 0), 2.0, muted=True)
    for keys in (True, False):
        for width, height in ((200, 40), (200, 10)):
            lines = frame(replace(scene, shows_keys=keys), width, height, Style(False, True))
            assert not [text for text in lines if untranslated(text, NAMES)]


@pytest.mark.parametrize("command", _COMMANDS)
def test_the_help_is_in_another_language(
    pseudo_language: PseudoLanguage, command: str | None
) -> None:
    described = [
        text
        for action in _parser(command)._actions
        for text in (action.help,)
        if text and "show this help" not in text and "show program's version" not in text
    ]
    assert described
    assert not [text for text in described if untranslated(text, ("--json", "DIR", "N "))]
