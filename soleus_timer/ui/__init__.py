"""The window: pages, widgets, colours and words. It sends commands and shows what follows."""
