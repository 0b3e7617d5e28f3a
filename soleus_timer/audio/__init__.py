"""Sound: tones and spoken clips as samples, who speaks when, and output devices to play them on."""

import os

# Before anything here imports numpy: its OpenBLAS would start a thread for each core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
