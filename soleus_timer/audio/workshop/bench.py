"""The bench: where an order is carried out."""

import soundfile

from soleus_timer.audio.orders import DONE, Hindrance, Order, Work
from soleus_timer.audio.problems import SoundFileError
from soleus_timer.audio.samples import DEFAULT_RATE
from soleus_timer.audio.voice_problems import NoSpeechError
from soleus_timer.audio.workshop.samples import Samples
from soleus_timer.audio.workshop.sound_files import load_sound
from soleus_timer.audio.workshop.spoken_words import load_speech
from soleus_timer.core.cues import Tone

_FORMS = {Work.TONE: "PCM_24", Work.SPEECH: "PCM_16"}
"""Of speech there is much."""


def carry_out(order: Order) -> str:
    """Make what is ordered; return the answer to that."""
    try:
        sound = _made(order)
    except SoundFileError as error:
        return error.problem
    except NoSpeechError:
        return Hindrance.NO_SPEECH
    try:
        form = _FORMS[order.work]
        soundfile.write(order.target, sound, DEFAULT_RATE, format="FLAC", subtype=form)
    except (OSError, RuntimeError):
        # A full disk is told by the one or by the other.
        return Hindrance.NOT_WRITTEN
    return DONE


def _made(order: Order) -> Samples:
    match order.work:
        case Work.TONE:
            return load_sound(order.source, DEFAULT_RATE, Tone(order.tone))
        case Work.SPEECH:
            return load_speech(order.source, DEFAULT_RATE)
