"""A person with a screen reader at the program: finds, presses and hears."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.accessibility.accessible import ATSPI, ROOT, Accessible, State
from tests.accessibility.desktop import Desktop, running
from tests.accessibility.message_bus import Ear, MessageBus, RefusedError
from tests.accessibility.patience import T, wait_for

REGISTRY = f"{ATSPI}.Registry"
EVENTS = f"{ATSPI}.Event.Object"
_PRESS_AND_RELEASE_SYMBOL = 3

KEYS = {"Tab": 0xFF09, "Escape": 0xFF1B}
"""The keys that tests press, by their number in X."""

CONTROLS = frozenset(
    {
        "check box",
        "combo box",
        "link",
        "list",
        "page tab list",
        "push button",
        "radio button",
        "slider",
        "spin box",
        "table",
        "text",
        "toggle button",
        "tree",
    }
)
"""The roles of what one reaches with the Tab key."""

PARTS = frozenset({"cell", "list item"})
"""The roles of what has the focus within a control."""


class ScreenReader:
    """Reads one program aloud, so to say."""

    def __init__(self, bus: MessageBus, application: Accessible, told: Ear, focused: Ear) -> None:
        self._bus = bus
        self._announced = told
        self._focused = focused
        self.application = application

    def find(self, role: str, name: str) -> Accessible:
        """Wait for the one thing with this role and spoken name, and return it.

        Raises:
            TimeoutError: there is none, or more than one.
        """
        return patiently(lambda: self._only(role, name), f"the {role} {name!r}")

    def controls(self) -> list[Accessible]:
        """Return what one can reach with the Tab key now, in the order of the tree."""
        return [
            thing
            for thing in self.window.walk()
            if thing.role in CONTROLS and {State.ENABLED, State.FOCUSABLE} <= thing.states
        ]

    @property
    def window(self) -> Accessible:
        """The window that was opened last."""
        return patiently(lambda: self.application.children[-1:], "a window")[0]

    def focused(self) -> Accessible:
        """Return what has the focus."""
        return patiently(self._focused_now, "something with the focus")

    def shown(self, label: str) -> str:
        """Return what a label of a fixed name shows."""
        return self.find("label", label).description

    def names(self, role: str) -> set[str]:
        """Return the names of all things of a role, those that are switched off too."""
        return {thing.spoken_name for thing in self.window.walk() if thing.role == role}

    def press(self, button: str) -> None:
        """Press a button by its action, as a screen reader does."""
        patiently(lambda: self._pressed(button), f"a press of {button!r}")

    def press_key(self, key: str) -> None:
        """Press a key."""
        controller = f"{ATSPI}.DeviceEventController"
        words = KEYS[key], "", _PRESS_AND_RELEASE_SYMBOL
        path = "/org/a11y/atspi/registry/deviceeventcontroller"
        self._bus.ask(REGISTRY, path, controller, "GenerateKeyboardEvent", "isu", *words)

    def next_announced(self) -> str:
        """Return what is announced next."""
        return str(self._announced.hear().body[3][1])

    def wait_until_announced(self, words: str) -> None:
        """Wait until `words` are announced.

        Raises:
            TimeoutError: they are not.
        """
        while self.next_announced() != words:
            pass

    def tab(self) -> Accessible:
        """Press Tab and return the control that has the focus then."""
        # What was told before this answer has arrived by now, and is of an earlier press.
        _ = self.application.children
        self._focused.forget()
        self.press_key("Tab")
        while True:
            signal = self._focused.hear()
            if signal.body[:2] == ("focused", 1):
                thing = Accessible(self._bus, signal.sender, signal.path)
                return thing.parent if thing.role in PARTS else thing

    def _only(self, role: str, name: str) -> Accessible | None:
        found = [
            thing
            for thing in self.window.walk()
            if thing.role == role and name == thing.spoken_name
        ]
        return found[0] if len(found) == 1 else None

    def _focused_now(self) -> Accessible | None:
        """Return the control that has the focus, or else the text that one reads and scrolls."""
        focused = [thing for thing in self.window.walk() if State.FOCUSED in thing.states]
        controls = [thing for thing in focused if thing.role in CONTROLS]
        return next(iter([*controls, *focused]), None)

    def _pressed(self, button: str) -> bool:
        found = self._only("push button", button)
        if found is None or State.ENABLED not in found.states:
            return False
        found.do("Press")
        return True


def patiently(look: Callable[[], T | None], what: str) -> T:
    """Look often until there is something; what goes while one looks is looked for again.

    Raises:
        TimeoutError: there is nothing.
    """

    def look_again() -> T | None:
        with suppress(RefusedError):
            return look()
        return None

    return wait_for(look_again, what)


@contextmanager
def reading(
    desktop: Desktop, *arguments: str, prepare: Callable[[Path], object] = lambda _data: None
) -> Iterator[ScreenReader]:
    """Run the program, new and with what `prepare` put into its folder, and read it from the start.

    What fails in the program unseen, because it goes on, fails here.
    """
    bus = desktop.bus
    root = Accessible(bus, REGISTRY, ROOT)
    wait_for(lambda: not root.children, "the end of the program before")
    for event in ("object:announcement", "object:state-changed:focused"):
        path = "/org/a11y/atspi/registry"
        bus.ask(REGISTRY, path, REGISTRY, "RegisterEvent", "sass", event, [], "")
    told, focused = bus.listen(EVENTS, "Announcement"), bus.listen(EVENTS, "StateChanged")
    with tempfile.TemporaryDirectory(dir=desktop.folder) as data:
        prepare(Path(data))
        command = (sys.executable, "-m", "soleus_timer", "--mute", "--data-dir", data, *arguments)
        said = Path(data) / "said.txt"
        with running(command, desktop.environment, said):
            (application,) = wait_for(lambda: root.children, "the program")
            yield ScreenReader(bus, application, told, focused)
        assert "Traceback" not in said.read_text("utf-8"), said.read_text("utf-8")
