"""The neural voice as a program of its own: for each line it reads, it says the words of a file.

A line is JSON: `words`, a file of text (UTF-8), and `wave`, the file to write (16 bits, one
channel). It answers with a line, `said` or `failed`, and ends with its input. It never connects:
sockets are refused before hibari is loaded. Its memory is bounded where the system can do that;
whoever started it bounds its time.
"""

import contextlib
import json
import os
import sys
import wave
from pathlib import Path

MOST_BYTES = 2 * 1024**3
"""Of address space. For 300 letters hibari takes 0.4 GB of it, and 250 MB of memory."""

SAID, FAILED = "said", "failed"


def main() -> int:
    """Answer every line; return the exit code."""
    _bound_memory()
    sys.addaudithook(_forbid)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # a library that prints must not answer
    for line in sys.stdin:
        job = json.loads(line)
        try:
            _say(Path(job["words"]), Path(job["wave"]))
        except Exception as error:
            print(error, file=sys.stderr)
            print(FAILED, file=answers, flush=True)
        else:
            print(SAID, file=answers, flush=True)
    return 0


def _say(words: Path, target: Path) -> None:
    # Late: they take memory, which is bounded by now.
    import numpy as np  # noqa: PLC0415

    from soleus_timer.audio.neural_voice import synthesise  # noqa: PLC0415

    sound, rate = synthesise(words.read_text("utf-8"))
    highest = max(1.0, float(np.abs(sound).max(initial=0.0)))
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((sound * (32767.0 / highest)).astype("<i2").tobytes())


def _bound_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def _forbid(event: str, _arguments: object) -> None:
    """Refuse sockets and other programs: the voice is on the disk, and what people typed stays."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system")):
        raise OSError(f"the voice never connects ({event})")


if __name__ == "__main__":
    sys.exit(main())
