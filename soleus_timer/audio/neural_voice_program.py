"""The neural voice as a program of its own: for each line it reads, it says the words of a file.

A line is JSON: `words`, a file of text (UTF-8), `wave`, the file to write (16 bits, one channel),
and `speed`. It answers with a line, `said` or `failed`, and ends with its input. It never connects:
sockets are refused before hibari is loaded. Its memory is bounded where the system can do that;
whoever started it bounds its time.
"""

import contextlib
import json
import socket
import sys
import wave
from pathlib import Path

MOST_BYTES = 2 * 1024**3
"""Of address space; hibari and onnxruntime take 0.6 GB of it, and 190 MB of memory."""

SAID, FAILED = "said", "failed"


def main() -> int:
    """Answer every line; return the exit code."""
    _bound_memory()
    _forbid_connections()
    for line in sys.stdin:
        job = json.loads(line)
        try:
            _say(Path(job["words"]), Path(job["wave"]), job["speed"])
        except Exception as error:
            print(error, file=sys.stderr)
            print(FAILED, flush=True)
        else:
            print(SAID, flush=True)
    return 0


def _say(words: Path, target: Path, speed: float) -> None:
    # Late: they take memory, which is bounded by now.
    import numpy as np  # noqa: PLC0415

    from soleus_timer.audio.neural_voice import synthesise  # noqa: PLC0415

    sound, rate = synthesise(words.read_text("utf-8"), speed)
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


def _forbid_connections() -> None:
    """Let every connection fail: the voice is on the disk, and words people typed stay here."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError("the voice never connects")

    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo"):
        setattr(socket, name, refuse)


if __name__ == "__main__":
    sys.exit(main())
