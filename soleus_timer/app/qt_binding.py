"""Qt's binding, made to leave the sources of modules alone.

From its first import on, PySide6 reads the source of every module that is imported, to see whether
it may use `from __feature__ import …`, and keeps all its lines: 12 MB in a session, and a part of
the start-up. Nothing here uses that. Whoever imports this module before anything else of Qt is
spared it.
"""

import linecache
import sys

import PySide6  # noqa: F401 - the look at sources comes with it

_FEATURES = "shibokensupport.feature"
_LOOK = "_mod_uses_pyside"

# The binding knows no switch for it. Where a later one does it otherwise, we pay as before.
if hasattr(sys.modules.get(_FEATURES), _LOOK):
    setattr(sys.modules[_FEATURES], _LOOK, lambda _module: False)
    linecache.clearcache()
