"""A session in a terminal that is none: keys come from a list, time from a clock that obeys."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NoReturn

import pytest

from soleus_timer.domain.session.events import CueDue, EndReason, Event, SessionFinished, StepEnded
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.session.recorder import Recorder, SessionRecord
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline, build_timeline
from soleus_timer.domain.units import SECOND, Nanoseconds, to_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from soleus_timer.terminal.console import Console
from soleus_timer.terminal.faces import LinesFace, PictureFace
from soleus_timer.terminal.keys import Key
from soleus_timer.terminal.lists import summary_lines
from soleus_timer.terminal.player import Ending, Player
from soleus_timer.terminal.scene import Style
from soleus_timer.terminal.words import fit
from tests.conftest import Failures

PLAIN = Style(colours=False, blocks=True)


class ObedientClock:
    """Shows what it is set to."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self.at = 0

    def now(self) -> Nanoseconds:
        return Nanoseconds(self.at)

    def real(self, at: int) -> int:
        return round(at / self.speed)


class ScriptedConsole(Console):
    """Gives each key at its time (session seconds), lets time pass, and keeps what is written."""

    def __init__(
        self,
        clock: ObedientClock,
        keys: Sequence[tuple[float, Key]],
        *,
        has_keys: bool = True,
        late: float = 0.0,
    ) -> None:
        super().__init__(has_keys=has_keys)
        self.columns, self.lines = 80, 24
        self.written: list[tuple[int, str]] = []
        self.waits: list[float | None] = []
        self.suspended = 0
        self._clock = clock
        self._keys = [(round(at * SECOND), key) for at, key in keys]
        self._late = late

    def wait(self, seconds: float | None) -> Sequence[Key]:
        self.waits.append(seconds)
        until = None
        if seconds is not None:
            until = self._clock.at + round((seconds + self._late) * SECOND * self._clock.speed)
        if self._keys and (until is None or self._keys[0][0] <= until):
            at, key = self._keys.pop(0)
            self._clock.at = max(self._clock.at, at)
            return [key]
        assert until is not None, "waits for a key that never comes"
        self._clock.at = until
        return []

    def write(self, text: str) -> None:
        self.written.append((self._clock.at, text))

    def size(self) -> tuple[int, int]:
        return self.columns, self.lines

    def suspend(self) -> None:
        self.suspended += 1

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.written)


class Played:
    """A workout played to its end."""

    def __init__(
        self,
        timeline: Timeline,
        *keys: tuple[float, Key],
        speed: float = 1.0,
        has_keys: bool = True,
        lines: bool = False,
        muted: bool = True,
        late: float = 0.0,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        clock = ObedientClock(speed)
        self.timeline = timeline
        self.console = ScriptedConsole(clock, keys, has_keys=has_keys, late=late)
        self.console.columns, self.console.lines = size
        self.told: list[tuple[int, Event]] = []
        face = (
            LinesFace(self.console, timeline, rings=has_keys)
            if lines or not has_keys
            else PictureFace(self.console, PLAIN)
        )
        player = Player(
            timeline,
            SessionPreferences(),
            clock,
            self.console,
            face,
            muted=muted,
            write_events=self._watch,
        )
        self.ending = player.play()
        self.record: SessionRecord = player.record

    def _watch(self, timeline: Timeline, events: Sequence[Event], told_at: int) -> None:
        assert timeline is self.timeline
        self.told += [(told_at, event) for event in events]

    @property
    def events(self) -> list[Event]:
        return [event for _, event in self.told]

    @property
    def ends(self) -> list[tuple[int, str]]:
        """Each step that ended and why."""
        return [
            (event.step, event.reason.value)
            for event in self.events
            if isinstance(event, StepEnded)
        ]

    @property
    def seconds(self) -> float:
        finish = self.events[-1]
        assert isinstance(finish, SessionFinished)
        return to_seconds(finish.at)


def timeline_of(dose: dict[str, object], **fields: object) -> Timeline:
    block = {"title": "Raise", "sets": 2, "rest_seconds": 20, "dose": dose} | fields
    workout = {"name": "Short", "prepare_seconds": 5, "blocks": [block]}
    return build_timeline(validate(Workout, workout), {}, "short")


@pytest.fixture
def timed() -> Timeline:
    """Prepare 5 s, 30 s, rest 20 s, 30 s."""
    return timeline_of({"kind": "time", "seconds": 30})


@pytest.fixture
def opened() -> Timeline:
    """Prepare 5 s, a set the person ends, rest 20 s, another."""
    return timeline_of({"kind": "open", "about_seconds": 40})


def test_undisturbed_it_tells_what_simulate_tells(timed: Timeline) -> None:
    played = Played(timed)
    assert played.events == list(simulate(timed))
    assert played.ending is Ending.FINISHED
    assert played.ending.exit_code == 0


def test_late_wake_ups_lose_and_shift_nothing(timed: Timeline) -> None:
    assert Played(timed, late=0.7).events == list(simulate(timed))


def test_events_are_told_when_they_are_due(timed: Timeline) -> None:
    assert all(told_at - event.at < SECOND // 1000 for told_at, event in Played(timed).told)


def test_it_sleeps_until_something_is_to_be_done(timed: Timeline) -> None:
    lines = Played(timed, lines=True)
    assert len(lines.console.waits) <= len(lines.events)
    picture = Played(timed)
    assert len(picture.console.waits) < 10 * picture.seconds + len(picture.events)


@pytest.mark.parametrize("speed", [1.0, 100.0])
def test_the_picture_changes_at_most_ten_times_a_second(timed: Timeline, speed: float) -> None:
    played = Played(timed, speed=speed)
    changes = [at for at, text in played.console.written if "\x1b[" in text][1:-1]
    assert changes
    for before, after in pairwise(changes):
        assert (after - before) / speed >= 0.1 * SECOND * 0.999
    # At normal speed nothing is written while no second has passed.
    assert speed > 1 or len(changes) < 120


def test_in_a_pause_it_waits_for_a_key_without_end(timed: Timeline) -> None:
    played = Played(timed, (10, Key.PRIMARY), (500, Key.PRIMARY))
    assert None in played.console.waits
    assert played.seconds == 85 + 490 + 3  # counted back in
    assert to_seconds(played.record.paused) == 493
    assert "PAUSED" in played.console.text
    assert "RESUMING" in played.console.text


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        (2, [(0, "skipped"), (1, "completed"), (2, "completed"), (3, "completed")]),
        (10, [(0, "completed"), (1, "done"), (2, "completed"), (3, "completed")]),
        (40, [(0, "completed"), (1, "completed"), (2, "skipped"), (3, "completed")]),
    ],
)
def test_enter_is_done_in_a_set_and_skip_elsewhere(
    timed: Timeline, at: float, ends: list[tuple[int, str]]
) -> None:
    assert Played(timed, (at, Key.DONE_OR_SKIP)).ends == ends


