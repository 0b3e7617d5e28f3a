"""The least that a program with a window can be: what ours is held against.

Its arguments are the width and the height.
"""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

application = QApplication([])
window = QMainWindow()
window.resize(int(sys.argv[1]), int(sys.argv[2]))
window.show()
sys.exit(application.exec())
