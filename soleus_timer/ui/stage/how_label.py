"""How the next exercise is done, to read in a rest: as many steps at a time as fit."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label

_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


class HowLabel(Label):
    """Shows numbered steps, page after page through the rest, never half of one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._steps: tuple[str, ...] = ()
        self._pages: list[str] | None = None
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def set_pixels(self, pixels: int) -> None:
        """Write at this size (pixels)."""
        font = self.font()
        if font.pixelSize() != pixels:
            font.setPixelSize(pixels)
            self.setFont(font)
            self._pages = None

    def show_steps(self, steps: Sequence[str], gone: float) -> None:
        """Show the page of `steps` that belongs to the share `gone` (0 to 1) of the rest."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self._pages = None
        if self._pages is None:
            self._pages = self._cut()
        page = self._pages[min(len(self._pages) - 1, int(gone * len(self._pages)))]
        if page != self.text():
            self.setText(page)
            self.setAccessibleDescription(page)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut the steps into pages anew."""
        super().resizeEvent(event)
        self._pages = None

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return nothing: the page decides."""
        return QSize(0, 0)

    def _cut(self) -> list[str]:
        pages: list[str] = []
        page = ""
        for number, step in enumerate(self._steps, start=1):
            line = f"{number}.  {step}"
            longer = f"{page}\n{line}" if page else line
            if self._fits(longer):
                page = longer
                continue
            if page:
                pages.append(page)
            page = line if self._fits(line) else ""
        if page:
            pages.append(page)
        return pages or [""]

    def _fits(self, text: str) -> bool:
        room = QRectF(self.contentsRect())
        needed = QFontMetricsF(self.font()).boundingRect(room, _WRAPPED, text)
        return needed.height() <= room.height() and needed.width() <= room.width()
