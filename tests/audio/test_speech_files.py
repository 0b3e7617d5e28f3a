"""What is half made when a program is killed is gone after the next start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from soleus_timer.audio.speech_files import SpeechFiles, clear_half_made
from tests.audio.rig import REPOSITORY, wait_for

KILLED = """
import os
import sys
from pathlib import Path
from soleus_timer.audio.synthesiser import Program, Synthesiser

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
        if not list(data.glob("*/making-*")) and not list(data.glob("sounds/0*")):
            window.close()

    made.look = QTimer(window)
    made.look.timeout.connect(look)
    made.look.start(20)
    return made


window_command._build_program = build_and_look
sys.exit(window_command.open_window(build.Options(data), None))
"""


def test_a_work_folder_is_for_this_person_alone_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "speech"
    files = SpeechFiles(folder)
    with files.work_folder() as one, files.work_folder() as other:
        assert one != other
        if sys.platform != "win32":
            assert one.stat().st_mode & 0o777 == 0o700
        soundfile.write(one / "a.wav", np.sin(np.arange(24_000) / 9), 48_000)
        said = files.add(one / "a.wav", "Squat", "fake")
        # Ours are in use.
        clear_half_made(folder)
        assert other.is_dir()
    assert list(folder.iterdir()) == [said.path]
    assert files.find("Squat", "fake") == said
    if sys.platform != "win32":
        assert said.path.stat().st_mode & 0o777 == 0o600
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
    # This an earlier version cached, which had sounds made by a process of its own.
    (sounds / "0123456789abcdef.flac").write_bytes(b"cached")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": "unix:/nowhere"}
    command = [sys.executable, "-c", WINDOW, str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, env=environment, check=True, timeout=60)
    assert list(speech.iterdir()) == []
    assert [path.name for path in sounds.iterdir()] == ["kept.flac"]
