"""What holds for each page: a new one needs no more than its line in `WAYS`."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assets.screenshots.practice import filled
from tests.accessibility.accessible import Place, State
from tests.accessibility.desktop import Desktop
from tests.accessibility.screen_reader import CONTROLS, PARTS, ScreenReader, reading


@dataclass(frozen=True)
class Way:
    """The buttons that lead from the first page to another, one there, and those back again."""

    there: tuple[str, ...]
    button: str
    back: tuple[str, ...]


WAYS = {
    "home": Way((), "Settings", ()),
    "settings": Way(("Settings",), "Home", ("Home",)),
    "exercise": Way(("How it is done",), "Back", ("Back",)),
    "learn": Way(("Learn",), "Show the soleus", ("Home",)),
    "history": Way(("History",), "Import…", ("Home",)),
    "running": Way(("Start", "Pause"), "Resume", ("Stop", "Stop session", "Home")),
    "summary": Way(("Start", "Skip", "Stop", "Stop session"), "Do it again", ("Home",)),
}

AREA = "filler"
"""The role that Qt gives to what scrolls."""

TO_READ = frozenset({AREA, "label", "panel"})
"""The roles that may take the focus without being controls: one reads, scrolls or copies there."""

pytestmark = pytest.mark.x11


@pytest.fixture(scope="module")
def reader(reading_desktop: Desktop) -> Iterator[ScreenReader]:
    with reading(reading_desktop, prepare=fill) as reader:
        yield reader


def fill(data: Path) -> None:
    """Give the program a history."""
    filled(data / "history").close()


@pytest.fixture(scope="module", params=WAYS)
def page(request: pytest.FixtureRequest, reader: ScreenReader) -> Iterator[ScreenReader]:
    way = WAYS[request.param]
    for button in way.there:
        reader.press(button)
    reader.find("push button", way.button)
    yield reader
    for button in way.back:
        reader.press(button)


def test_every_control_has_a_name_of_its_own(page: ScreenReader) -> None:
    names = [(control.role, control.spoken_name) for control in page.controls()]
    assert not [role for role, name in names if not name.strip()]
    assert not [name for name, times in Counter(names).items() if times > 1]


def test_what_takes_the_keyboard_says_what_it_is(page: ScreenReader) -> None:
    for thing in page.window.walk():
        if State.FOCUSABLE in thing.states and thing.role not in CONTROLS | PARTS:
            assert thing.role in TO_READ, (thing.role, thing.name)
            assert thing.name, thing.role


def test_buttons_can_be_pressed_and_fields_have_values(page: ScreenReader) -> None:
    for control in page.controls():
        match control.role:
            case "push button":
                assert "Press" in control.actions, control.name
            case "check box":
                assert "Toggle" in control.actions, control.name
            case "slider":
                assert isinstance(control.value, float), control.name
            case "spin box":
                assert control.text, control.name
            case _:
                pass


def test_tab_leads_once_to_every_control_the_way_one_reads(page: ScreenReader) -> None:
    wanted = {control: control.spoken_name for control in page.controls()}
    # The control with which a page begins may stand anywhere: Start is large, and at the bottom.
    begin = page.focused()
    visited = [page.tab()]
    backwards: list[str] = []
    last = visited[0]
    while (control := page.tab()) not in visited[1:]:
        # An area is around what comes next, neither above nor below it.
        if control != begin and control.role != AREA:
            # Asked for both places now: the page may have scrolled.
            if goes_back(last.place, control.place):
                backwards.append(f"{last.name} to {control.name}")
            last = control
        if control == visited[0]:
            break
        visited.append(control)
    names = [wanted.get(one, one.name) for one in visited]
    assert control == visited[0], f"Tab goes back to {control.name} and never round: {names}"
    # One number of a scale is enough: the arrow keys lead to the others.
    scales = {scale_of(name) for name in names}
    missed = [one for one in wanted.keys() - set(visited) if scale_of(wanted[one]) not in scales]
    assert not missed, f"{names} are not {list(wanted.values())}"
    assert {one.role for one in visited if one not in wanted} <= TO_READ, names
    # A round goes back once, to where it began: a notice is at the right, and so upwards only.
    has_notice = any(name.endswith("the notice") for name in names)
    assert len(backwards) in ({0, 1} if has_notice else {1}), (backwards, names)


def scale_of(name: str) -> str:
    """Return what the numbers of a scale have in common: `Pain 3 of 10`; else the name."""
    return re.sub(r"\d+ of 10$", "of 10", name)


def goes_back(before: Place, after: Place) -> bool:
    """Return whether one must look up, or left in the same line, to come from one to the other."""
    up = after.top < before.top + before.height / 2
    return up and after.left < before.left + before.width / 2
