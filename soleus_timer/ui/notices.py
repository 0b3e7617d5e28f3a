"""What the notices say: what is missing or failed, and the way out."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from soleus_timer import log
from soleus_timer.domain.session.events import Tone
from soleus_timer.messages import _
from soleus_timer.ui.notice_bar import NoticeBar


def failure_text(code: str) -> str:
    """Return a sentence for the code of a failure, as `log.failed` has it."""
    sentences = {
        "crash": _("The program crashed when it ran last."),
        "event_log": _("The log of events failed and ends here."),
        "figure": _("The figure cannot be shown."),
        "history": _("The history failed: some of what you do may not be saved."),
        "today": _("Something on this page cannot be shown."),
        "instance": _("A second start of the program will not find this window."),
        "journal": _("If the program ends in mid-session, the session cannot be resumed."),
        "list": _("The list of workouts could not be filled."),
        "recovery": _("An interrupted session cannot be resumed now; it is not lost."),
        "settings": _("The settings failed: the defaults are used, and changes are not saved."),
        "sleep": _("When the computer sleeps, the session will not notice."),
        "sound": _("The sound failed. Every cue is shown."),
        "stage": _("Something on this page cannot be shown."),
        "summary": _("The summary cannot be shown. History has the session."),
        "theme": _("The colours that you chose failed."),
        "voice": _("The voice failed. Every cue is shown."),
        "wake_lock": _("The screen may go dark: keeping it on failed."),
    }
    return sentences.get(code, _("Something in the program failed. It goes on."))


def where_it_is_logged() -> str:
    """Return where to read more of it."""
    return _("The details are in the log (soleus-timer log).")


_TOPIC = "failures"


class FailureLine(QObject):
    """Shows in the notice bar what goes to the log, each kind of failure once a session."""

    _failed = Signal(str)

    def __init__(self, notices: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        self._texts: list[str] = []
        self._lasting = 0
        # A failure may come from any thread; through a signal it is shown in the window's own.
        self._failed.connect(self._show)
        log.show_with(self._failed.emit)

    def let_last(self) -> None:
        """Show for good what failed so far: those parts are missing from now on."""
        self._lasting = len(self._texts)

    def begin_session(self) -> None:
        """Remove the failures of the session before; they are shown again if they happen again."""
        if self._texts[self._lasting :]:
            del self._texts[self._lasting :]
            self._tell()

    def close(self) -> None:
        """Show nothing more."""
        log.show_with(None)

    def _show(self, code: str) -> None:
        text = failure_text(code)
        if text not in self._texts:
            self._texts.append(text)
            self._tell()

    def _tell(self) -> None:
        if self._texts:
            self._notices.tell(_TOPIC, " ".join([*self._texts, where_it_is_logged()]))
        else:
            self._notices.withdraw(_TOPIC)


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


def tone_name(tone: Tone) -> str:
    """Return what a tone is for, in words."""
    return {
        Tone.TICK: _("Countdown"),
        Tone.WORK: _("Work begins"),
        Tone.REST: _("Rest begins"),
        Tone.TURN: _("Turn around"),
        Tone.SWITCH: _("Switch sides"),
        Tone.DONE: _("Done"),
        Tone.UP: _("Tempo: up"),
        Tone.DOWN: _("Tempo: down"),
        Tone.BEAT: _("Metronome"),
    }[tone]
