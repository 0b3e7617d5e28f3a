"""What is half made when a program is killed is gone after the next start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from soleus_timer.audio.kept_files import clear_half_made, keep, work_folder
from tests.audio.rig import REPOSITORY, wait_for

KILLED = """
import os
import sys
from pathlib import Path
from soleus_timer.audio.speech_programs import Program
from soleus_timer.audio.synthesiser import Synthesiser

waits = f"import os, time\\nwhile os.getppid() == {os.getpid()}: time.sleep(0.05)"
program = Program("waits", sys.executable, lambda _job: ["-c", waits])
synthesiser = Synthesiser(Path(sys.argv[1]), programs=lambda: [program])
synthesiser.request(["My own squat"])
synthesiser.wait(600)
"""

WINDOW = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from soleus_timer.app import build, window_command

build_program = window_command._build_program
data = Path(sys.argv[1])


def build_and_look(options, first, instance, window, start):
    made = build_program(options, first, instance, window, start)

    def look():
        if not list(data.glob("*/making-*")):
            window.close()

    made.look = QTimer(window)
    made.look.timeout.connect(look)
    made.look.start(20)
    return made


window_command._build_program = build_and_look
sys.exit(window_command.open_window(build.Options(data), None))
"""


def test_a_work_folder_is_for_this_person_alone_and_goes(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with work_folder(kept) as one, work_folder(kept) as other:
        assert one != other
        if sys.platform != "win32":
            assert one.stat().st_mode & 0o777 == 0o700
        (one / "a.flac").write_bytes(b"made")
        keep(one / "a.flac", kept / "b.flac", 100)
        # Ours are in use.
        clear_half_made(kept)
        assert other.is_dir()
    assert [path.name for path in kept.iterdir()] == ["b.flac"]
    clear_half_made(tmp_path / "nothing")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_a_killed_program_left_is_gone_after_the_next_start(tmp_path: Path) -> None:
    speech, sounds = tmp_path / "speech", tmp_path / "sounds"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(speech)],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
    ) as program:
        wait_for(lambda: bool(list(speech.glob("making-*/words.txt"))), "the words are said")
        os.kill(program.pid, signal.SIGKILL)
    (left,) = speech.glob("making-*")
    assert (left / "words.txt").read_text() == "My own squat\n"
    (sounds / "making-0-0").mkdir(parents=True)
    (sounds / "kept.flac").write_bytes(b"kept")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": "unix:/nowhere"}
    command = [sys.executable, "-c", WINDOW, str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, env=environment, check=True, timeout=60)
    assert list(speech.iterdir()) == []
    assert [path.name for path in sounds.iterdir()] == ["kept.flac"]
