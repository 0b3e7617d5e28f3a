"""Lets `python -m soleus_timer` do what `soleus-timer` does."""

import sys

from soleus_timer.cli import main

if __name__ == "__main__":
    sys.exit(main())
