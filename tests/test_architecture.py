"""Who may import whom: the contracts in pyproject.toml, and what importing a room pulls in."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import cli

CHECKOUT = Path(__file__).parents[1]
CORE = sorted(path.stem for path in (CHECKOUT / "soleus_timer" / "core").glob("[!_]*.py"))


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
        pytest.param([f"soleus_timer.core.{name}" for name in CORE], id="core"),
        pytest.param(["soleus_timer.cli"], id="cli"),
        pytest.param(["soleus_timer.terminal"], id="terminal"),
        pytest.param(
            [
                f"soleus_timer.store.{path.stem}"
                for path in sorted((CHECKOUT / "soleus_timer" / "store").glob("[!_]*.py"))
            ]
            or ["soleus_timer.store"],
            id="store",
        ),
    ],
)
def test_the_rooms_below_the_window_know_nothing_of_qt(modules: list[str]) -> None:
    assert not imported_by(*modules) & {"PySide6", "shiboken6"}


def test_the_window_and_its_sound_know_nothing_of_numpy() -> None:
    audio = (CHECKOUT / "soleus_timer" / "audio").glob("[!_]*.py")
    modules = [f"soleus_timer.audio.{path.stem}" for path in sorted(audio)]
    found = imported_by("soleus_timer.qt_binding", "soleus_timer.app.program", *modules)
    assert "PySide6" in found
    assert not found & {"numpy", "soundfile"}


DECODING = """
import sys
from soleus_timer import resources
from soleus_timer.audio.mixer import Mixer
from soleus_timer.audio.tones import load_tones
from soleus_timer.audio.voice import Voice
from soleus_timer.core.phrases import Code, Phrase
from soleus_timer.core.spoken import spoken_units

(unit,) = spoken_units(Phrase(Code.TURN_AROUND))
clip = Voice(resources.voice()).clip(unit, 48_000)
mixer = Mixer()
for sound in (clip, *load_tones().values()):
    mixer.schedule(sound, 0)
print(any(mixer.mix(len(clip))), *{"numpy", "soundfile"} & sys.modules.keys())
"""


def test_tones_and_clips_are_decoded_and_mixed_without_numpy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DECODING], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("True\n", "")
