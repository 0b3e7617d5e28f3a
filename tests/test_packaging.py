"""What `pip install .` brings: the same program and the same assets, whichever way it is built.

The builds run without a network and without build isolation: hatchling is one of the
development dependencies, pinned with the rest.
"""

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))


def build(kind: str, into: Path) -> Path:
    """Build a wheel or an sdist of the checkout; return the one file made."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = into.iterdir()
    return made


def pip(*args: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--no-input", *args, "--no-index"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel_of_sdist(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("wheel_of_sdist")
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(into), str(sdist))
    (made,) = into.iterdir()
    return made


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_under(folder: Path) -> dict[str, bytes]:
    """Return what a build takes from a folder: all but Python's and the system's own leavings."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }


def shipped_folders() -> dict[str, str]:
    """Return each folder of assets and its place in the wheel."""
    targets: dict[str, Any] = PYPROJECT["tool"]["hatch"]["build"]["targets"]
    folders: dict[str, str] = targets["wheel"]["force-include"]
    return folders


def test_what_the_program_needs_is_shipped() -> None:
    needed = {"catalogue", "icons/png", "locale", "tones/sets", "voice/clips", "workouts"}
    assert {f"assets/{folder}" for folder in needed} <= shipped_folders().keys()


@pytest.mark.parametrize(("folder", "place"), shipped_folders().items())
def test_the_wheel_has_the_checkouts_assets(wheel: Path, folder: str, place: str) -> None:
    packed = {
        name.removeprefix(f"{place}/"): data
        for name, data in contents(wheel).items()
        if name.startswith(f"{place}/")
    }
    assert packed == files_under(CHECKOUT / folder)


def test_what_makes_the_assets_is_not_shipped_with_them(wheel: Path) -> None:
    assert not [
        name
        for name in contents(wheel)
        if name.startswith("soleus_timer/assets/") and name.endswith(".py")
    ]


def test_the_wheel_has_nothing_but_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in contents(wheel)}
    version = wheel.name.split("-")[1]
    assert tops == {"soleus_timer", f"soleus_timer-{version}.dist-info"}


def test_an_sdist_makes_the_same_wheel(wheel: Path, wheel_of_sdist: Path) -> None:
    assert contents(wheel_of_sdist) == contents(wheel)


@pytest.fixture(scope="module", params=["wheel", "wheel_of_sdist"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an environment of its own; return that environment's scripts."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    made: Path = request.getfixturevalue(request.param)
    pip("--python", str(home), "install", "--no-deps", str(made))
    # What it depends on is borrowed from this environment, for Qt is 300 MB. Path files
    # in a folder added by a path file are not read, so the checkout itself stays out.
    (packages,) = home.glob("[Ll]ib/**/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return scripts


@pytest.fixture
def ask(installed: Path, tmp_path: Path) -> Callable[..., str]:
    """Return a function that runs a program of the environment and gives what it says."""
    # Nothing of this checkout, this user or this run may help it.
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "XDG_", "SOLEUS"))}
    env |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "APPDATA": str(tmp_path)}

    def asked(program: str, *args: str) -> str:
        done = subprocess.run(
            [installed / program, *args],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return asked


def test_the_installed_program_runs_from_where_it_is_installed(
    ask: Callable[..., str], installed: Path
) -> None:
    place = ask("python", "-c", "import soleus_timer; print(soleus_timer.__file__)").strip()
    assert Path(place).is_relative_to(installed.parent)


def test_the_installed_program_finds_its_workouts(ask: Callable[..., str]) -> None:
    assert "tip-toe-walking" in ask("soleus-timer", "list")
