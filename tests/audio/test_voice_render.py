"""How clips are rendered, with a festival that hums."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assets.voice import festival, render
from assets.voice.units import Place, all_units, place_of
from soleus_timer.domain.phrases import Unit


def units(*texts: str) -> list[Unit]:
    return [Unit(f"verbatim(text={text})", text) for text in texts]


NAMES = frozenset({"Tip toe walking"})
NEEDS_SH = pytest.mark.skipif(sys.platform == "win32", reason="the fake festival is a sh script")


class Humming:
    """Hums for as long as a text is; keeps what was asked of it."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def speak(self, utterances: Sequence[festival.Utterance]) -> Iterator[festival.Spoken]:
        for utterance in utterances:
            self.said.append(utterance.text)
            time = np.arange(round(32_000 * (0.1 + 0.05 * len(utterance.text)))) / 32_000
            hum = (0.1 * np.sin(2 * np.pi * 300 * time)).astype(np.float32)
            yield festival.Spoken(utterance, np.pad(hum, 3200), 32_000, ())


@pytest.fixture
def humming(monkeypatch: pytest.MonkeyPatch) -> Humming:
    made = Humming()
    monkeypatch.setattr(festival, "speak", made.speak)
    return made


def test_clips_and_an_index_are_made(humming: Humming, tmp_path: Path) -> None:
    clips = render.planned(units("Go", "Tip toe walking"), NAMES)
    assert render.update(clips, tmp_path) == {"clips": 2, "rendered": 2, "deleted": 0}
    index = json.loads((tmp_path / "index.json").read_text("utf-8"))
    assert {key: index[key] for key in ("format", "rate", "voice")} == {
        "format": 2,
        "rate": 48_000,
        "voice": "cmu_us_slt_arctic_hts",
    }
    for unit in index["units"].values():
        info = soundfile.info(tmp_path / unit["file"])
        assert (info.samplerate, info.channels) == (48_000, 1)
        assert unit["seconds"] == pytest.approx(info.duration, abs=0.001)


def test_only_what_is_new_is_rendered_and_orphans_go(humming: Humming, tmp_path: Path) -> None:
    render.update(render.planned(units("Go", "Rest"), NAMES), tmp_path)
    humming.said.clear()
    done = render.update(render.planned(units("Go", "Next"), NAMES), tmp_path)
    assert done == {"clips": 2, "rendered": 1, "deleted": 1}
    assert humming.said == ["Next"]
    assert len(list(tmp_path.glob("*.ogg"))) == 2


def test_all_are_rendered_again_when_asked(humming: Humming, tmp_path: Path) -> None:
    clips = render.planned(units("Go", "Rest"), NAMES)
    render.update(clips, tmp_path)
    assert render.update(clips, tmp_path, anew=True)["rendered"] == 2


def test_a_files_name_changes_with_what_is_heard() -> None:
    (alone,) = render.planned(units("Tip toe walking"), frozenset())
    (amid,) = render.planned(units("Tip toe walking"), NAMES)
    assert alone.file != amid.file
    assert amid.file.startswith("tip-toe-walking-")
    assert amid.file == render.planned(units("Tip toe walking"), NAMES)[0].file


def test_names_that_differ_only_in_case_get_files_of_their_own() -> None:
    names = [clip.file for clip in render.planned(units("down", "Down", "DOWN!"), frozenset())]
    assert len({name.lower() for name in names}) == 3


