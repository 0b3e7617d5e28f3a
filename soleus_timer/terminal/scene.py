"""One picture of a session for a terminal, with large digits made of blocks."""

from dataclasses import dataclass

from soleus_timer.domain.session.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Pause,
    RedoSet,
    Resume,
    Situation,
    Skip,
)
from soleus_timer.domain.session.view import View
from soleus_timer.domain.timeline import StepKind
from soleus_timer.domain.units import elapsed_text, number_text, remaining_text
from soleus_timer.messages import N_, _, localise
from soleus_timer.terminal.keys import KEY_HELP
from soleus_timer.terminal.output import printable
from soleus_timer.terminal.words import fit, place_words, state_word, step_words, title_words

HEIGHT = 5

_GLYPHS: dict[str, tuple[str, ...]] = {
    "0": ("#####", "#   #", "#   #", "#   #", "#####"),
    "1": ("  #  ", " ##  ", "  #  ", "  #  ", "#####"),
    "2": ("#####", "    #", "#####", "#    ", "#####"),
    "3": ("#####", "    #", " ####", "    #", "#####"),
    "4": ("#   #", "#   #", "#####", "    #", "    #"),
    "5": ("#####", "#    ", "#####", "    #", "#####"),
    "6": ("#####", "#    ", "#####", "#   #", "#####"),
    "7": ("#####", "    #", "   # ", "  #  ", "  #  "),
    "8": ("#####", "#   #", "#####", "#   #", "#####"),
    "9": ("#####", "#   #", "#####", "    #", "#####"),
    ":": (" ", "#", " ", "#", " "),
}


def large(text: str, *, block: str, wide: bool) -> list[str]:
    """Return digits and colons as lines of blocks; `wide` doubles each block sideways."""
    rows = (" ".join(_GLYPHS[digit][row] for digit in text) for row in range(HEIGHT))
    lines = (line.replace("#", block) for line in rows)
    return ["".join(2 * cell for cell in line) if wide else line for line in lines]


LEAST_WIDTH = 30
LEAST_HEIGHT = 16
"""Columns and lines; with less than this there are no large digits."""

HINTS: tuple[tuple[type[Command], str, str], ...] = (
    (Pause, N_("Space"), N_("pause")),
    (Resume, N_("Space"), N_("resume")),
    (Done, N_("Enter"), N_("done")),
    (Skip, N_("Enter"), N_("skip")),
    # Translators: the arrow key to the left.
    (Back, N_("Left"), N_("back")),
    (RedoSet, "R", N_("redo")),
    (AddTime, "+", N_("15 s")),
)
"""What a key does now, where it is legal; of two for one key the first legal one counts."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to draw."""

    name: str
    view: View
    speed: float
    muted: bool
    note: str = ""
    shows_keys: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What the terminal can show."""

    colours: bool
    blocks: bool
    """Whether it has characters beyond ASCII."""


_SHAPES: dict[StepKind, tuple[str, str, str]] = {
    StepKind.PREPARE: ("●", "o", "33"),
    StepKind.WARM_UP: ("◆", "^", "34"),
    StepKind.WORK: ("▲", "A", "32"),
    StepKind.SWITCH: ("◀▶", "<>", "35"),
    StepKind.REST: ("■", "=", "36"),
    StepKind.COOL_DOWN: ("◆", "v", "34"),
}
"""For each kind a shape, the same in ASCII, and a colour: colour alone carries no meaning."""


def frame(scene: Scene, width: int, height: int, style: Style) -> list[str]:
    """Return the lines of a scene, `height` of them at most and none wider than `width`."""
    roomy = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    body = _roomy(scene, width, style) if roomy else _tight(scene)
    lines = [(fit(printable(text), width - 1), colour) for text, colour in body][:height]
    if not style.blocks:
        lines = [(_ascii(text), colour) for text, colour in lines]
    if not style.colours:
        return [text for text, _colour in lines]
    return [f"\x1b[1;{colour}m{text}\x1b[0m" if colour and text else text for text, colour in lines]


def _roomy(scene: Scene, width: int, style: Style) -> list[tuple[str, str]]:
    view, step = scene.view, scene.view.step
    colour = _SHAPES[step.kind][2] if step else ""
    time = _time(view)
    block = "█" if style.blocks else "#"
    digits = large(time, block=block, wide=True)
    if len(digits[0]) > width - 4:
        digits = large(time, block=block, wide=False)
    if len(digits[0]) > width - 4:
        digits = [time, *[""] * (HEIGHT - 1)]
    remaining = _session_remaining(view)
    name = fit(printable(scene.name), width - len(remaining) - 6)
    head = f" {name}{remaining:>{max(1, width - len(name) - 3)}}"
    lines = [(head, ""), (f" {_aside(scene)}", ""), (f" {_state(scene, style)}", colour)]
    lines += [(f" {title_words(step) if step and step.is_effort else ''}", ""), ("", "")]
    lines += [(f"  {digit}", colour) for digit in digits]
    lines += [("", ""), (f" {localise(view.cue)}", ""), (f" {_next(view)}", ""), ("", "")]
    if scene.shows_keys:
        return lines + [(f" {_(keys):<18} {_(does)}", "") for keys, does in KEY_HELP]
    return [*lines, (f" {scene.note or _hint(view, width)}", "1" if scene.note else "2")]


def _hint(view: View, width: int) -> str:
    keys: dict[str, str] = {}
    for command, key, does in HINTS:
        if command in view.legal:
            keys.setdefault(key, f"{_(key)} {_(does)}")
    hints = [*keys.values(), f"M {_('mute')}", f"? {_('keys')}", f"Q {_('stop')}"]
    line = " · ".join(hints)
    return line if len(line) < width - 1 else " · ".join(hints[:-3] + hints[-2:])


def _tight(scene: Scene) -> list[tuple[str, str]]:
    view, step = scene.view, scene.view.step
    state = ", ".join([state_word(view), *place_words(view)])
    lines = [f"{state} {_time(view)}", scene.note, localise(view.cue), _next(view)]
    lines += [_session_remaining(view), _aside(scene), title_words(step) if step else ""]
    return [(line, "") for line in lines if line]


def _state(scene: Scene, style: Style) -> str:
    view, step = scene.view, scene.view.step
    if step is None:
        return ""
    unicode, ascii_only, _colour = _SHAPES[step.kind]
    shape = unicode if style.blocks else ascii_only
    if view.situation is Situation.PAUSED:
        shape = "‖" if style.blocks else "||"
    return "   ".join([f"{shape} {state_word(view).upper()}", *place_words(view)])


def _time(view: View) -> str:
    if view.count_in_remaining is not None:
        return remaining_text(view.count_in_remaining)
    if view.step_remaining is not None:
        return remaining_text(view.step_remaining)
    return elapsed_text(view.elapsed)


def _session_remaining(view: View) -> str:
    return _("{time} left", time=remaining_text(view.session_remaining))


def _next(view: View) -> str:
    if view.next_step is None:
        return _("Next: the end")
    return _("Next: {step}", step=step_words(view.next_step))


def _aside(scene: Scene) -> str:
    parts = [_("muted")] if scene.muted else []
    if scene.speed != 1:
        parts.append(_("{number} times as fast", number=number_text(scene.speed)))
    return ", ".join(parts)


_ASCII = str.maketrans(
    "\N{MIDDLE DOT}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{RIGHT SINGLE QUOTATION MARK}",
    '---.""\'',
)


def _ascii(text: str) -> str:
    return text.translate(_ASCII).encode("ascii", "replace").decode("ascii")
