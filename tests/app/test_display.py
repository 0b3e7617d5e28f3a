import socket
import sys
from pathlib import Path

import pytest

from soleus_timer.app import display
from soleus_timer.app.display import missing_for_window

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere there is always a display"
)


@pytest.fixture(autouse=True)
def sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(display, "_X_SOCKETS", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": ":7"},
        {"DISPLAY": "unix:7.0"},
        {"WAYLAND_DISPLAY": "wayland-9"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland"},
    ],
)
def test_none(environment: dict[str, str], tmp_path: Path) -> None:
    assert missing_for_window({"XDG_RUNTIME_DIR": str(tmp_path)} | environment) is not None


def test_servers_that_are_there(sockets: Path) -> None:
    (sockets / "X7").touch()
    (sockets / "wayland-9").touch()
    assert missing_for_window({"DISPLAY": ":7.0"}) is None
    assert (
        missing_for_window({"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(sockets)})
        is None
    )
    assert missing_for_window({"WAYLAND_DISPLAY": str(sockets / "wayland-9")}) is None
    assert missing_for_window({"DISPLAY": ":7", "QT_QPA_PLATFORM": "xcb"}) is None


def test_a_server_without_a_file(sockets: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{sockets / 'X8'}")
        server.listen()
        assert missing_for_window({"DISPLAY": ":8"}) is None


@pytest.mark.parametrize("there", ["localhost:10.0", "example.org:0"])
def test_another_host_may_always_have_one(there: str) -> None:
    assert missing_for_window({"DISPLAY": there}) is None


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_a_platform_that_needs_none(platform: str) -> None:
    assert missing_for_window({"QT_QPA_PLATFORM": platform}) is None
