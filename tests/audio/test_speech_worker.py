"""Programs that stay for many texts, the neural voice among them."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from soleus_timer.audio import neural_voice, synthesiser
from soleus_timer.audio.neural_voice_program import FAILED, MOST_BYTES, SAID
from soleus_timer.audio.problems import VoiceProblem
from soleus_timer.audio.synthesiser import MOST_FAILURES, Program, Synthesiser, neural_program

LONG = 60.0
"""Seconds that nothing here takes unless it is broken."""

SERVER = """
import json, os, struct, sys, time, wave
with open(sys.argv[1], "a") as log:
    log.write(f"{os.getpid()}\\n")
for line in sys.stdin:
    job = json.loads(line)
    said = open(job["words"], encoding="utf-8").read().strip()
    if said == "Die":
        os._exit(1)
    if said == "Hang":
        time.sleep(600)
    if said == "Fail":
        print("failed", flush=True)
        continue
    with wave.open(job["wave"], "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        square = [8000 if place // 50 % 2 else -8000 for place in range(12000)]
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in square))
    print("said", flush=True)
"""

Make = Callable[..., Synthesiser]


class Server:
    """A lasting program, and the processes it was."""

    def __init__(self, folder: Path) -> None:
        self._script, self._log = folder / "server.py", folder / "log.txt"
        self._script.write_text(SERVER, "utf-8")
        self.problems: list[VoiceProblem] = []

    def program(self) -> Program:
        arguments = [str(self._script), str(self._log)]
        return Program("server", sys.executable, lambda _job: arguments, is_lasting=True)

    @property
    def processes(self) -> list[int]:
        return [int(line) for line in self._log.read_text().split()] if self._log.exists() else []


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


@pytest.fixture
def make(tmp_path: Path, server: Server) -> Iterator[Make]:
    made: list[Synthesiser] = []

    def make(seconds: float = LONG, program: Program | None = None) -> Synthesiser:
        programs = (server.program() if program is None else program,)
        one = Synthesiser(
            tmp_path / "cache",
            programs=lambda: programs,
            report=server.problems.append,
            seconds=seconds,
        )
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()
        assert one.wait(LONG)
    assert not [number for number in server.processes if psutil.pid_exists(number)]


def test_one_process_says_many_texts_and_ends_when_none_is_left(make: Make, server: Server) -> None:
    speech = make()
    texts = ["Squat", "Lunge", "Bridge"]
    speech.request(texts)
    assert speech.wait(LONG)
    assert all(speech.find(text) for text in texts)
    assert len(server.processes) == 1
    assert not psutil.pid_exists(server.processes[0])
    speech.request(["Plank"])
    assert speech.wait(LONG)
    assert speech.find("Plank")
    assert len(server.processes) == 2
    assert not server.problems


@pytest.mark.parametrize("bad", ["Die", "Fail"])
def test_after_a_failure_the_next_text_is_said_by_a_new_process(
    bad: str, make: Make, server: Server
) -> None:
    speech = make()
    speech.request(["Squat", bad, "Lunge"])
    assert speech.wait(LONG)
    assert speech.find("Squat")
    assert speech.find("Lunge")
    assert speech.find(bad) is None
    assert len(server.processes) == 2
    assert server.problems == [VoiceProblem.SYNTHESISER_FAILED]


def test_one_that_keeps_failing_is_left_alone(make: Make, server: Server) -> None:
    speech = make()
    speech.request([f"Die{' ' * spaces}" for spaces in range(MOST_FAILURES + 2)] + ["Squat"])
    assert speech.wait(LONG)
    assert speech.find("Squat") is None
    assert len(server.processes) == MOST_FAILURES


def test_one_that_hangs_is_ended_and_not_asked_again(make: Make, server: Server) -> None:
    speech = make(seconds=1.0)
    speech.request(["Hang", "Squat"])
    assert speech.wait(LONG)
    assert speech.find("Squat") is None
    assert len(server.processes) == 1
    assert server.problems == [VoiceProblem.SYNTHESISER_FAILED]


def test_the_neural_voice_is_the_first_where_it_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(synthesiser, "find_spec", lambda _name: None)
    assert neural_program() == ()
    monkeypatch.setattr(synthesiser, "find_spec", lambda name: name)
    assert [one.name for one in synthesiser.find_programs("linux", lambda name: name)] == [
        "hibari",
        "espeak-ng",
        "flite",
    ]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert neural_program() == ()


PROBE = """
import _socket, os, socket, subprocess, sys, urllib.request
from soleus_timer.audio import neural_voice_program as program
made = _socket.socket()  # before it is forbidden
program._say = lambda words, target: eval(sys.argv[1])
sys.exit(program.main())
"""


def probed(doing: str) -> "subprocess.CompletedProcess[str]":
    """Let the neural voice's program do something in place of speaking; return how it went."""
    return subprocess.run(
        [sys.executable, "-c", PROBE, doing],
        input=json.dumps({"words": "a", "wave": "b"}) + "\n",
        capture_output=True,
        text=True,
        timeout=LONG,
        check=True,
    )


@pytest.mark.parametrize(
    "doing",
    [
        "socket.create_connection(({host!r}, {port}))",
        "made.connect(({host!r}, {port}))",
        "_socket.socket()",
        "socket.getaddrinfo({host!r}, {port})",
        "urllib.request.urlopen('http://{host}:{port}')",
        "subprocess.run(['true'])",
        "os.system('true')",
    ],
)
def test_the_program_of_the_neural_voice_cannot_connect(doing: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
        done = probed(doing.format(host=host, port=port))
    assert done.stdout.split() == [FAILED]
    assert "never connects" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit that the system keeps")
def test_the_memory_of_the_neural_voice_is_bounded() -> None:
    assert probed(f"bytearray({MOST_BYTES})").stdout.split() == [FAILED]
    assert probed("bytearray(1000)").stdout.split() == [SAID]


def test_what_a_library_prints_is_no_answer() -> None:
    done = probed(f"print({FAILED!r})")
    assert done.stdout.split() == [SAID]
    assert FAILED in done.stderr


@pytest.mark.skipif(not neural_voice.is_installed(), reason="needs the extra voice")
def test_the_neural_voice_says_what_somebody_typed(make: Make) -> None:
    (program,) = neural_program()
    speech = make(program=program)
    text = '-w it\'s "seated" $(calf) raise'
    speech.request([text])
    assert speech.wait(LONG)
    said = speech.find(text)
    assert said is not None
    assert 0.5 < said.seconds < 6
