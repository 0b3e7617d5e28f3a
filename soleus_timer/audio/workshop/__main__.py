"""Runs the workshop: reads an order, carries it out, and answers. `WorkshopDoor` starts it."""

import os
import sys
from threading import Timer

from soleus_timer.audio.orders import Hindrance, read_order

LONGEST_SECONDS = 40.0
"""Whoever started it ends it sooner, if there still is anybody."""


def main() -> None:
    """Carry out one order."""
    limit = Timer(LONGEST_SECONDS, os._exit, [1])
    limit.daemon = True
    limit.start()
    if hasattr(os, "nice"):
        # A session that runs meanwhile goes first.
        os.nice(5)
    order = read_order(sys.stdin.read())
    try:
        # Here, because either library may be missing.
        from soleus_timer.audio.workshop.bench import carry_out  # noqa: PLC0415
    except (ImportError, OSError):
        print(Hindrance.NO_DECODER)
        return
    print(carry_out(order))


if __name__ == "__main__":
    main()
