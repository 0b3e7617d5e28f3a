"""A person's own sound files, from a setting to the samples: made in another process, and kept."""

import os
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
import soundfile
from pytestqt.qtbot import QtBot

from soleus_timer.audio import sndfile
from soleus_timer.audio.child import Child
from soleus_timer.audio.own_sounds import OwnSounds
from soleus_timer.audio.problems import MOST_BYTES, FileProblem, SoundFileError
from soleus_timer.audio.samples import FULL
from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.audio.tone_shelf import ToneShelf, make_tones
from soleus_timer.audio.tones import load_tones
from soleus_timer.audio.workshop.level import LEVEL, level
from soleus_timer.audio.workshop.sound_files import LONGEST_OFTEN_SECONDS, load_sound
from soleus_timer.audio.workshop_door import WorkshopDoor
from soleus_timer.core.cues import Tone
from soleus_timer.core.preferences import ToneSet
from tests.audio.arrays import as_array

RATE = 48_000


def whistle(path: Path, seconds: float = 0.5, rate: int = RATE, channels: int = 1) -> Path:
    time = np.arange(round(seconds * rate)) / rate
    wave = 0.3 * np.sin(2 * np.pi * 1000 * time)
    soundfile.write(path, np.stack([wave] * channels, axis=1), rate)
    return path


def doing(code: str, seconds: float = 60.0) -> WorkshopDoor:
    """Return a door behind which something else is done."""
    return WorkshopDoor(lambda: [sys.executable, "-c", code], seconds)


NOBODY = doing("raise SystemExit('not to be asked')")


def problem_of(path: Path, own: OwnSounds, tone: Tone = Tone.WORK) -> FileProblem:
    with pytest.raises(SoundFileError) as caught:
        own.load(path, tone, RATE)
    return caught.value.problem


@pytest.fixture
def own(tmp_path: Path) -> OwnSounds:
    return OwnSounds(tmp_path / "kept")


def test_a_file_is_made_as_the_workshop_makes_it(tmp_path: Path, own: OwnSounds) -> None:
    path = whistle(tmp_path / "a.wav", rate=44_100)
    made = as_array(own.load(path, Tone.WORK, RATE))
    assert np.allclose(made, load_sound(path, RATE, Tone.WORK), atol=2 / FULL)
    assert level(made, RATE) == pytest.approx(LEVEL, rel=0.05)


def test_it_comes_at_the_rate_of_the_stream(tmp_path: Path, own: OwnSounds) -> None:
    path = whistle(tmp_path / "a.wav")
    assert len(own.load(path, Tone.WORK, 44_100)) == pytest.approx(0.5 * 44_100, rel=0.01)


def test_what_was_made_is_kept_until_the_file_is_another(tmp_path: Path, own: OwnSounds) -> None:
    path = whistle(tmp_path / "a.wav")
    made = own.load(path, Tone.WORK, RATE)
    idle = OwnSounds(tmp_path / "kept", NOBODY)
    assert idle.load(path, Tone.WORK, RATE) == made
    # The same recording as something that comes often is another sound.
    assert problem_of(path, idle, Tone.TICK) is FileProblem.UNREADABLE
    whistle(path, seconds=0.7)
    assert problem_of(path, idle) is FileProblem.UNREADABLE
    assert len(own.load(path, Tone.WORK, RATE)) > len(made)


def test_what_comes_often_is_short(tmp_path: Path, own: OwnSounds) -> None:
    path = whistle(tmp_path / "a.wav", seconds=2)
    assert len(own.load(path, Tone.TICK, RATE)) == round(LONGEST_OFTEN_SECONDS * RATE)


def test_what_is_kept_and_damaged_is_made_anew(tmp_path: Path, own: OwnSounds) -> None:
    path = whistle(tmp_path / "a.wav")
    made = own.load(path, Tone.WORK, RATE)
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(b"damaged")
    assert own.load(path, Tone.WORK, RATE) == made
    assert OwnSounds(tmp_path / "kept", NOBODY).load(path, Tone.WORK, RATE) == made


@pytest.mark.parametrize("is_folder", [True, False])
def test_where_nothing_can_be_kept_it_is_heard_all_the_same(
    tmp_path: Path, is_folder: bool
) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be", "utf-8")
    own = OwnSounds(tmp_path / "kept" if is_folder else None)
    assert len(own.load(whistle(tmp_path / "a.wav"), Tone.WORK, RATE))


def test_what_is_wrong_with_a_file_comes_back(tmp_path: Path, own: OwnSounds) -> None:
    (tmp_path / "text.wav").write_text("This is no sound.")
    soundfile.write(tmp_path / "hush.wav", np.zeros(RATE), RATE)
    assert problem_of(tmp_path / "text.wav", own) is FileProblem.NOT_SOUND
    assert problem_of(tmp_path / "hush.wav", own) is FileProblem.SILENT
    assert problem_of(whistle(tmp_path / "b.wav", seconds=11), own) is FileProblem.TOO_LONG
    path = whistle(tmp_path / "c.wav", channels=3)
    assert problem_of(path, own) is FileProblem.TOO_MANY_CHANNELS
    path = whistle(tmp_path / "d.wav", rate=192_000)
    assert problem_of(path, own) is FileProblem.TOO_HIGH_RATE
    assert not list((tmp_path / "kept").glob("*"))


def test_a_file_cut_short_is_named_or_read_as_far_as_it_goes(
    tmp_path: Path, own: OwnSounds
) -> None:
    path = whistle(tmp_path / "a.flac", seconds=1)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    tones, refused = make_tones(own, RATE, ToneSet.SOFT, ((Tone.WORK, str(path)),))
    assert {code for _, _, code in refused} <= {"unreadable", "not_sound"}
    assert len(tones[Tone.WORK]) > 0.1 * RATE


