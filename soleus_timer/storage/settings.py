"""The settings, as one JSON document in the data folder."""

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.settings import Settings
from soleus_timer.storage.errors import BadFileError, KeyPath, human_place
from soleus_timer.storage.files import (
    NOT_ORDINARY,
    NotOrdinaryError,
    reading_ordinary,
    write_atomically,
)
from soleus_timer.storage.toml import read_text
from soleus_timer.storage.validation import InvalidError, dump, validate

CHOICES = "choices"

_SETTINGS = frozenset(each.name for each in fields(Settings))
_CHOICES = frozenset(each.name for each in fields(Choices))


class SettingsFile:
    """The file of the settings.

    What this version does not know (a newer one wrote it) stays in the file. A wrong value falls
    back to its default, and a file that is no document is set aside; `notices` has both.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.notices: tuple[str, ...] = ()
        """What the last `load` found wrong, as sentences for the person."""

    def load(self) -> Settings:
        """Return the settings; defaults where there are none."""
        self.notices = ()
        try:
            document = self._read()
        except FileNotFoundError:
            return Settings()
        except _DamagedError as error:
            self._set_aside(str(error))
            return Settings()
        except OSError as error:
            self._notice(f"The settings in {self._path} cannot be read ({error.strerror}).")
            return Settings()
        return self._validated(_known(document))

    def save(self, settings: Settings) -> None:
        """Keep the settings, and what a newer version wrote beside them.

        Raises:
            OSError: they cannot be written; what was there before is untouched.
        """
        try:
            before = self._read()
        except FileNotFoundError:
            before = {}
        except _DamagedError as error:
            self._set_aside(str(error))
            before = {}
        document = dump(settings)
        merged = _unknown(before, _SETTINGS) | document
        old_choices = before.get(CHOICES)
        for workout_id, choice in merged[CHOICES].items():
            earlier = old_choices.get(workout_id) if isinstance(old_choices, dict) else None
            if isinstance(earlier, dict):
                merged[CHOICES][workout_id] = _unknown(earlier, _CHOICES) | choice
        write_atomically(self._path, json.dumps(merged, indent=2, ensure_ascii=False) + "\n")

    def _read(self) -> dict[str, Any]:
        """Return the document in the file.

        Raises:
            FileNotFoundError: there is none.
            OSError: it cannot be read.
            _DamagedError: it is no document.
        """
        try:
            with reading_ordinary(self._path):
                pass  # tells apart what is missing, what is closed to us and what is damaged
        except NotOrdinaryError as error:
            raise _DamagedError(NOT_ORDINARY) from error
        try:
            document = json.loads(read_text(self._path))
        except BadFileError as error:
            raise _DamagedError(error.problems[0].message) from error
        except RecursionError as error:
            raise _DamagedError("it is nested too deeply") from error
        except ValueError as error:
            raise _DamagedError(f"it is not JSON: {error}") from error
        if not isinstance(document, dict):
            raise _DamagedError("it is not a JSON object")
        return document

    def _validated(self, document: dict[str, Any]) -> Settings:
        """Return the settings in a document, defaults in place of what is wrong in it."""
        while True:
            try:
                return validate(Settings, document)
            except InvalidError as error:
                wrong = dict(error.findings)
            for path, message in wrong.items():
                self._notice(
                    f"The setting {human_place(path)} in {self._path} is back at its default: "
                    f"{message}."
                )
                _remove(document, path)

    def _set_aside(self, reason: str) -> None:
        number = 1
        while os.path.lexists(aside := self._path.with_name(_aside_name(self._path, number))):
            number += 1
        sentence = f"The settings in {self._path} could not be read: {reason}."
        try:
            self._path.rename(aside)
        except OSError:
            self._notice(f"{sentence} The defaults are used.")
        else:
            self._notice(
                f"{sentence} They were set aside as {aside.name}, and the defaults are used."
            )

    def _notice(self, sentence: str) -> None:
        self.notices += (sentence,)


class _DamagedError(Exception):
    """The file holds no document; the message says why."""


def _aside_name(path: Path, number: int) -> str:
    return f"{path.stem}.broken{'' if number == 1 else f'-{number}'}{path.suffix}"


def _known(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of the document with the fields alone that this version knows."""
    known = {key: value for key, value in document.items() if key in _SETTINGS}
    choices = known.get(CHOICES)
    if isinstance(choices, dict):
        known[CHOICES] = {
            workout_id: {key: value for key, value in choice.items() if key in _CHOICES}
            if isinstance(choice, dict)
            else choice
            for workout_id, choice in choices.items()
        }
    return known


def _unknown(document: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in known}


def _remove(document: dict[str, Any], path: KeyPath) -> None:
    """Take out what is on `path`, or the innermost field around it that can be taken out alone."""
    container: Any = document
    for part, inner in pairwise(path):
        if part not in container:
            return  # under a name that is wrong itself, and taken out for that
        if isinstance(inner, int) or not isinstance(container[part], dict):
            container.pop(part)
            return
        container = container[part]
    container.pop(path[-1])
