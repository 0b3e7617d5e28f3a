"""The words for what the computer lacks: one quiet line each, with the way out."""

from pathlib import Path

from soleus_timer.core.cues import Tone
from soleus_timer.ui.tone_names import tone_name
from soleus_timer.ui.translation import tr


def silent_text(code: str) -> str:
    """Return why nothing is heard, from the audio room's code."""
    reasons = {
        "no_libpulse": tr(
            "No sound: the library libpulse is missing (Debian, Ubuntu: apt install libpulse0)."
        ),
        "no_qtsound": tr(
            "No sound: no PulseAudio or PipeWire answers. What plays without them comes with "
            "pip install 'soleus-timer[qtsound]'."
        ),
        "no_device": tr("No sound: no output was found. Is a sound server running?"),
        "no_format": tr("No sound: the output takes no format that we can make."),
        "device_failed": tr("No sound: the output failed. It is tried again."),
    }
    return reasons.get(code, tr("No sound.")) + " " + tr("Every cue is shown.")


def screen_sleeps_text() -> str:
    """Return that the screen cannot be kept on."""
    return tr("The screen may go dark: this desktop offers no way to keep it on.")


def refused_text(tone: Tone, path: str, code: str) -> str:
    """Return why a person's own sound is not used, and that ours is."""
    reasons = {
        "missing": tr("there is no such file"),
        "unreadable": tr("it cannot be read"),
        "no_file": tr("it is a folder, a pipe or a device, not a file"),
        "too_large": tr("it is larger than 32 MB"),
        "not_sound": tr("it is no WAV, FLAC or OGG file"),
        "too_long": tr("it is longer than 10 seconds"),
        "too_many_channels": tr("it has more than two channels"),
        "too_high_rate": tr("it has more than 96,000 samples a second"),
        "silent": tr("nothing can be heard in it"),
        "no_decoder": tr("the library soundfile is missing"),
    }
    text = tr("{name}, your sound for {tone}, is not used: {why}. Ours sounds instead.")
    why = reasons.get(code, code)
    return text.format(name=Path(path).name, tone=f"\u201c{tone_name(tone)}\u201d", why=why)


def voice_text(code: str) -> str:
    """Return what keeps the voice from saying something, and the way out."""
    reasons = {
        "no_clips": tr("The recorded voice is missing: install the program again."),
        "bad_clip": tr("A clip of the recorded voice is damaged: install the program again."),
        "no_synthesiser": tr(
            "Words that you typed are shown, not said: no speech program is installed "
            "(Debian, Ubuntu: apt install espeak-ng)."
        ),
        "synthesiser_failed": tr(
            "Words that you typed are shown, not said: the speech program failed. "
            "Another one may do (Debian, Ubuntu: apt install espeak-ng)."
        ),
        "no_speech_cache": tr(
            "Words that you typed are shown, not said: they cannot be kept in the data folder."
        ),
    }
    return reasons.get(code, code)
