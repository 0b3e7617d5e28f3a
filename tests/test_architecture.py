"""Who may import whom: the contracts in pyproject.toml, and what importing a room pulls in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import cli

CHECKOUT = Path(__file__).parents[1]
DOMAIN = sorted(path.stem for path in (CHECKOUT / "soleus_timer" / "domain").glob("[!_]*.py"))


def test_imports_run_downhill(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setattr(sys, "path", sys.path.copy())
    monkeypatch.setattr(cli, "_configure_logging", lambda _verbose: None)
    kept = cli.lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert kept == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def imported_by(*modules: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter has after importing `modules`."""
    return {name.partition(".")[0] for name in modules_after(*modules)}


def modules_after(*modules: str) -> set[str]:
    """Return the modules that a fresh interpreter has after importing `modules`."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "modules",
    [
        pytest.param([f"soleus_timer.domain.{name}" for name in DOMAIN], id="domain"),
        pytest.param(["soleus_timer.cli"], id="cli"),
        pytest.param(["soleus_timer.terminal"], id="terminal"),
        pytest.param(
            [
                f"soleus_timer.storage.{path.stem}"
                for path in sorted((CHECKOUT / "soleus_timer" / "storage").glob("[!_]*.py"))
            ]
            or ["soleus_timer.storage"],
            id="storage",
        ),
    ],
)
def test_the_rooms_below_the_window_know_nothing_of_qt(modules: list[str]) -> None:
    assert not imported_by(*modules) & {"PySide6", "shiboken6"}


SLOW = {"annotated_types", "ctypes", "datetime", "dataclasses", "json", "pydantic_core", "tomllib"}
"""Libraries for which the window's first frame cannot wait: each takes milliseconds."""


def test_nothing_slow_is_imported_before_the_first_frame() -> None:
    found = modules_after(
        "soleus_timer.app.qt_binding", "soleus_timer.app.display", "soleus_timer.app.window_run"
    )
    assert "soleus_timer.ui.pages.today.hero" in found
    assert not found & (SLOW | {"soleus_timer.domain.workout", "soleus_timer.domain.settings"})


def test_files_are_checked_without_pydantics_slow_part() -> None:
    found = modules_after("soleus_timer.app.program", "soleus_timer.storage.validation")
    assert "pydantic_core" in found
    assert "pydantic" not in found


def test_what_the_windows_thread_imports_of_the_sound_imports_no_numpy() -> None:
    modules = ["player", "voice", "speech_files"]
    found = imported_by(
        "soleus_timer.app.qt_binding",
        "soleus_timer.app.program",
        "soleus_timer.app.session_sound",
        *(f"soleus_timer.audio.{module}" for module in modules),
    )
    assert "PySide6" in found
    assert not found & {"numpy", "soundfile", "soxr"}


ONE_THREAD = """
import os
import soleus_timer.audio.mixer
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts what Linux tells of a process")
def test_numpy_starts_no_threads_of_its_own() -> None:
    environment = {name: value for name, value in os.environ.items() if "OPENBLAS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", ONE_THREAD],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1\n"