def test_what_is_no_file_is_named_without_asking(tmp_path: Path) -> None:
    own = OwnSounds(None, NOBODY)
    assert problem_of(tmp_path / "gone.ogg", own) is FileProblem.MISSING
    assert problem_of(Path("bad\0name.wav"), own) is FileProblem.MISSING
    assert problem_of(tmp_path, own) is FileProblem.NO_FILE
    with (tmp_path / "large.wav").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert problem_of(tmp_path / "large.wav", own) is FileProblem.TOO_LARGE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    assert problem_of(tmp_path / "pipe.wav", OwnSounds(None, NOBODY)) is FileProblem.NO_FILE


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import os; os.abort()", "unreadable"),
        ("print('too_long'); raise SystemExit(1)", "unreadable"),
        ("pass", "unreadable"),
        ("print('done')", "unreadable"),
        ("print('what nobody knows')", "unreadable"),
        ("print('not_written')", "unreadable"),
        ("print('chatter'); print('no_decoder')", "no_decoder"),
    ],
)
def test_a_workshop_that_fails_is_told_of_the_file(tmp_path: Path, code: str, problem: str) -> None:
    own = OwnSounds(tmp_path / "kept", doing(code))
    assert problem_of(whistle(tmp_path / "a.wav"), own) == problem


def test_a_workshop_that_hangs_is_ended(tmp_path: Path) -> None:
    own = OwnSounds(None, doing("import time; time.sleep(600)", seconds=1.0))
    assert problem_of(whistle(tmp_path / "a.wav"), own) is FileProblem.UNREADABLE


def test_a_workshop_that_cannot_be_started_is_told_of_the_file(tmp_path: Path) -> None:
    own = OwnSounds(None, WorkshopDoor(lambda: [str(tmp_path / "nothing")]))
    assert problem_of(whistle(tmp_path / "a.wav"), own) is FileProblem.UNREADABLE


def test_without_a_decoder_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sndfile, "_library", lambda: None)
    own = OwnSounds(None, NOBODY)
    assert problem_of(whistle(tmp_path / "a.wav"), own) is FileProblem.NO_DECODER


def test_the_workshop_says_what_it_is_missing(tmp_path: Path) -> None:
    path = whistle(tmp_path / "a.wav")
    code = (
        "import sys; sys.modules['numpy'] = None;"
        "from soleus_timer.audio.workshop.__main__ import main; main()"
    )
    assert problem_of(path, OwnSounds(None, doing(code))) is FileProblem.NO_DECODER


def test_a_closed_workshop_makes_nothing(tmp_path: Path) -> None:
    door = WorkshopDoor()
    door.close()
    assert problem_of(whistle(tmp_path / "a.wav"), OwnSounds(None, door)) == "unreadable"


def test_the_workshop_does_not_look_where_it_is_started(
    tmp_path: Path, own: OwnSounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('somebody else')")
    monkeypatch.chdir(tmp_path)
    assert len(own.load(whistle(tmp_path / "a.wav"), Tone.WORK, RATE))


def test_one_is_made_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[int] = []
    most: list[int] = []
    run = Child.run

    def counted(child: Child, *order: Any) -> tuple[int, bytes]:
        running.append(id(child))
        most.append(len(running))
        try:
            return run(child, *order)
        finally:
            running.remove(id(child))

    monkeypatch.setattr(Child, "run", counted)
    path = whistle(tmp_path / "a.wav")
    threads = [
        Thread(target=OwnSounds(None).load, args=(path, tone, RATE))
        for tone in (Tone.WORK, Tone.REST, Tone.TICK)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1]


def test_our_tone_sounds_in_the_place_of_a_file_that_cannot_be_used(
    tmp_path: Path, own: OwnSounds
) -> None:
    good = str(whistle(tmp_path / "a.wav"))
    files = ((Tone.REST, good), (Tone.WORK, "/nowhere/b.wav"))
    tones, refused = make_tones(own, RATE, ToneSet.WOOD, files)
    ours = load_tones(RATE, ToneSet.WOOD)
    assert tones[Tone.WORK] == ours[Tone.WORK]
    assert tones[Tone.REST] != ours[Tone.REST]
    assert refused == ((Tone.WORK, "/nowhere/b.wav", "missing"),)


def test_a_shelf_has_tones_at_once_and_files_when_they_are_read(
    qtbot: QtBot, tmp_path: Path, own: OwnSounds
) -> None:
    good = str(whistle(tmp_path / "a.wav"))
    shelf = ToneShelf(own)
    with qtbot.waitSignal(shelf.refused) as told:
        shelf.want(SoundSettings(sounds=((Tone.TICK, good), (Tone.WORK, "gone.wav"))), RATE)
        assert shelf.tones[Tone.TICK] == load_tones()[Tone.TICK]
    assert told.args == [((Tone.WORK, "gone.wav", "missing"),)]
    assert shelf.tones[Tone.TICK] != load_tones()[Tone.TICK]
    # Of two wishes in a row, the last one counts.
    with qtbot.waitSignal(shelf.refused) as told:
        shelf.want(SoundSettings(tone_set=ToneSet.WOOD), RATE)
        shelf.want(SoundSettings(tone_set=ToneSet.BRIGHT), RATE)
    assert told.args == [()]
    assert shelf.tones[Tone.TICK] == load_tones(RATE, ToneSet.BRIGHT)[Tone.TICK]
