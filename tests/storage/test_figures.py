import re
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soleus_timer import resources
from soleus_timer.domain.figure.model import Activity, Moment
from soleus_timer.domain.figure.motion import pose_at
from soleus_timer.storage.errors import BadFileError
from soleus_timer.storage.figures import figure_in
from soleus_timer.storage.library import Figures
from soleus_timer.storage.toml import read_document
from tests.storage.helpers import problems_of, write

FIGURE = """\
id = "checked"
view = "side"

[props.wall]
at = 0.46
hands = 1.3

[poses.down]
trunk = 4
both = { hip = 3, knee = 2, shoulder = 52, elbow = 50 }
contacts = { feet = "floor", hands = "wall" }
effort = { soleus = 0.4, right = { gastrocnemius = 0.4 } }

[poses.up]
both = { hip = 1, knee = 2, ankle = -34 }
contacts = { balls = "floor" }

[motion]
ready = "down"
phases = { up = ["down", "up"], hold = "up", down = ["up", "down"], pause = "down" }
"""


def told(root: Path, content: str) -> list[str]:
    """Return what is wrong as line, place and sentence."""
    return [
        f"{problem.line}: {problem.place}: {problem.message}"
        for problem in problems_of(root, content)
    ]


def test_a_good_figure_has_no_problems(tmp_path: Path) -> None:
    assert told(tmp_path, FIGURE) == []


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        pytest.param(
            "hip = 3,",
            "hipp = 3,",
            '10: poses.down.both.hipp: unknown field "hipp"; did you mean "hip"?',
            id="joint",
        ),
        pytest.param(
            "ankle = -34",
            "ankle = -80",
            "15: poses.up.both.ankle: no body has this angle: the ankle goes from -55 to 40 "
            "degrees, not to -80",
            id="angle",
        ),
        pytest.param(
            'hold = "up"',
            'hold = "upp"',
            '20: motion.phases.hold: there is no pose "upp"; did you mean "up"?',
            id="missing pose",
        ),
        pytest.param(
            'up = ["down", "up"]',
            'up = ["down", "top"]',
            '20: motion.phases.up[2]: there is no pose "top"; there are down, up',
            id="missing pose in a list",
        ),
        pytest.param(
            "balls =",
            "bals =",
            '16: poses.up.contacts.bals: unknown field "bals"; did you mean "balls"?',
            id="contact",
        ),
        pytest.param(
            'balls = "floor"',
            'balls = "flor"',
            '16: poses.up.contacts.balls: unknown balls "flor"; did you mean "floor"?',
            id="what a contact touches",
        ),
        pytest.param(
            'balls = "floor"',
            'balls = "step"',
            "16: poses.up.contacts.balls: there is no step to touch; add one under [props.step]",
            id="prop",
        ),
        pytest.param(
            "at = 0.46",
            "at = 0.9",
            "11: poses.down.contacts: the left hand does not reach the wall: 36 cm are missing",
            id="reach",
        ),
        pytest.param(
            "hip = 3, knee = 2",
            "hip = 80, knee = 140",
            "11: poses.down.contacts: no body has this angle: for a flat foot the left ankle would "
            "bend to 64 degrees, and it goes from -55 to 40",
            id="flat foot",
        ),
        pytest.param(
            'view = "side"',
            'view = "top"',
            '2: view: this must be "side" or "behind", or an angle in degrees from -180 to 180',
            id="view",
        ),
        pytest.param(
            'view = "side"',
            "view = [{ up = [] }]",
            '2: view: this must be "side" or "behind", or an angle in degrees from -180 to 180',
            id="view of another type",
        ),
        pytest.param(
            'view = "side"',
            'view = "side"\nlens = "toe"',
            '3: lens: unknown lens "toe"; it is one of "heel", "calf" or "knee"',
            id="lens",
        ),
        pytest.param(
            "soleus = 0.4",
            "soleus = 4",
            "12: poses.down.effort.soleus: this can be at most 1, not 4",
            id="effort",
        ),
        pytest.param(
            'pause = "down"',
            "pause = 0",
            "20: motion.phases.pause: this must be the name of a pose, or a list of the poses one "
            "goes through",
            id="no pose",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, good: str, bad: str, expected: str
) -> None:
    assert good in FIGURE
    assert expected in told(tmp_path, FIGURE.replace(good, bad, 1))


