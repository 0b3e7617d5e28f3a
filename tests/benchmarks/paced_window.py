"""Soleus Timer with a figure that moves 30 times a second, however quick the machine paints it."""

import sys

from soleus_timer import cli
from soleus_timer.ui.pages.session import frames

frames._QUICK_FRAME_SECONDS = 0.0

if __name__ == "__main__":
    sys.exit(cli.main())