def test_silence_is_no_clip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def silent(utterances: Sequence[festival.Utterance]) -> Iterator[festival.Spoken]:
        for utterance in utterances:
            yield festival.Spoken(utterance, np.zeros(32_000, dtype=np.float32), 32_000, ())

    monkeypatch.setattr(festival, "speak", silent)
    with pytest.raises(festival.FestivalError, match="Nothing is heard of “Go”"):
        render.update(render.planned(units("Go"), NAMES), tmp_path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Heels 1\u20132 inches up", "Heels 1 to 2 inches up"),
        ("Up \u2014 and hold", "Up, and hold"),
        ("Don\u2019t lock your \u201cknees\u201d", "Don't lock your knees"),
        ("Set 2 of 3. Go", "Set 2 of 3, Go"),
        ("3.5 metres", "3.5 metres"),
        ("Tibialis raise", "tibby aylis raise"),
        ("Isometric calf hold", "iso metric calf hold"),
    ],
)
def test_what_festival_would_say_wrong_is_spelled(written: str, said: str) -> None:
    assert festival.spelled(written) == said


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("Get ready", Place.OPENING),
        ("Tip toe walking", Place.AMID),
        ("Set 12 of 20", Place.AMID),
        ("Left side", Place.AMID),
        ("10 feet down and back", Place.CLOSING),
        ("60 seconds", Place.CLOSING),
        ("12", Place.ALONE),
        ("Go", Place.ALONE),
        ("Turn around", Place.ALONE),
    ],
)
def test_a_units_place_in_a_sentence(unit: str, place: Place) -> None:
    assert place_of(unit, NAMES) is place


def test_everything_that_is_wanted_can_be_written_in_festivals_script() -> None:
    for unit in all_units():
        said = festival.spelled(unit.words)
        assert said
        assert said.isascii(), unit
        assert not set(said) & {'"', "\\", "\n"}, unit


def test_a_missing_festival_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert render.main(["--folder", str(tmp_path / "clips")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "apt-get install -y festival festvox-us-slt-hts" in told


def fake_festival(folder: Path, script: str) -> str:
    """Write a program named festival; return the PATH that has it first."""
    program = folder / "festival"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@NEEDS_SH
@pytest.mark.parametrize(
    ("script", "seconds", "told"),
    [
        (f"echo 'SIOD ERROR: unbound variable: voice_{festival.VOICE}'", 60, "apt-get install"),
        ("echo 'out of memory' >&2; exit 3", 60, "out of memory"),
        ("exec sleep 600", 0.2, "did not end"),
    ],
)
def test_a_festival_that_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, seconds: float, told: str
) -> None:
    monkeypatch.setenv("PATH", fake_festival(tmp_path, script))
    monkeypatch.setattr(festival, "START_SECONDS", seconds)
    monkeypatch.setattr(festival, "SECONDS_PER_UNIT", 0)
    with pytest.raises(festival.FestivalError, match=told):
        list(festival.speak([festival.Utterance("Go", Place.ALONE)]))


PHONES = "pau:0.1 r:0.15 eh:0.2 d:0.25 iy:0.3 pau:0.4 g:0.5 ow:0.7 pau:0.9"


@NEEDS_SH
def test_a_unit_is_cut_out_of_its_sentence_at_the_pauses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The fake answers with a ramp, so that the samples tell their place.
    soundfile.write(tmp_path / "ramp.wav", np.linspace(0, 0.9, 900, endpoint=False), 1000, "FLOAT")
    script = f"""
        file=$(sed -n 's/^(say "ready, Go" "\\(.*\\)")$/\\1/p' "$2")
        cp '{tmp_path}/ramp.wav' "$file" && echo 'PHONES {PHONES}'
    """
    monkeypatch.setenv("PATH", fake_festival(tmp_path, script))
    (spoken,) = festival.speak([festival.Utterance("Go", Place.CLOSING)])
    assert (spoken.samples[0], spoken.samples[-1]) == pytest.approx((0.35, 0.9), abs=0.002)
    assert [name for name, _ in spoken.phones] == ["pau", "g", "ow", "pau"]


@NEEDS_SH
def test_a_sentence_without_the_pause_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "ramp.wav", np.linspace(0, 0.9, 900), 1000, "FLOAT")
    script = f"""
        file=$(sed -n 's/^(say ".*" "\\(.*\\)")$/\\1/p' "$2")
        cp '{tmp_path}/ramp.wav' "$file" && echo 'PHONES {PHONES.replace("pau:0.4 ", "")}'
    """
    monkeypatch.setenv("PATH", fake_festival(tmp_path, script))
    with pytest.raises(festival.FestivalError, match="No pause beside “Go”"):
        list(festival.speak([festival.Utterance("Go", Place.CLOSING)]))
