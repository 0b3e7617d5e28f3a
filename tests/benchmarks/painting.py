"""How long the figure takes to paint: pose and picture, on one core, without a graphics card.

Told for the figure that costs most: the walk, with its lane and its numbers. The time of the
processor is told, too: on a busy machine the clock on the wall tells of the others.
"""

import os
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time

from soleus_timer import resources
from soleus_timer.core.figure.moment import Activity, Moment
from soleus_timer.core.figure.motion import Follower, usual_walk
from soleus_timer.store.figures import load_figure
from tests.benchmarks.table import Row, told

FRAMES = 1200
SIZES = ((600, 400), (1280, 800))


def measure() -> list[Row]:
    """Return median and 99th percentile of the time that a frame takes, at two sizes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = []
    for width, height in SIZES:
        for clock, times in zip(("clock", "processor"), frame_times(width, height), strict=True):
            worst = quantiles(times, n=100)[98]
            text = f"median {1000 * median(times):.2f} ms, 99 % within {1000 * worst:.2f} ms"
            rows.append(told(f"a frame of the walk at {width} x {height}, {clock}", text))
    return rows


def frame_times(width: int, height: int) -> tuple[list[float], list[float]]:
    """Return the seconds that each frame of a walk took, by the clock and by the processor."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtWidgets import QApplication

    from soleus_timer.ui.figure.colours import LIGHT
    from soleus_timer.ui.figure.painter import SceneOptions, paint_scene

    application = QApplication.instance() or QApplication([])
    file: Path = resources.shipped_figures() / "tip-toe-walking.toml"
    figure = load_figure(file)
    assert figure.motion.gait is not None
    plan = usual_walk(figure.motion.gait)
    options = SceneOptions(walk=plan, heels=True)
    follower, picture, rect = Follower(), QPixmap(width, height), QRectF(0, 0, width, height)
    clock, processor = [], []
    for frame in range(FRAMES):
        moment = Moment(Activity.WALK, elapsed=frame / 30, walk=plan)
        start, worked = perf_counter(), thread_time()
        pose = follower.pose(figure, moment)
        with QPainter(picture) as painter:
            paint_scene(painter, rect, figure, pose, LIGHT, options)
        clock.append(perf_counter() - start)
        processor.append(thread_time() - worked)
    del application
    return clock, processor


if __name__ == "__main__":
    for row in measure():
        print(f"{row.what}: {row.measured}")
