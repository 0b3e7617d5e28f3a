"""Chains of lives in window and terminal: `python -m tests.soak.mixed_chains SEED COUNT FOLDER`.

Like `tests.terminal_chains`, it prints what is wrong, a line each.
"""

import re
import sys
from pathlib import Path

from tests.kill_rounds import random_workout, toml
from tests.soak.window_chains import LifeError, live_in_window
from tests.terminal_chains import Chain, main

SHARE_OF_WINDOWS = 0.5


class MixedChain(Chain):
    """One person who uses the window today and the terminal tomorrow."""

    def _live(self, number: int) -> None:
        if self.generator.random() < SHARE_OF_WINDOWS:
            self._live_in_window(number)
        else:
            super()._live(number)

    def _live_in_window(self, number: int) -> None:
        workout = self.folder / f"w{number}.toml"
        workout.write_text(toml(random_workout(self.generator) | {"name": f"W{number}"}), "utf-8")
        log = self.folder / f"events-{number}.jsonl"
        self.logs.append(log)
        self.data.mkdir(exist_ok=True)
        try:
            lived = live_in_window(self.data, workout, log, self.generator)
        except LifeError as error:
            self.wrong.append(f"life {number}: {error}")
            return
        self.story.append(f"window, trouble {lived.trouble!r}, {lived.ending}")
        if lived.was_killed:
            self.killed.add(log)
        if (found := re.match(r"W(\d+) was interrupted", lived.offer)) is not None:
            self.resumed[log] = f"w{found[1]}"


if __name__ == "__main__":
    sys.exit(min(1, main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), MixedChain)))
