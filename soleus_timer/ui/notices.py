"""The words for what the computer lacks: one quiet line each, with the way out."""

from soleus_timer.ui.translation import tr


def silent_text(code: str) -> str:
    """Return why nothing is heard, from the audio room's code."""
    reasons = {
        "no_libpulse": tr(
            "No sound: the library libpulse is missing (Debian, Ubuntu: apt install libpulse0)."
        ),
        "no_device": tr("No sound: no output was found. Is a sound server running?"),
        "no_format": tr("No sound: the output takes no format that we can make."),
        "device_failed": tr("No sound: the output failed. It is tried again."),
    }
    return reasons.get(code, tr("No sound.")) + " " + tr("Every cue is shown.")


def screen_sleeps_text() -> str:
    """Return that the screen cannot be kept on."""
    return tr("The screen may go dark: this desktop offers no way to keep it on.")
