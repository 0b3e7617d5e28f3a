"""What Qt does not say to PulseAudio, and does not tell of it.

When the sound server ends, Qt drops its link and tries once, 3 s later, to make a new one. To open
a sink without a link ends the whole program (an assertion in libpulse, seen with Qt 6.11), and Qt
has no call that tells. But a live link has a thread, and the thread has a name.
"""

import os
from pathlib import Path

_THREADS = Path("/proc/self/task")
_NAME = "QPulseAudioEngi"


def is_linked_to_pulse() -> bool:
    """Return whether Qt has a live link to PulseAudio; false on other systems."""
    for thread in _THREADS.glob("*/comm"):
        try:
            if thread.read_text("utf-8", "replace").startswith(_NAME):
                return True
        except OSError:
            # The thread ended while we looked.
            continue
    return False


def prefer_few_requests(buffer_milliseconds: int) -> None:
    """Let PulseAudio hold so much of a stream, and ask less often for more.

    It lets its sink sleep for half of what is left of the buffer after 40 ms. Each request wakes
    two threads, which costs more than what they do: 14 requests a second take 0.4 % of a core, and
    the 190 of Qt's own wish 3 %. A person's own wish in the environment stands.
    """
    os.environ.setdefault("PULSE_LATENCY_MSEC", str(buffer_milliseconds))
