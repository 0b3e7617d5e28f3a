"""What the system says of a process: the time and the memory that it takes."""

import time
from collections import deque
from collections.abc import Callable

import psutil

QUIET_SECONDS = 0.4
QUIET_SHARE = 0.25
"""A program has done its work when it takes less of a core than this, for so long: what loads
takes all of one, and the figure that moves on the Today page a tenth."""


def cpu_seconds(process_id: int) -> float:
    """Return the processor time that all threads of a process have taken."""
    times = psutil.Process(process_id).cpu_times()
    return times.user + times.system


def core_shares(process_ids: list[int], seconds: float) -> list[float]:
    """Return how much of a core each process takes (per cent), on average over `seconds`."""
    before = [cpu_seconds(process_id) for process_id in process_ids]
    begin = time.monotonic()
    time.sleep(seconds)
    after = [cpu_seconds(process_id) for process_id in process_ids]
    elapsed = time.monotonic() - begin
    return [100 * (late - early) / elapsed for early, late in zip(before, after, strict=True)]


def shared_out_megabytes(process_id: int) -> float:
    """Return the memory of a process, with each shared page divided among those who share it."""
    return float(psutil.Process(process_id).memory_full_info().pss) / 2**20


def own_megabytes(process_id: int) -> float:
    """Return the memory that nobody shares with the process."""
    return float(psutil.Process(process_id).memory_full_info().uss) / 2**20


def wait_for(condition: Callable[[], bool], what: str, patience: float = 20.0) -> float:
    """Look at `condition` often until it holds; return when it did (`time.monotonic`).

    Raises:
        TimeoutError: it does not within `patience` seconds.
    """
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.002)
    return time.monotonic()


def wait_until_quiet(process_id: int, patience: float = 60.0) -> float:
    """Return when the process had nothing more to do (`time.monotonic`).

    Raises:
        TimeoutError: it always has, for `patience` seconds.
    """
    end = time.monotonic() + patience
    seen: deque[tuple[float, float]] = deque()
    while time.monotonic() < end:
        seen.append((time.monotonic(), cpu_seconds(process_id)))
        while seen[-1][0] - seen[0][0] > QUIET_SECONDS:
            begin, taken = seen.popleft()
            if seen[-1][1] - taken <= QUIET_SHARE * QUIET_SECONDS:
                return begin
        time.sleep(0.005)
    raise TimeoutError("the program never rests")
