"""Asks for a file to write or to read; tests put another in its place."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class FileQuestions:
    """The system's own dialogs."""

    def save(
        self, parent: QWidget, title: str, name: str, kinds: list[tuple[str, str]]
    ) -> Path | None:
        """Return where to write; `kinds` are names and suffixes, and the suffix is one of them."""
        filters = {f"{kind} (*{suffix})": suffix for kind, suffix in kinds}
        place = str(Path.home() / f"{name}{kinds[0][1]}")
        chosen, kind = QFileDialog.getSaveFileName(parent, title, place, ";;".join(filters))
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() in filters.values():
            return path
        return path.with_name(path.name + filters.get(kind, kinds[0][1]))

    def open(self, parent: QWidget, title: str, kind: str, suffix: str) -> Path | None:
        """Return which file to read."""
        home, pattern = str(Path.home()), f"{kind} (*{suffix})"
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, home, pattern)
        return Path(chosen) if chosen else None
