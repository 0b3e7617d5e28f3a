"""Of the classes of Qt's widgets, a session has those made that it uses."""

import os
import subprocess
import sys
from pathlib import Path

DRIVER = """
import os
import sys
from pathlib import Path

from soleus_timer import bootstrap, qt_binding, window_command
from soleus_timer.core.events import LegStarted
from PySide6 import QtWidgets

furnish = window_command._furnish


def furnish_and_watch(*what):
    made = furnish(*what)

    def hear(dispatch):
        if any(isinstance(event, LegStarted) for event in dispatch.events):
            # PySide makes a class when it is first asked for.
            print("QPushButton" in vars(QtWidgets), "QWizard" in vars(QtWidgets), flush=True)
            os._exit(0)

    made.runner.happened.connect(hear)
    made.navigation.home.start.click()
    return made


window_command._furnish = furnish_and_watch
sys.exit(window_command.open_window(bootstrap.Options(Path(sys.argv[1]), 20.0), None))
"""


def test_not_all_there_are(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(tmp_path)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "True False\n", done.stderr
