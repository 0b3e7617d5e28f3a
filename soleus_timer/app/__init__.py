"""The composition root: builds what a command or the window needs, and puts it together.

The only room that knows concrete classes. Qt is imported only where a command needs it.
"""
