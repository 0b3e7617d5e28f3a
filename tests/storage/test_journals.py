"""Sessions that their program did not outlive."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soleus_timer.domain.history.problems import Trouble, notice
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Pause, RedoSet, Resume, Situation, Skip, Stop
from soleus_timer.domain.session.recorder import fold
from soleus_timer.domain.session.view import position_phrase
from soleus_timer.domain.units import SECOND, from_seconds
from soleus_timer.storage import journal_file, journals
from soleus_timer.storage.journal_codec import MOST_BYTES, NewerJournalError, read_journal
from tests.domain.helpers import lines, uncued
from tests.storage.journaling import WALK, Gym


@pytest.fixture
def gym(tmp_path: Path) -> Gym:
    return Gym(tmp_path / "journals")


def killed(gym: Gym) -> Gym:
    """Let the program die and start anew on the same folder."""
    gym.journal.close()  # what the system does with the files of the dead
    return Gym(gym.folder)


def line(fields: object) -> bytes:
    text = json.dumps(fields).encode()
    return b"%08x %s\n" % (crc32(text), text)


def test_a_killed_session_is_offered_where_it_was(gym: Gym) -> None:
    next_one = killed(gym.start(until=122))
    unfinished = next_one.journals.unfinished()
    assert unfinished is not None
    assert unfinished.header.timeline == gym.session.timeline
    assert english(position_phrase(unfinished.position)) == "Set 2 of 3, 0:14 left"
    assert unfinished.header.started.utcoffset() == timedelta(hours=1)
    assert abs(unfinished.header.started - datetime.now(UTC)) < timedelta(minutes=5)


def test_the_session_goes_on_in_the_next_program_and_dies_again(gym: Gym) -> None:
    second = killed(gym.start(until=122))
    second.take_up(at=7)
    assert second.session.state.situation is Situation.PAUSED
    second.do(RedoSet(), 9)
    second.do(Resume(), 10)
    second.to(20)
    third = killed(second)
    third.take_up(at=1000)
    third.do(Resume(), 1001)
    third.to(1300)
    assert third.session.state.situation is Situation.FINISHED
    (kept,) = third.journals.kept()
    assert not list(gym.folder.glob("*.jsonl"))
    restored = third.journals.read(kept).restored()
    assert restored is not None
    record = restored.record()
    assert record == fold(third.session.timeline, third.events)
    assert record.completed
    assert [len(done.attempts) for done in record.sets] == [1, 2, 1]


def test_what_is_over_is_kept_and_not_offered(gym: Gym) -> None:
    gym.start(until=300)
    assert gym.journals.unfinished() is None
    (kept,) = gym.journals.kept()
    read = gym.journals.read(kept)
    assert read.damage is None
    restored = read.restored()
    assert restored is not None
    assert restored.record().completed


def test_a_session_that_was_over_when_the_program_died_is_kept(gym: Gym) -> None:
    gym.start(until=300)
    (kept,) = gym.journals.kept()
    os.renames(gym.folder / "kept" / f"{kept}.jsonl", gym.folder / f"{kept}.jsonl")
    assert killed(gym).journals.unfinished() is None
    assert gym.journals.kept() == [kept]


def test_stopped_is_over(gym: Gym) -> None:
    gym.start(until=50).do(Stop(), 60)
    assert len(gym.journals.kept()) == 1
    assert killed(gym).journals.unfinished() is None


def test_after_twelve_hours_it_is_kept_as_it_is(gym: Gym) -> None:
    later = killed(gym.start(until=122))
    later.wall.moved = timedelta(hours=11, minutes=59)
    assert later.journals.unfinished() is not None
    later.wall.moved = timedelta(hours=12, minutes=1)
    assert later.journals.unfinished() is None
    (kept,) = later.journals.kept()
    restored = later.journals.read(kept).restored()
    assert restored is not None
    assert (restored.record().completed, restored.record().sets_done) == (False, 1)


def test_of_several_the_newest_is_offered(tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    for hour, seconds in enumerate([20, 60, 122]):
        gym = Gym(folder)
        gym.wall.moved = timedelta(hours=hour)
        killed(gym.start(until=seconds))
    gym.wall.moved = timedelta()
    unfinished = gym.journals.unfinished()
    assert unfinished is not None
    assert unfinished.position.step.index == 3
    assert len(gym.journals.kept()) == 2


def test_of_a_great_many_the_newest_are_looked_at(
    gym: Gym, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "MOST_AT_ONCE", 3)
    gym.start(until=20).journal.close()
    data = gym.file().read_bytes()
    for number in range(5):
        (gym.folder / f"2020010{number + 1}T000000Z-abcdef.jsonl").write_bytes(data)
    for kept in (2, 4, 5):
        assert gym.journals.unfinished() is not None
        assert len(gym.journals.kept()) == kept
        monkeypatch.undo() if kept == 4 else None


def test_a_session_that_another_program_leads_is_left_alone(gym: Gym) -> None:
    gym.start(until=122)
    assert Gym(gym.folder).journals.unfinished() is None
    assert gym.file().exists()
    killed(gym).take_up()
    assert Gym(gym.folder).journals.kept() == []


def test_discarded_is_gone(gym: Gym) -> None:
    next_one = killed(gym.start(until=122))
    unfinished = next_one.journals.unfinished()
    assert unfinished is not None
    next_one.journals.discard(unfinished.id)
    assert next_one.journals.unfinished() is None
    assert next_one.journals.kept() == []
    next_one.journals.discard(unfinished.id)


def test_a_pause_is_noted_once(gym: Gym) -> None:
    gym.start(until=20).do(Pause(), 20.25)
    size = gym.file().stat().st_size
    gym.to(1000)
    assert gym.file().stat().st_size == size
    next_one = killed(gym)
    next_one.take_up()
    assert next_one.session.state.elapsed == from_seconds(10.25)


def test_every_cut_can_be_read(gym: Gym) -> None:
    """A power cut may leave any beginning of the file."""
    gym.start(until=60)
    gym.do(Skip(), 60.5)
    gym.to(70)
    path, data = gym.file(), gym.file().read_bytes()
    header = data.index(b"\n") + 1
    gym.journal.close()
    reached = -1
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        read = read_journal(path)
        if cut < header:
            assert (read.header, read.facts) == (None, ())
            assert read.damage
            continue
        assert (read.damage is None) == (data[:cut][-1:] == b"\n")
        restored = read.restored()
        assert restored is not None
        assert restored.session.state.now >= reached
        reached = restored.session.state.now
        done = sum(event.at <= reached for event in gym.events if event in restored.events)
        assert restored.events == gym.events[:done]
    assert reached == 70 * SECOND


def test_a_cut_journal_goes_on_where_it_is_whole(gym: Gym) -> None:
    gym.start(until=122)
    gym.journal.close()
    path = gym.file()
    path.write_bytes(path.read_bytes()[:-5])
    second = Gym(gym.folder)
    second.take_up()
    second.do(Resume(), 1)
    third = killed(second)
    third.take_up()
    assert read_journal(third.file()).damage is None
    assert third.session.state.step == 3


def test_a_newer_journal_is_left_alone_and_told(gym: Gym) -> None:
    gym.folder.mkdir()
    path = gym.folder / "20990101T000000Z-abcdef.jsonl"
    path.write_bytes(line({"format": 2, "hologram": True}))
    with pytest.raises(NewerJournalError, match="newer version"):
        read_journal(path)
    assert gym.journals.unfinished() is None
    assert gym.journals.notices == (notice(Trouble.JOURNAL_NEWER, path=path),)
    assert path.exists()


def test_a_damaged_header_is_kept_and_told(gym: Gym) -> None:
    gym.start(until=20)
    gym.journal.close()
    path = gym.file()
    path.write_bytes(b"x" + path.read_bytes())
    (gym.folder / "20260101T000000Z-abcdef.jsonl").touch()
    assert gym.journals.unfinished() is None
    (said,) = gym.journals.notices
    assert said.trouble is Trouble.JOURNAL_DAMAGED
    assert path.name in english(said)
    assert len(gym.journals.kept()) == 2


def test_a_long_session_stays_small(gym: Gym, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_file, "ROOM", 1000)
    gym.start(until=200)
    assert gym.file().stat().st_size < 4000
    restored = read_journal(gym.file()).restored()
    assert restored is not None
    assert restored.session.state == gym.session.state


@pytest.mark.parametrize(
    "garbage",
    [b"\n", b"\0", b"00000000 {}\n", b"[" * 999 + b"\n", line({"at": 5})],
    ids=["lines", "zeros", "checksums", "brackets", "places"],
)
def test_garbage_is_read_in_a_moment(gym: Gym, garbage: bytes) -> None:
    gym.start()
    head = gym.file().read_bytes()
    gym.journal.close()
    data = (head + garbage * (2 * MOST_BYTES // len(garbage)))[: 2 * MOST_BYTES]
    gym.file().write_bytes(data)
    read = read_journal(gym.file())
    assert read.header is not None
    assert len(read.facts) <= 2


def test_an_old_journal_whose_workout_has_an_id_that_nothing_can_store(tmp_path: Path) -> None:
    gym = Gym(tmp_path / "journals", replace(WALK, workout_id="caf\udce9"))
    next_one = killed(gym.start(until=122))
    unfinished = next_one.journals.unfinished()
    assert unfinished is not None
    assert unfinished.header.timeline == replace(WALK, workout_id="caf\\xe9")


def test_what_is_no_file_is_no_journal(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "broken.jsonl").symlink_to(tmp_path / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jsonl")
    for path in tmp_path.iterdir():
        assert read_journal(path).damage
    assert Gym(tmp_path).journals.unfinished() is None


MUTATIONS: list[Callable[[bytes, bytes, bytes], bytes]] = [
    lambda before, after, junk: before + junk + after,
    lambda before, after, junk: before + junk + after[len(junk) :],
    lambda before, after, junk: before + after[5 * len(junk) :],
    lambda before, after, junk: after + junk + before,
    lambda before, after, junk: before + junk + before + after,
]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), junk=st.binary(min_size=1, max_size=9))
def test_no_damage_raises(gym: Gym, data: st.DataObject, junk: bytes) -> None:
    path = gym.folder / "20260101T000000Z-abcdef.jsonl"
    whole = _whole_journal(gym)
    place = data.draw(st.integers(0, len(whole)))
    path.write_bytes(data.draw(st.sampled_from(MUTATIONS))(whole[:place], whole[place:], junk))
    read = read_journal(path)
    restored = read.restored()
    if restored is not None:
        restored.pause()
        restored.record()


VALUES = st.none() | st.booleans() | st.integers(-2, 10**19) | st.floats() | st.text(max_size=3)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_lie_raises(gym: Gym, data: st.DataObject) -> None:
    """Lines that fit their checksum, and tell what cannot be."""
    path = gym.folder / "20260101T000000Z-abcdef.jsonl"
    fields = [json.loads(text[9:]) for text in _whole_journal(gym).splitlines()]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(fields) - 1))
        inner = fields[place]
        while isinstance(inner, dict | list) and inner:
            keys = sorted(inner) if isinstance(inner, dict) else range(len(inner))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(inner[key], dict | list) or data.draw(st.booleans()):
                inner[key] = data.draw(VALUES)
                break
            inner = inner[key]
    path.write_bytes(b"".join(map(line, fields)))
    try:
        read = read_journal(path)
    except NewerJournalError:
        return
    restored = read.restored()
    if restored is not None:
        restored.pause()
        restored.record()
        assert gym.journals.unfinished() is None or not restored.is_finished


def _whole_journal(gym: Gym) -> bytes:
    template = gym.folder.parent / "template"
    if not template.exists():
        other = Gym(gym.folder.parent / "other")
        other.start(until=20)
        for second, command in enumerate([Pause(), Resume(), RedoSet(), Skip()], start=21):
            other.do(command, second)
        other.to(30)
        template.write_bytes(other.file().read_bytes())
        other.journal.close()
        gym.folder.mkdir()
    return template.read_bytes()


OLD = b"""\
9a5be699 {"format":1,"started":"2026-11-30T15:57:53.268+01:00","preferences":\
{"count_in_seconds":3.0,"when_asleep":"rests_run_on","cues":{"form_cues":"all","rep_counts":"each",\
"halfway":true,"ten_seconds":true,"tempo_tones":true}},"workout":{"workout":"w","name":"W","parts":\
[{"index":0,"kind":"work","duration":30000000000,"title":"Hold","sets":3,"block":0},{"index":0,\
"kind":"rest","duration":20000000000,"sets":3,"block":0}],"steps":[[0,1],[1,1],[0,2],[1,2],[0,3]]}}
cfac51bb {"at":0,"do":"start"}
03469cb6 {"at":30000000000}
bc1487dd {"at":30090000000,"do":"skip","step":1}
502baeee {"at":30150000000,"do":"skip","step":2}
2fb2ccf8 {"at":42000000000}
"""
"""A journal of a program that still obeyed a press 90 ms after the clock had begun a step."""


def test_a_journal_is_obeyed_that_is_older_than_the_rule_for_late_presses(gym: Gym) -> None:
    gym.folder.mkdir(parents=True)
    (gym.folder / "20261130T145753Z-0123ab.jsonl").write_bytes(OLD)
    restored = gym.journals.read("20261130T145753Z-0123ab").restored()
    assert restored is not None
    ends = [line for line in uncued(lines(restored.events)) if " end " in line]
    assert ends == [
        "30 end 0 #1 30 completed",
        "30.09 end 1 #1 0.09 skipped",
        "30.15 end 2 #1 0.06 skipped",
    ]
    assert restored.session.state.now == 42 * SECOND
    assert restored.session.state.step == 3
    assert (restored.record().sets_done, restored.record().sets_planned) == (1, 3)
