"""The cue queue: what was added, taken back, and went by unread; and the settings beside it."""

from soleus_timer.audio.cue_queue import OUTDATED, SOON, Changes, CueQueue, SoundSettings
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.settings import Settings, ToneSet
from soleus_timer.domain.units import SECOND, Nanoseconds

TICK = CueDue(Nanoseconds(3 * SECOND), 0, Cue(Priority.COUNTDOWN, Tone.TICK))
WORK = CueDue(Nanoseconds(4 * SECOND), 0, Cue(Priority.TRANSITION, Tone.WORK))
REST = CueDue(Nanoseconds(5 * SECOND), 0, Cue(Priority.TRANSITION, Tone.REST))


def test_cues_are_read_once() -> None:
    queue = CueQueue()
    assert queue.read() is None
    queue.add([REST], 0)
    queue.add([TICK, WORK], 0)
    assert not queue.is_blank
    assert queue.read() == Changes(cancelled=False, cues=(REST, TICK, WORK))
    assert queue.is_blank
    assert queue.read() is None


def test_what_is_taken_back_is_told_once_and_what_came_after_stands() -> None:
    queue = CueQueue()
    queue.add([TICK, REST], 0)
    queue.cancel()
    queue.add([WORK], 0)
    assert not queue.is_blank
    assert queue.read() == Changes(cancelled=True, cues=(WORK,))
    assert queue.read() is None


def test_what_nobody_heard_does_not_pile_up() -> None:
    queue = CueQueue()
    queue.add([TICK, WORK], 0)
    queue.add([REST], WORK.at + OUTDATED)
    assert queue.read() == Changes(cancelled=False, cues=(WORK, REST))


def test_it_is_fresh_once_each_time_it_opens() -> None:
    queue = CueQueue()
    assert not queue.take_fresh()
    for _ in range(2):
        queue.is_open = True
        queue.is_open = True
        assert queue.take_fresh()
        queue.is_open = True
        assert not queue.take_fresh()
        queue.is_open = False


def test_a_cue_that_is_due_soon_is_reported() -> None:
    queue = CueQueue()
    now = TICK.at - 2 * SOON
    assert not queue.add([TICK], now)
    assert queue.add([WORK], WORK.at - SOON + 1)


def test_the_programs_settings_are_taken_over() -> None:
    settings = Settings(
        device="Speaker",
        volume=70,
        voice_volume=50,
        tone_volume=30,
        voice=False,
        countdown_ticks=False,
        tone_set=ToneSet.WOOD,
        sounds={Tone.WORK: "b.wav", Tone.REST: "a.wav"},
    )
    taken = SoundSettings.of(settings)
    assert taken == SoundSettings(
        device="Speaker",
        volume=70,
        voice_volume=50,
        tone_volume=30,
        voice=False,
        countdown_ticks=False,
        tone_set=ToneSet.WOOD,
        sounds=((Tone.REST, "a.wav"), (Tone.WORK, "b.wav")),
    )
    assert taken.voice_gain == 0
    assert hash(taken) == hash(SoundSettings.of(settings))
