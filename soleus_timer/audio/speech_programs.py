"""The systems' own speech synthesisers, each as a command that writes a WAV file.

The words travel in a file, never in a command line: what somebody typed can be neither an option
nor a command.
"""

import shutil
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path

WORDS_A_MINUTE = 170
"""How fast a speed of 1 is, which is about how fast the shipped clips speak."""

LONGEST_TEXT = 300
"""Characters of a text that are said."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file of words (UTF-8), the WAV file to write, and a speed of which 1 is usual."""

    words: Path
    wave: Path
    speed: float


@dataclass(frozen=True, slots=True)
class Program:
    """A synthesiser: its name, where it is, and the arguments and environment of a job."""

    name: str
    path: str
    arguments: Callable[[Job], list[str]]
    environment: Callable[[Job], Mapping[str, str]] = lambda _job: {}

    def command(self, job: Job) -> list[str]:
        """Return the program and its arguments."""
        return [self.path, *self.arguments(job)]


def find_programs(
    platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which
) -> tuple[Program, ...]:
    """Return the synthesisers that are installed, the better ones first."""
    found = ((name, which(program)) for name, program in _PROGRAMS.get(platform, _ON_LINUX))
    return tuple(Program(name, path, *_USES[name]) for name, path in found if path)


def clean_words(text: str) -> str:
    """Return what is said of a text that somebody typed: one line; empty if there are no words."""
    # Two brackets begin a command to espeak-ng and to say.
    text = text.replace("[[", "[ [").replace("]]", "] ]")
    kept = (" " if unicodedata.category(letter).startswith("C") else letter for letter in text)
    line = " ".join("".join(kept).split())[:LONGEST_TEXT]
    return line if any(letter.isalnum() for letter in line) else ""


def _espeak(job: Job) -> list[str]:
    pace = str(round(WORDS_A_MINUTE * job.speed))
    return ["-b", "1", "-v", "en-us+f3", "-s", pace, "-f", str(job.words), "-w", str(job.wave)]


def _flite(job: Job) -> list[str]:
    stretch = f"duration_stretch={1 / job.speed:.3f}"
    return ["-voice", "slt", "--setf", stretch, "-f", str(job.words), "-o", str(job.wave)]


def _say(job: Job) -> list[str]:
    pace = str(round(WORDS_A_MINUTE * job.speed))
    form = ["--file-format=WAVE", "--data-format=LEI16@22050"]
    return ["-r", pace, "-f", str(job.words), "-o", str(job.wave), *form]


_SYSTEM_SPEECH = (
    "$ErrorActionPreference = 'Stop';"
    "Add-Type -AssemblyName System.Speech;"
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$voice.Rate = [int]$env:SOLEUS_SPEECH_RATE;"
    "$voice.SetOutputToWaveFile($env:SOLEUS_SPEECH_WAVE);"
    "$voice.Speak([IO.File]::ReadAllText($env:SOLEUS_SPEECH_WORDS, [Text.Encoding]::UTF8));"
    "$voice.Dispose()"
)
"""What PowerShell runs; it never changes, and takes files and speed from its environment."""


def _system_speech(_job: Job) -> list[str]:
    return ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", _SYSTEM_SPEECH]


def _system_speech_environment(job: Job) -> Mapping[str, str]:
    # Its rates go from -10, a third of the usual speed, to 10, three times that.
    rate = max(-10, min(10, round(10 * log(job.speed) / log(3))))
    return {
        "SOLEUS_SPEECH_WORDS": str(job.words),
        "SOLEUS_SPEECH_WAVE": str(job.wave),
        "SOLEUS_SPEECH_RATE": str(rate),
    }


def _nothing(_job: Job) -> Mapping[str, str]:
    return {}


_ON_LINUX = (("espeak-ng", "espeak-ng"), ("flite", "flite"))
_PROGRAMS: dict[str, tuple[tuple[str, str], ...]] = {
    "darwin": (("say", "say"),),
    "win32": (("System.Speech", "powershell"),),
}
_USES: dict[str, tuple[Callable[[Job], list[str]], Callable[[Job], Mapping[str, str]]]] = {
    "espeak-ng": (_espeak, _nothing),
    "flite": (_flite, _nothing),
    "say": (_say, _nothing),
    "System.Speech": (_system_speech, _system_speech_environment),
}
