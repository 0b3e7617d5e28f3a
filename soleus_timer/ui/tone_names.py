"""What the tones are called."""

from soleus_timer.core.cues import Tone
from soleus_timer.ui.translation import tr


def tone_name(tone: Tone) -> str:
    """Return what a tone is for, in words."""
    return {
        Tone.TICK: tr("Countdown"),
        Tone.WORK: tr("Work begins"),
        Tone.REST: tr("Rest begins"),
        Tone.TURN: tr("Turn around"),
        Tone.SWITCH: tr("Switch sides"),
        Tone.DONE: tr("Done"),
        Tone.UP: tr("Tempo: up"),
        Tone.DOWN: tr("Tempo: down"),
        Tone.BEAT: tr("Metronome"),
    }[tone]
