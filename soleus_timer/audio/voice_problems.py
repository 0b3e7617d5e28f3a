"""What keeps the voice from saying something, as codes; the user interface words them."""

from enum import StrEnum


class VoiceProblem(StrEnum):
    """Why words are not heard. Tone and caption remain, and the session goes on."""

    NO_CLIPS = "no_clips"
    """The index of the shipped clips is missing or damaged, or no decoder can be loaded."""

    BAD_CLIP = "bad_clip"
    """A clip is missing or damaged; others are said."""

    NO_SYNTHESISER = "no_synthesiser"
    """The system has no program that could say words which somebody typed."""

    SYNTHESISER_FAILED = "synthesiser_failed"
    """There is one, but it hangs, fails, or gives no sound."""

    NO_SPEECH_CACHE = "no_speech_cache"
    """What it says cannot be kept: the cache's folder cannot be written."""


class NoSpeechError(Exception):
    """What a synthesiser wrote is not speech that could be used."""
