"""Losses: how soon a session is heard again when its output goes, or a better one comes back."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.audio.hummer import hum
from tests.audio.rig import (
    REPOSITORY,
    SoundServer,
    find_onsets,
    player,
    sound_server,
    wait_for,
)
from tests.benchmarks.sound_exactness import WARM_UP_SECONDS, own_server
from tests.benchmarks.table import Row, judged

LIMIT = 1000.0
WORDS = hum("hum 1")
SECONDS = 8.0

AWAY_SECONDS = (0.0, 2.0, 10.0)
"""How long the sound server is away."""


def measure() -> list[Row]:
    """Unplug the default output in mid-word, a chosen one, all; restart the sound server."""
    rows: list[Row] = []
    with own_server() as server:
        rows += _default_lost(server)
    with own_server() as server:
        rows += _chosen_lost(server)
    with own_server() as server:
        rows.append(_all_lost(server))
    rows += [_restarted(away) for away in AWAY_SECONDS]
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


def _all_lost(server: SoundServer) -> Row:
    with _playing(server):
        server.control("unload-module", "module-null-sink")
        wait_for(lambda: not server.used_outputs(), "nothing is used")
        return _row(
            server,
            "all outputs unplugged, then one plugged in",
            lambda: server.add_output("a"),
            "a",
        )


def _restarted(away: float) -> Row:
    """Kill the server and start it again; tell how long after its start sound goes to it."""
    with own_server() as server, _playing(server):
        server.process.kill()
        server.process.wait()
        time.sleep(away)
        begin = time.monotonic()
        with sound_server(server.folder) as again:
            wait_for(lambda: again.used_outputs() == ["cap"], "the server is used again")
            after = 1000 * (time.monotonic() - begin)
    what = f"sound server away for {away:g} s: sound goes to it after its start by"
    return judged(what, after, LIMIT, " ms", 0)


@contextmanager
def _playing(server: SoundServer) -> Iterator[None]:
    """Run a silent session meanwhile."""
    command = player({"cues": [], "seconds": 60}, server.folder)
    with subprocess.Popen(
        command, env=server.environment, cwd=REPOSITORY, stdout=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(lambda: server.used_outputs() == ["cap"], "the output is used")
            yield
        finally:
            process.kill()


def _row(server: SoundServer, what: str, act: Callable[[], object], output: str) -> Row:
    """Do something and tell how long after it sound goes to another output."""
    begin = time.monotonic()
    act()
    wait_for(lambda: server.used_outputs() == [output], f"{output} is used")
    after = 1000 * (time.monotonic() - begin)
    return judged(f"{what}: sound goes to the next one after", after, LIMIT, " ms", 0)
