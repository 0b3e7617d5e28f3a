"""The two ways in which a session shows itself: a picture that changes, or line after line."""

import os
import sys
from collections.abc import Sequence

from soleus_timer.domain.phrases import LEG_NAMES
from soleus_timer.domain.session.events import (
    CueDue,
    Event,
    LegStarted,
    Paused,
    Resumed,
    SessionStarted,
    StepStarted,
)
from soleus_timer.domain.timeline import LegName, Timeline
from soleus_timer.messages import _, localise, whole_time
from soleus_timer.terminal.console import Console, can_redraw
from soleus_timer.terminal.output import printable
from soleus_timer.terminal.scene import Scene, Style, frame
from soleus_timer.terminal.words import precise_text, step_words

BELL = "\a"


class Face:
    """Shows a session on a console."""

    is_live = False
    """Whether it shows time passing, and so wants to be drawn again and again."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def open(self) -> None:
        """Take the terminal."""

    def close(self) -> None:
        """Give the terminal back as it was."""

    def tell(self, events: Sequence[Event]) -> None:
        """Take what happened."""

    def show(self, scene: Scene) -> None:
        """Take what there is to see now."""

    def forget(self) -> None:
        """Show everything anew: something else may have written over it."""

    def ring(self) -> None:
        """Make the one sound that a terminal has."""
        self._console.write(BELL)


class PictureFace(Face):
    """A picture on a screen of its own; only lines that changed are written again."""

    is_live = True

    def __init__(self, console: Console, style: Style) -> None:
        super().__init__(console)
        self._style = style
        self._drawn: list[str] = []
        self._size = (0, 0)

    def open(self) -> None:
        """Go to the terminal's second screen and hide the cursor."""
        self._drawn = []
        self._console.write("\x1b[?1049h\x1b[?25l\x1b[2J")

    def close(self) -> None:
        """Come back from it."""
        self._console.write("\x1b[0m\x1b[?25h\x1b[?1049l")

    def show(self, scene: Scene) -> None:
        """Write the lines that changed."""
        width, height = size = self._console.size()
        written = ""
        if size != self._size:
            self._size, self._drawn = size, []
            written = "\x1b[2J"
        lines = frame(scene, width, height, self._style)
        lines += [""] * (len(self._drawn) - len(lines))
        for row, line in enumerate(lines):
            if row >= len(self._drawn) or self._drawn[row] != line:
                written += f"\x1b[{row + 1};1H{line}\x1b[K"
        self._drawn = lines
        if written:
            self._console.write(written)

    def forget(self) -> None:
        """Draw the whole picture next time."""
        self._size = (0, 0)


class LinesFace(Face):
    """A line for each step, leg and cue, for a pipe, a file or a terminal without a cursor."""

    def __init__(self, console: Console, timeline: Timeline, *, rings: bool) -> None:
        super().__init__(console)
        self._timeline = timeline
        self._rings = rings
        self._origin = 0
        self._note = ""

    def open(self) -> None:
        """Say what is played."""
        length = whole_time(self._timeline.duration, estimated=self._timeline.estimated)
        self._write(f"{self._timeline.name}, {length}")

    def tell(self, events: Sequence[Event]) -> None:
        """Write a line for each event that a person wants to know of."""
        lines = []
        for event in events:
            if isinstance(event, SessionStarted):
                self._origin = event.at
            if words := self._words(event):
                lines.append(f"{precise_text(event.at - self._origin):>8}  {words}")
        if lines:
            self._write(*lines)

    def show(self, scene: Scene) -> None:
        """Write a note when it is a new one."""
        if scene.note and scene.note != self._note:
            self._write(scene.note)
        self._note = scene.note

    def ring(self) -> None:
        """Ring the bell where there is one."""
        if self._rings:
            super().ring()

    def _write(self, *lines: str) -> None:
        self._console.write("".join(f"{printable(line)}\n" for line in lines))

    def _words(self, event: Event) -> str:
        match event:
            case StepStarted():
                return step_words(self._timeline.steps[event.step])
            # What begins a turn or the way back is a cue, and a line of its own.
            case LegStarted(leg=LegName.DOWN, number=0):
                return f"  {localise(LEG_NAMES[event.leg])}"
            case CueDue() if event.cue.show is not None:
                return f"  {localise(event.cue.show)}"
            case Paused():
                return _("Paused")
            case Resumed():
                return _("Resumed")
            case _:
                return ""


def choose_face(console: Console, timeline: Timeline) -> Face:
    """Return the face that suits the terminal."""
    if not can_redraw():
        return LinesFace(console, timeline, rings=console.has_keys)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    style = Style(colours="NO_COLOR" not in os.environ, blocks=encoding.startswith("utf"))
    return PictureFace(console, style)