def test_a_press_just_behind_the_end_of_a_step_is_not_for_the_next(timed: Timeline) -> None:
    # The set ends at 35 s, and the picture is drawn again a moment after that.
    played = Played(timed, (35.01, Key.DONE_OR_SKIP), late=0.05)
    assert [reason for _, reason in played.ends] == ["completed"] * 4


def test_back_redo_and_more_time(timed: Timeline) -> None:
    played = Played(
        timed,
        (15, Key.BACK),  # 10 s into the set: again from its start
        (20, Key.REDO),
        (60, Key.ADD_TIME),  # in the rest
    )
    assert played.ends[:3] == [(0, "completed"), (1, "went_back"), (1, "redone")]
    assert played.seconds == 20 + 30 + (20 + 15) + 30
    assert len(played.record.sets[0].attempts) == 3


def test_stop_asks_and_another_key_goes_on(timed: Timeline) -> None:
    played = Played(
        timed, (10, Key.QUIT), (11, Key.OTHER), (20, Key.QUIT), (30, Key.QUIT), size=(60, 20)
    )
    assert played.ending is Ending.STOPPED
    assert played.ending.exit_code == 0
    assert played.seconds == 30
    assert "Stop here?" in played.console.text
    assert not played.record.completed


@pytest.mark.parametrize(
    ("key", "ending", "code"),
    [
        (Key.INTERRUPT, Ending.INTERRUPTED, 130),
        (Key.TERMINATE, Ending.TERMINATED, 143),
        (Key.HANG_UP, Ending.HUNG_UP, 129),
    ],
)
@pytest.mark.parametrize("has_keys", [True, False])
def test_the_system_asks_nothing(
    timed: Timeline, key: Key, ending: Ending, code: int, has_keys: bool
) -> None:
    played = Played(timed, (50, key), has_keys=has_keys)
    assert played.ending is ending
    assert ending.exit_code == code
    assert played.ends[-1] == (2, "stopped")
    summary = "\n".join(summary_lines(timed, played.record, ending))
    assert "Sets done     1 of 2" in summary
    assert "0:30 (planned 1:00)" in summary


def test_mute_and_the_bell(timed: Timeline) -> None:
    tones = sum(
        isinstance(event, CueDue) and event.cue.tone is not None for event in simulate(timed)
    )
    assert Played(timed, muted=False).console.text.count("\a") == tones
    assert "\a" not in Played(timed, muted=True).console.text
    halfway = Played(timed, (20, Key.MUTE), (60, Key.MUTE), muted=False)
    assert 0 < halfway.console.text.count("\a") < tones
    assert "muted" in halfway.console.text


def test_ctrl_z_pauses_and_gives_the_terminal_back(timed: Timeline) -> None:
    played = Played(timed, (10, Key.SUSPEND), (100, Key.REDRAW), (110, Key.PRIMARY))
    assert played.console.suspended == 1
    assert to_seconds(played.record.paused) == 103
    assert played.console.text.count("\x1b[?1049h") == played.console.text.count("\x1b[?1049l") == 2


