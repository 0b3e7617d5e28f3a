"""The outputs that the system has, and the form of sound that one takes.

Called in the sound's thread. Importing this module raises ImportError where QtMultimedia cannot be
loaded.
"""

from collections.abc import Iterator

from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QMediaDevices

from soleus_timer.audio.pcm import Encoding
from soleus_timer.audio.samples import DEFAULT_RATE

ENCODINGS = {
    QAudioFormat.SampleFormat.Float: Encoding.FLOAT,
    QAudioFormat.SampleFormat.Int16: Encoding.INT16,
    QAudioFormat.SampleFormat.Int32: Encoding.INT32,
}
"""The forms that we can write, the one first that costs nothing."""


def output_names() -> list[str]:
    """Return what the outputs are called, each name once."""
    return list(dict.fromkeys(device.description() for device in QMediaDevices.audioOutputs()))


def chosen_device(description: str, avoided: bytes = b"") -> QAudioDevice:
    """Return the output of that description while it is there, else the system's own choice.

    The one whose id is `avoided` counts as gone.
    """
    if description:
        for device in QMediaDevices.audioOutputs():
            if device.description() == description and bytes(device.id().data()) != avoided:
                return device
    return QMediaDevices.defaultAudioOutput()


def usable_format(device: QAudioDevice) -> QAudioFormat | None:
    """Return the best format that the device takes and we can write."""
    return next(_usable_formats(device), None)


def _usable_formats(device: QAudioDevice) -> Iterator[QAudioFormat]:
    preferred = device.preferredFormat()
    for rate, channels in (
        (DEFAULT_RATE, 2),
        (preferred.sampleRate(), 2),
        (preferred.sampleRate(), preferred.channelCount()),
    ):
        for sample_format in ENCODINGS:
            candidate = QAudioFormat()
            candidate.setSampleRate(rate)
            candidate.setChannelCount(channels)
            candidate.setSampleFormat(sample_format)
            if candidate.isValid() and device.isFormatSupported(candidate):
                yield candidate
