"""Users at random whose program is killed: what the events say is what the history has."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from soleus_timer.domain.session.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Situation,
    Skip,
    Stop,
    WakeUp,
)
from soleus_timer.domain.session.events import IN_FULL, Event, StepEnded
from soleus_timer.domain.session.recorder import fold
from soleus_timer.domain.timeline import StepKind, Timeline
from soleus_timer.domain.units import SECOND
from soleus_timer.storage.history.journals import catch_up
from soleus_timer.storage.history.repository import History
from tests.chains import sets_done
from tests.kill_rounds import random_workout, timeline_of
from tests.storage.journaling import Gym

ACTS = 60


def done_in(events: Iterable[Event], timeline: Timeline) -> list[tuple[int, int]]:
    """Return the sets that the events tell as done, in the order of their steps."""
    return sorted(
        (event.step, event.attempt)
        for event in events
        if isinstance(event, StepEnded)
        and event.reason in IN_FULL
        and timeline.steps[event.step].kind is StepKind.WORK
    )


def is_over(gym: Gym) -> bool:
    return gym.session.state.situation is Situation.FINISHED


def any_command(generator: random.Random, steps: int) -> Command:
    return generator.choice(
        (
            Pause(),
            Resume(),
            Resume(),
            Done(),
            Done(),
            Skip(),
            Back(),
            RedoSet(),
            AddTime(),
            Jump(generator.randrange(steps)),
            WakeUp(generator.randrange(100) * SECOND),
        )
    )


@pytest.mark.parametrize("seed", range(12))
def test_events_record_and_history_tell_the_same(tmp_path: Path, seed: int) -> None:
    generator = random.Random(seed)
    timeline = timeline_of(random_workout(generator))
    history = History(tmp_path / "history")
    gym = Gym(tmp_path / "journals", timeline).start()
    for _ in range(ACTS):
        if is_over(gym):
            break
        now = gym.session.state.now / SECOND
        gym.to(now + generator.choice([0, 0.25, 3, 20, 60]))
        command = any_command(generator, len(timeline.steps))
        if gym.session.is_legal(command):
            gym.do(command, gym.session.state.now / SECOND)
        if generator.random() < 0.1 and not is_over(gym):
            gym.journal.close()  # what the system does with the files of the dead
            gym = Gym(gym.folder, timeline)
            catch_up(history, gym.journals)
            unfinished = gym.journals.unfinished()
            assert unfinished is not None
            (session,) = history.reading(lambda rows: list(rows.whole()))
            assert sets_done(session) == done_in(unfinished.restored(0).events, timeline)
            gym.take_up(at=unfinished.facts[-1].at / SECOND)
    if gym.session.is_legal(Stop()):
        gym.do(Stop(), gym.session.state.now / SECOND)
    gym.journal.close()
    catch_up(history, gym.journals)
    (session,) = history.reading(lambda rows: list(rows.whole()))
    history.close()
    assert sets_done(session) == done_in(gym.events, timeline)
    assert session.record == fold(timeline, gym.events)
    assert not session.partial