def test_a_figure_that_never_moves_is_told(tmp_path: Path) -> None:
    still = FIGURE[: FIGURE.index("phases")]
    assert "the figure would never move" in told(tmp_path, still)[0]


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    bad = FIGURE.replace("knee = 2, sh", "knee = 200, sh").replace("ankle = -34", 'ankle = "low"')
    assert [line.split(":")[0] for line in told(tmp_path, bad)] == ["10", "15"]


def test_ones_own_figure_hides_the_shipped_one_and_a_bad_one_is_none(tmp_path: Path) -> None:
    own = FIGURE.replace('"checked"', '"tip-toe-walking"')
    write(tmp_path, "tip-toe-walking.toml", own)
    write(tmp_path, "mine.toml", FIGURE.replace("knee = 2", "knee = 300"))
    write(tmp_path, "other.toml", FIGURE)
    figures = Figures([tmp_path, resources.shipped_figures()])
    found = figures.find("tip-toe-walking")
    assert found is not None
    assert found.motion.gait is None
    assert figures.find("pogo-hops") is not None
    assert figures.find("nobody-drew-this") is None
    for name, wrong in {
        "mine": "no body has this angle",
        "other": "an exercise finds its figure by the file",
    }.items():
        assert figures.find(name) is None
        with pytest.raises(BadFileError, match=wrong):
            figure_in(read_document(tmp_path / f"{name}.toml"))


@pytest.mark.parametrize("value", ["[]", "{}", "[[1]]", "nan", "true", "2020-01-01", '""'])
def test_no_type_is_too_strange(tmp_path: Path, value: str) -> None:
    lines = FIGURE.splitlines()
    for place, line in enumerate(lines):
        name, equals, _written = line.partition(" = ")
        if equals:
            changed = [*lines[:place], f"{name} = {value}", *lines[place + 1 :]]
            assert all(told(tmp_path, "\n".join(changed))) or value == "{}"


def test_every_exercise_we_describe_has_its_figure() -> None:
    shipped = sorted(resources.shipped_figures().glob("*.toml"))
    catalogue = {path.stem for path in resources.shipped_exercises().glob("*.toml")}
    assert catalogue == {path.stem for path in shipped}
    for path in shipped:
        figure = figure_in(read_document(path))
        assert figure.id == path.stem
        assert figure.description
        assert all(pose.efforts for pose in figure.poses.values())


NUMBER = re.compile(r"-?\d+(\.\d+)?")


@st.composite
def altered(draw: st.DrawFn) -> str:
    """Draw a shipped figure of which some numbers are other ones."""
    files = sorted(resources.shipped_figures().glob("*.toml"))
    text = draw(st.sampled_from(files)).read_text("utf-8")
    for _ in range(draw(st.integers(1, 5))):
        number = draw(st.sampled_from(list(NUMBER.finditer(text))))
        other = draw(st.sampled_from(["0", "1", "-1", "0.3", "12", "-20", "45", "90", "2.5"]))
        text = text[: number.start()] + other + text[number.end() :]
    return text


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(text=altered())
def test_whatever_passes_the_check_can_be_posed(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = write(tmp_path_factory.getbasetemp(), "altered.toml", text)
    try:
        figure = figure_in(read_document(path), must_match_name=False)
    except BadFileError:
        return
    for activity in Activity:
        for phase, at in (("", 0.0), ("up", 0.4), ("hold", 3.3), ("down", 40.0)):
            moment = Moment(activity, elapsed=at, phase=phase, progress=0.5, side="left")
            pose = pose_at(figure, moment)
            points = [pose.hips, pose.head, *(leg.toe for leg in pose.legs)]
            points += [arm.fingers for arm in pose.arms]
            assert all(isfinite(number) for point in points for number in point)
