"""Losses: how soon a session is heard again when its output goes, or a better one comes back."""

import time
from collections.abc import Callable

from tests.audio.hummer import hum
from tests.audio.rig import SoundServer, find_onsets, wait_for
from tests.benchmarks.sound_exactness import WARM_UP_SECONDS, own_server
from tests.benchmarks.table import Row, judged

LIMIT = 1000.0
WORDS = hum("hum 1")
SECONDS = 8.0


def measure() -> list[Row]:
    """Unplug the default output in mid-word; unplug a chosen one, and plug it in again."""
    rows: list[Row] = []
    with own_server() as server:
        rows += _default_lost(server)
    with own_server() as server:
        rows += _chosen_lost(server)
    return rows


def _default_lost(server: SoundServer) -> list[Row]:
    module = server.add_output("Speaker")
    server.control("set-default-sink", "Speaker")
    rows: list[Row] = []

    def unplug() -> None:
        with server.recording("Speaker") as recorded:
            wait_for(lambda: len(find_onsets(recorded()[-48_000:], WORDS[:4_800])) > 0, "words")
            rows.append(
                _row(
                    server,
                    "default output unplugged in mid-word",
                    lambda: server.control("unload-module", module),
                    "cap",
                )
            )

    cues = [[0.5, None, "hum 1", "TRANSITION"]]
    plan = {"cues": cues, "seconds": SECONDS, "warm_up": WARM_UP_SECONDS}
    server.perform(plan, meanwhile=unplug)
    return rows


def _chosen_lost(server: SoundServer) -> list[Row]:
    module = server.add_output("Speaker")
    server.control("set-default-sink", "cap")
    rows: list[Row] = []

    def unplug_and_plug() -> None:
        wait_for(lambda: server.used_outputs() == ["Speaker"], "the chosen output is used")
        for what, act, output in (
            ("unplugged", lambda: server.control("unload-module", module), "cap"),
            ("plugged in again", lambda: server.add_output("Speaker"), "Speaker"),
        ):
            rows.append(_row(server, f"chosen output {what}", act, output))

    plan = {"cues": [], "seconds": SECONDS, "settings": {"device": "Speaker"}}
    server.perform(plan, meanwhile=unplug_and_plug)
    return rows


def _row(server: SoundServer, what: str, act: Callable[[], object], output: str) -> Row:
    """Do something and tell how long after it sound goes to another output."""
    begin = time.monotonic()
    act()
    wait_for(lambda: server.used_outputs() == [output], f"{output} is used")
    after = 1000 * (time.monotonic() - begin)
    return judged(f"{what}: sound goes to the next one after", after, LIMIT, " ms", 0)
