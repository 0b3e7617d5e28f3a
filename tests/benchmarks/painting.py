"""The session page with its figure, without a graphics card: what a frame and a core's share are.

Measured for the figure that costs most, the walk with its lane and its numbers. The share is that
of the whole program with its sound, seen at 1280 by 800 while it walks, turns and walks back. The
times of a frame are those of pose and picture. The processor's time is told with the clock's: on
a busy machine the clock on the wall tells of the others.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time

from soleus_timer import resources
from soleus_timer.domain.appearance import Appearance, Motion
from soleus_timer.domain.figure.model import Activity, Moment
from soleus_timer.domain.figure.motion import Follower, usual_walk
from soleus_timer.domain.units import Nanoseconds
from soleus_timer.storage.figures import figure_in
from soleus_timer.storage.toml import read_document
from tests.benchmarks.desk import NEEDS, desk
from tests.benchmarks.offscreen import offscreen_application
from tests.benchmarks.processes import core_shares, wait_for
from tests.benchmarks.table import Row, judged, skipped, told

FRAMES = 900
PER_SECOND = 30
SIZES = ((600, 400), (1280, 800))
LONGEST_MS = 33.0
LIMIT_SHARE = 12.0
"""Per cent of a core, at `PER_SECOND` frames a second."""
WALK_SECONDS = 30.0
"""Of the first set: a leg, the turn, and most of the way back."""


def measure() -> list[Row]:
    """Return how long frames take, and how much of a core a walk takes by that."""
    with _page() as show_frame:
        clock, processor = _timed(show_frame)
    rows = [
        told("a frame of the session page at 1280 x 800, clock", _text(clock)),
        told("the same, processor", _text(processor)),
        judged(f"the longest of {FRAMES}", 1000 * max(clock), LONGEST_MS, " ms"),
        told(
            f"of a core for these, {PER_SECOND} a second",
            f"{100 * PER_SECOND * sum(processor) / len(processor):.2f} %",
        ),
        _whole(f"of a core for the whole program, {PER_SECOND} a second"),
        _whole("the same without a sound server", sound=False),
    ]
    for width, height in SIZES:
        with _figure(width, height) as paint_frame:
            clock, processor = _timed(paint_frame)
        what = f"the figure alone at {width} x {height}"
        rows.append(told(f"{what}, processor", _text(processor)))
    return rows


def _whole(what: str, *, sound: bool = True) -> Row:
    """Return how much of a core the whole program takes while its figure walks."""
    if missing := [program for program in NEEDS if shutil.which(program) is None]:
        return skipped(what, f"not installed: {', '.join(missing)}")
    with desk(sound=sound) as place:
        place.set_motion(Motion.FULL)
        with place.session(module="tests.benchmarks.paced_window") as program:
            wait_for(lambda: place.log.read_text().count("step_started") > 1, "the first set", 60)
            time.sleep(1)
            (share,) = core_shares([program.id], WALK_SECONDS)
    return judged(what, share, LIMIT_SHARE, " %")


def _text(times: list[float]) -> str:
    worst = quantiles(times, n=100)[98]
    return f"median {1000 * median(times):.2f} ms, 99 % within {1000 * worst:.2f} ms"


def _timed(frame: Callable[[float], None]) -> tuple[list[float], list[float]]:
    """Return the seconds that each frame took, by the clock and by the processor."""
    clock, processor = [], []
    for number in range(FRAMES):
        start, worked = perf_counter(), thread_time()
        frame(number / PER_SECOND)
        clock.append(perf_counter() - start)
        processor.append(thread_time() - worked)
    return clock, processor


@contextmanager
def _page() -> Iterator[Callable[[float], None]]:
    """Open the window on a walk; what this yields paints the page at a second of it."""
    from PySide6.QtCore import QSize

    from assets.screenshots.studio import Studio
    from soleus_timer.storage.library import Folders, Library

    application = offscreen_application()
    nothing = Path("/nonexistent")
    library = Library(
        own=Folders(nothing, nothing, nothing),
        shipped=Folders(
            resources.shipped_workouts(),
            resources.shipped_exercises(),
            resources.shipped_figures(),
        ),
    )
    studio = Studio(Appearance.DARK, QSize(1280, 800), library)
    studio.pages.today.start.click()
    studio.wait(10)
    session = studio.pages.session
    begin = studio.clock.time

    def show(seconds: float) -> None:
        studio.clock.time = Nanoseconds(begin + round(seconds * 1e9))
        session.show_frame()

    application.processEvents()
    yield show
    studio.close()


@contextmanager
def _figure(width: int, height: int) -> Iterator[Callable[[float], None]]:
    """Make a picture of this size; what this yields paints the figure at a second of its walk."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QPixmap

    from soleus_timer.ui.figure.scene import SceneOptions, paint_scene
    from soleus_timer.ui.theme import FIGURE_LIGHT

    figure = figure_in(read_document(resources.shipped_figures() / "tip-toe-walking.toml"))
    assert figure.motion.gait is not None
    plan = usual_walk(figure.motion.gait)
    options = SceneOptions(walk=plan, heels=True)
    follower, picture, rect = Follower(), QPixmap(width, height), QRectF(0, 0, width, height)

    def paint(seconds: float) -> None:
        pose = follower.pose(figure, Moment(Activity.WALK, elapsed=seconds, walk=plan))
        with QPainter(picture) as painter:
            paint_scene(painter, rect, figure, pose, FIGURE_LIGHT, options)

    yield paint


if __name__ == "__main__":
    for row in measure():
        print(f"{row.what}: {row.measured}")
