"""What the tones are called."""

from soleus_timer.domain.session.events import Tone
from soleus_timer.messages import _


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
