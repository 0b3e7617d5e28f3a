"""The words for what the computer lacks: one quiet line each, with the way out."""

from pathlib import Path

from soleus_timer.domain.session.events import Tone
from soleus_timer.messages import _
from soleus_timer.ui.tone_names import tone_name


def silent_text(code: str) -> str:
    """Return why nothing is heard, from the audio room's code."""
    reasons = {
        "no_libpulse": _(
            "No sound: the library libpulse is missing (Debian, Ubuntu: apt install libpulse0)."
        ),
        "no_qtsound": _(
            "No sound: no PulseAudio or PipeWire answers. To play without them: pip install "
            "'soleus-timer[qtsound]'."
        ),
        "no_device": _("No sound: no output was found. Is a sound server running?"),
        "no_format": _("No sound: the output accepts none of our formats."),
        "device_failed": _("No sound: the output failed. Trying again."),
    }
    return reasons.get(code, _("No sound.")) + " " + _("Every cue is shown.")


def screen_sleeps_text() -> str:
    """Return that the screen cannot be kept on."""
    return _("The screen may go dark: this desktop offers no way to keep it on.")


def refused_text(tone: Tone, path: str, code: str) -> str:
    """Return why a person's own sound is not used, and that ours is."""
    reasons = {
        "missing": _("there is no such file"),
        "unreadable": _("it cannot be read"),
        "no_file": _("it is a folder, a pipe or a device, not a file"),
        "too_large": _("it is larger than 32 MB"),
        "not_sound": _("it is not a WAV, FLAC or OGG file"),
        "too_long": _("it is longer than 10 seconds"),
        "too_many_channels": _("it has more than two channels"),
        "too_high_rate": _("it has more than 96,000 samples a second"),
        "silent": _("it is silent"),
        "no_decoder": _("the library soundfile is missing"),
    }
    text = _("{name}, your sound for {tone}, is not used: {why}. The built-in sound plays instead.")
    why = reasons.get(code, code)
    return text.format(name=Path(path).name, tone=f"\u201c{tone_name(tone)}\u201d", why=why)


def voice_text(code: str) -> str:
    """Return what keeps the voice from saying something, and the way out."""
    reasons = {
        "no_clips": _("The recorded voice is missing: install the program again."),
        "bad_clip": _("A clip of the recorded voice is damaged: install the program again."),
        "no_synthesiser": _(
            "Words that you typed are shown, not spoken: no speech program is installed "
            "(Debian, Ubuntu: apt install espeak-ng)."
        ),
        "synthesiser_failed": _(
            "Words that you typed are shown, not spoken: the speech program failed. Try "
            "another one (Debian, Ubuntu: apt install espeak-ng)."
        ),
        "no_speech_cache": _(
            "Words that you typed are shown, not spoken: their speech cannot be saved in the "
            "data folder."
        ),
    }
    return reasons.get(code, code)