def test_the_terminal_is_given_back_after_an_error(
    timed: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ObedientClock()
    console = ScriptedConsole(clock, [(1, Key.MUTE)])

    def fail(_key: Key) -> NoReturn:
        raise RuntimeError("a bug")

    face = PictureFace(console, PLAIN)
    player = Player(timed, SessionPreferences(), clock, console, face, muted=True)
    monkeypatch.setattr(player, "_press", fail)
    with pytest.raises(RuntimeError, match="a bug"):
        player.play()
    assert console.text.endswith("\x1b[?25h\x1b[?1049l")


@pytest.mark.parametrize("part", ["show", "tell", "ring"])
def test_a_drawing_that_fails_ends_no_session(
    timed: Timeline, failures: Failures, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise ValueError("a note")

    for face in (PictureFace, LinesFace):
        monkeypatch.setattr(face, part, fail)
    for lines in (False, True):
        played = Played(timed, lines=lines, muted=False)
        assert played.ending is Ending.FINISHED
        assert played.events == list(simulate(timed))
    assert failures.text.count("terminal failed: ValueError") in {1, 2}
    assert "a note" not in failures.text


@pytest.mark.parametrize("part", ["journal", "write_events", "recorder"])
def test_a_listener_that_fails_ends_no_session(
    timed: Timeline, failures: Failures, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    class FailingJournal:
        def write(self, *_arguments: object) -> None:
            raise KeyError

        tick = close = write

    def fail(*_arguments: object) -> None:
        raise KeyError

    clock = ObedientClock()
    console = ScriptedConsole(clock, [])
    if part == "recorder":
        monkeypatch.setattr(Recorder, "add", fail)
    player = Player(
        timed,
        SessionPreferences(),
        clock,
        console,
        PictureFace(console, PLAIN),
        muted=True,
        write_events=fail if part == "write_events" else None,
        journal=FailingJournal() if part == "journal" else None,
    )
    assert player.play() is Ending.FINISHED
    assert player.has_gap is (part == "recorder")
    assert " failed: KeyError" in failures.text


def test_where_nobody_can_press_a_key_the_estimate_ends_the_set(opened: Timeline) -> None:
    played = Played(opened, has_keys=False)
    assert played.events == list(simulate(opened))
    assert EndReason.DONE.value in [reason for _, reason in played.ends]


def test_where_somebody_can_the_set_takes_as_long_as_they_like(opened: Timeline) -> None:
    played = Played(opened, (1000, Key.DONE_OR_SKIP), (1100, Key.DONE_OR_SKIP))
    assert played.seconds == 1100
    assert "tap Done or press Enter" in played.console.text


def test_lines_for_a_pipe(timed: Timeline) -> None:
    written = Played(timed, has_keys=False, muted=False).console.text
    assert "\x1b" not in written
    assert "\a" not in written
    assert written.splitlines()[:4] == [
        "Short, 1:25",
        "    0:00  Get ready, 0:05",
        "    0:00    Get ready: Raise",
        "    0:05  Work: Raise, Set 1 of 2, 30 seconds",
    ]
    assert "    0:35  Rest, 0:20" in written.splitlines()


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 16), (39, 10), (20, 3), (3, 1), (1, 1)])
def test_the_picture_fits_whatever_the_terminal(size: tuple[int, int]) -> None:
    timeline = timeline_of({"kind": "reps", "reps": 8, "tempo": "2-1-3-0"}, sides="left-right")
    columns, lines = size
    keys = [(9.0, Key.SHOW_KEYS), (12.0, Key.SHOW_KEYS), (15.0, Key.QUIT), (16.0, Key.OTHER)]
    for _, text in Played(timeline, *keys, size=size).console.written:
        for piece in text.split("\x1b[")[1:]:
            head, _, line = piece.partition("H")
            if ";" in head and line:
                assert int(head.split(";")[0]) <= lines
                assert len(line) <= columns


def test_a_picture_of_a_rep() -> None:
    timeline = timeline_of({"kind": "reps", "reps": 8, "tempo": "2-1-3-0"}, sides="left-right")
    text = Played(timeline, (9, Key.SHOW_KEYS), speed=2).console.text
    for said in ("▲ WORK", "Set 1 of 2", "Left side", "Rep 1 of 8", "Hold", "2 times as fast"):
        assert said in text
    assert "Next: Switch sides: Right side" in text
    assert "Ctrl+C" in text


def test_names_cannot_command_the_terminal() -> None:
    evil = "\x1b]0;title\a\x1b[2J"
    timeline = timeline_of({"kind": "time", "seconds": 5}, title=f"Raise{evil}", sets=1)
    timeline = replace(timeline, name=f"Calf{evil}")
    for played in (Played(timeline), Played(timeline, has_keys=False)):
        assert "\x1b]" not in played.console.text
        assert "\a" not in played.console.text
        assert "Calf\\x1b]0;title\\x07" in played.console.text
        assert "Raise\\x1b]0;title\\x07" in played.console.text


def test_text_that_is_too_wide_is_cut() -> None:
    assert fit("abc", 3) == "abc"
    assert fit("abcd", 3) == "ab…"
    assert fit("足足", 3) == "…"
    assert fit("abc", 0) == ""
