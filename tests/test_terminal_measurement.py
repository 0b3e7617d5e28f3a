"""Which measures a locale asks for; without Qt, and as Qt has it."""

import os
import subprocess
import sys

import pytest

from soleus_timer.domain.units import UnitSystem
from soleus_timer.terminal.words import units_of_locale

IMPERIAL, METRIC = UnitSystem.IMPERIAL, UnitSystem.METRIC

LOCALES: list[tuple[dict[str, str], UnitSystem | None]] = [
    ({}, None),
    ({"LANG": ""}, None),
    ({"LC_ALL": "C"}, None),
    ({"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, None),
    ({"LANG": "POSIX"}, None),
    ({"LANG": "en_US.UTF-8"}, IMPERIAL),
    ({"LANG": "en_GB.UTF-8"}, IMPERIAL),
    ({"LANG": "en"}, IMPERIAL),
    ({"LANG": "de_DE@euro"}, METRIC),
    ({"LANG": "en_AU.UTF-8"}, METRIC),
    ({"LANG": "de_DE.UTF-8", "LC_MEASUREMENT": "en_US.UTF-8"}, IMPERIAL),
    ({"LANG": "en_US.UTF-8", "LC_MEASUREMENT": "de_DE.UTF-8"}, METRIC),
    ({"LANG": "de_DE.UTF-8", "LC_MEASUREMENT": "de_DE.UTF-8", "LC_ALL": "en_US"}, IMPERIAL),
]

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such variables")


@needs_posix
@pytest.mark.parametrize(("environment", "expected"), LOCALES)
def test_the_measures_of_a_locale(environment: dict[str, str], expected: UnitSystem | None) -> None:
    assert units_of_locale(environment) is expected


@needs_posix
def test_qt_sees_it_the_same_way() -> None:
    """Qt reads the environment once, so each locale needs a process; a few tell enough."""
    code = "from soleus_timer.ui.desktop import units_of_locale; print(units_of_locale())"
    kept = {name: value for name, value in os.environ.items() if name[:3] not in {"LC_", "LAN"}}
    for place in (3, 5, 6, 9, 11):
        environment, expected = LOCALES[place]
        answer = subprocess.run(
            [sys.executable, "-c", code],
            env=kept | environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert answer.stdout.strip() == str(expected), environment
