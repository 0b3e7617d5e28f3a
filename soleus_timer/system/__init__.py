"""What the operating system offers: the clock, keeping the screen awake. One file each."""
