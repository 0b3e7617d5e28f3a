"""What stands between a program and a screen reader, started for the tests alone.

A screen, a session bus, the launcher that makes the accessibility bus, and the registry on that.
Nothing of the person's own desktop is touched or heard.
"""

import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.accessibility.accessible import ROOT
from tests.accessibility.message_bus import MessageBus, RefusedError
from tests.accessibility.patience import PATIENCE, wait_for
from tests.benchmarks.x_server import x_server

_SERVICE = "dbus-1/services/org.a11y.Bus.service"

_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class Desktop:
    """A running session."""

    folder: Path
    environment: Mapping[str, str]
    """For the programs in it."""
    bus: MessageBus
    """The accessibility bus, as a screen reader is on it."""


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """Set up a session in `folder`, which should be empty and have a short path."""
    folder.chmod(0o700)
    with ExitStack() as stack:
        server = stack.enter_context(x_server())
        address = f"unix:path={folder / 'session'}"
        environment = dict(os.environ) | {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "DISPLAY": server.display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "GSETTINGS_BACKEND": "memory",
            "LC_ALL": "C.UTF-8",
            "PULSE_SERVER": f"unix:{folder / 'nobody'}",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
        }
        environment.pop("AT_SPI_BUS_ADDRESS", None)
        configuration = folder / "session.conf"
        configuration.write_text(_CONFIGURATION.format(socket=folder / "session"), "utf-8")

        def run(*command: str) -> None:
            stack.enter_context(running(command, environment, folder / "said.txt"))

        run("dbus-daemon", "--nofork", f"--config-file={configuration}")
        session = stack.enter_context(wait_for(lambda: _connect(address), "the session bus"))
        run(*_launcher())
        found = wait_for(lambda: _accessibility_bus(session), "the accessibility bus")
        bus = stack.enter_context(MessageBus(found))
        # The first question starts the registry, which knows the programs and presses keys.
        bus.ask("org.a11y.atspi.Registry", ROOT, "org.a11y.atspi.Accessible", "GetChildren")
        yield Desktop(folder, environment, bus)


@contextmanager
def running(
    command: tuple[str, ...], environment: Mapping[str, str], output: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program and end it, however it went; what it says is kept in `output`."""
    with (
        output.open("ab") as said,
        subprocess.Popen(command, env=environment, stdout=said, stderr=said) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _launcher() -> list[str]:
    """Return the command that the system would start for the accessibility bus."""
    folders = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in (*folders.split(":"), "/usr/share"):
        with suppress(FileNotFoundError):
            for line in (Path(folder) / _SERVICE).read_text("utf-8").splitlines():
                if line.startswith("Exec="):
                    return shlex.split(line.removeprefix("Exec="))
    raise FileNotFoundError(f"{_SERVICE}: at-spi2-core is not installed")


def _connect(address: str) -> MessageBus | None:
    with suppress(OSError):
        return MessageBus(address)
    return None


def _accessibility_bus(session: MessageBus) -> str | None:
    with suppress(RefusedError):
        (address,) = session.ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        return str(address)
    return None
