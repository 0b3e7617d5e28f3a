"""What tests need of arrays of samples."""

from soleus_timer.audio.processing import DEFAULT_RATE, Sound
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet

Samples = Sound


def tone_arrays(rate: int = DEFAULT_RATE, tone_set: ToneSet = ToneSet.SOFT) -> dict[Tone, Samples]:
    """Return the tones of a set."""
    from soleus_timer.audio.tones import Tones  # here: the benchmark of memory may share no Qt

    return dict(Tones(rate, tone_set))
