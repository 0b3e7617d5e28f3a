"""The moving human figure: its body, its poses from files, and how it moves; plain numbers only.

Nothing here that draws needs the models of files: the Today page shows a figure in its first frame.
"""
