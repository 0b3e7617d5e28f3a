"""Why something is not heard, as codes; the user interface words them."""

from enum import StrEnum
from pathlib import Path


class Problem(StrEnum):
    """What keeps a session silent. The session goes on."""

    NO_LIBPULSE = "no_libpulse"
    """There is no library for sound; on Linux for lack of libpulse."""

    NO_QTSOUND = "no_qtsound"
    """No Pulse server answers, and QtMultimedia, which does without one, is not installed."""

    NO_DEVICE = "no_device"
    """The computer has no sound output, or no sound server runs."""

    NO_FORMAT = "no_format"
    """The output takes no form of sound that we can make."""

    DEVICE_FAILED = "device_failed"
    """The output could not be opened, or was lost on the way."""


class FileProblem(StrEnum):
    """Why a person's own sound file is not used. Our own tone sounds in its place."""

    MISSING = "missing"
    """There is no such file."""

    UNREADABLE = "unreadable"
    """The file may not be read, or is damaged."""

    NO_FILE = "no_file"
    """It is a folder, a pipe or a device."""

    TOO_LARGE = "too_large"
    """It is larger than 32 MB (`processing.OWN_LIMITS`)."""

    NOT_SOUND = "not_sound"
    """It is no WAV, FLAC or OGG file."""

    TOO_LONG = "too_long"
    """It is longer than 10 seconds."""

    TOO_MANY_CHANNELS = "too_many_channels"
    """It has more than two channels."""

    TOO_HIGH_RATE = "too_high_rate"
    """It has more than 96,000 frames a second."""

    SILENT = "silent"
    """Nothing can be heard in it."""

    NO_DECODER = "no_decoder"
    """The library that reads sound files (soundfile) is not installed."""


class VoiceProblem(StrEnum):
    """Why words are not heard. Tone and caption remain, and the session goes on."""

    NO_CLIPS = "no_clips"
    """The index of the shipped clips is missing or damaged, or no decoder can be loaded."""

    BAD_CLIP = "bad_clip"
    """A clip is missing or damaged; others are said."""

    NO_SYNTHESISER = "no_synthesiser"
    """The system has no program that could say typed words."""

    SYNTHESISER_FAILED = "synthesiser_failed"
    """There is one, but it hangs, fails, or gives no sound."""

    NO_SPEECH_CACHE = "no_speech_cache"
    """What it says cannot be cached: the cache's folder cannot be written."""


class SoundFileError(Exception):
    """A sound file that cannot be used, and why."""

    def __init__(self, problem: FileProblem, path: Path) -> None:
        super().__init__(f"{path}: {problem}")
        self.problem = problem
