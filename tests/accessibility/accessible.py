"""One thing of a window as a screen reader sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

from tests.accessibility.message_bus import MessageBus, RefusedError

ATSPI = "org.a11y.atspi"
ROOT = "/org/a11y/atspi/accessible/root"
_NOBODY = "/org/a11y/atspi/null"
_LABELLED_BY = 2
_ON_SCREEN = 0
_BITS = 32


class State(IntEnum):
    """The states that the tests ask for, by their number in AT-SPI."""

    CHECKED = 4
    EDITABLE = 7
    ENABLED = 8
    FOCUSABLE = 11
    FOCUSED = 12
    SELECTED = 23
    SHOWING = 25
    VISIBLE = 30


class Place(NamedTuple):
    """Where something is on the screen (pixels)."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Accessible:
    """One thing of a window; it is asked anew each time.

    Everything raises `RefusedError` once the thing is gone.
    """

    bus: MessageBus
    owner: str
    path: str

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._property("Accessible", "Name"))

    @property
    def description(self) -> str:
        """What there is to say of it besides."""
        return str(self._property("Accessible", "Description"))

    @property
    def role(self) -> str:
        """What kind of thing it is: `push button`."""
        return str(self._ask("Accessible", "GetRoleName")[0])

    @property
    def states(self) -> frozenset[State]:
        """What is true of it now."""
        low, high = self._ask("Accessible", "GetState")[0]
        bits = low | high << _BITS
        return frozenset(state for state in State if bits >> state & 1)

    @property
    def value(self) -> float:
        """The number that it shows or that is set with it."""
        return float(self._property("Value", "CurrentValue"))

    @property
    def text(self) -> str:
        """The text in it, where one can write."""
        return str(self._ask("Text", "GetText", "ii", 0, -1)[0])

    @property
    def place(self) -> Place:
        """Where it is on the screen."""
        return Place(*self._ask("Component", "GetExtents", "u", _ON_SCREEN)[0])

    @property
    def children(self) -> tuple["Accessible", ...]:
        """What is in it."""
        return self._others(self._ask("Accessible", "GetChildren")[0])

    @property
    def parent(self) -> "Accessible":
        """What it is in."""
        return self._others([self._property("Accessible", "Parent")])[0]

    @property
    def labels(self) -> tuple["Accessible", ...]:
        """The labels that stand beside it and belong to it."""
        relations: list[tuple[int, list[tuple[str, str]]]]
        relations = self._ask("Accessible", "GetRelationSet")[0]
        return tuple(
            label
            for relation, others in relations
            if relation == _LABELLED_BY
            for label in self._others(others)
        )

    @property
    def spoken_name(self) -> str:
        """What a screen reader calls it: its label, else its name.

        Qt gives a combo box the name of what is chosen in it: its label alone tells what for.
        """
        called = " ".join(label.name for label in self.labels)
        return called or (self.description if self.role == "combo box" else self.name)

    @property
    def actions(self) -> tuple[str, ...]:
        """What can be done with it."""
        return tuple(name for name, _, _ in self._ask("Action", "GetActions")[0])

    def do(self, action: str) -> None:
        """Do one of its actions."""
        assert self._ask("Action", "DoAction", "i", self.actions.index(action))[0]

    def walk(self) -> Iterator["Accessible"]:
        """Yield it and everything in it, from top to bottom, as far as it is shown.

        What goes while one walks is left out.
        """
        yield self
        try:
            children = self.children
        except RefusedError:
            return
        for child in children:
            try:
                shown = State.VISIBLE in child.states
            except RefusedError:
                continue
            if shown:
                yield from child.walk()

    def _others(self, references: list[tuple[str, str]]) -> tuple["Accessible", ...]:
        return tuple(
            Accessible(self.bus, owner, path) for owner, path in references if path != _NOBODY
        )

    def _property(self, interface: str, name: str) -> Any:
        words = f"{ATSPI}.{interface}", name
        properties = "org.freedesktop.DBus.Properties"
        _, value = self.bus.ask(self.owner, self.path, properties, "Get", "ss", *words)[0]
        return value

    def _ask(
        self, interface: str, member: str, signature: str = "", *body: object
    ) -> tuple[Any, ...]:
        return self.bus.ask(self.owner, self.path, f"{ATSPI}.{interface}", member, signature, *body)
