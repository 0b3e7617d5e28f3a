"""How clips are rendered, with a voice that hums."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assets.voice import render
from assets.voice.units import all_units, place_of, whole_sentences
from soleus_timer.audio import neural_voice
from soleus_timer.audio.neural_voice import NeuralVoiceError, Place
from soleus_timer.audio.processing import LOUDNESS, Sound, loudness
from soleus_timer.domain.phrases import Unit, spoken_units


def unit(words: str, code: str = "verbatim") -> Unit:
    return Unit(f"{code}(text={words})", words)


def units(*texts: str) -> list[Unit]:
    return [unit(text) for text in texts]


NAMES = frozenset({"Tip toe walking"})


class Humming:
    """Hums for as long as a text is; keeps what was asked of it."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def synthesise(self, text: str, speed: float, place: Place) -> tuple[Sound, int]:
        assert (speed, place in Place) == (render.SPEED, True)
        self.said.append(text)
        time = np.arange(round(24_000 * (0.1 + 0.05 * len(text)))) / 24_000
        hum = (0.1 * np.sin(2 * np.pi * 300 * time)).astype(np.float32)
        return np.pad(hum, 2400), 24_000


@pytest.fixture
def humming(monkeypatch: pytest.MonkeyPatch) -> Humming:
    made = Humming()
    monkeypatch.setattr(neural_voice, "synthesise", made.synthesise)
    return made


def test_clips_and_an_index_are_made(humming: Humming, tmp_path: Path) -> None:
    clips = render.planned(units("Go", "Tip toe walking"), NAMES)
    assert render.update(clips, tmp_path) == {"clips": 2, "rendered": 2, "deleted": 0}
    index = json.loads((tmp_path / "index.json").read_text("utf-8"))
    assert {key: index[key] for key in ("format", "rate", "voice")} == {
        "format": 2,
        "rate": 48_000,
        "voice": "hibari-tts 0.2.1, heart",
    }
    for clip in index["units"].values():
        info = soundfile.info(tmp_path / clip["file"])
        assert (info.samplerate, info.channels) == (48_000, 1)
        assert clip["seconds"] == pytest.approx(info.duration, abs=0.001)


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
    silence = (np.zeros(24_000, np.float32), 24_000)
    monkeypatch.setattr(neural_voice, "synthesise", lambda *_: silence)
    with pytest.raises(NeuralVoiceError, match="Nothing is heard of “Go”"):
        render.update(render.planned(units("Go"), NAMES), tmp_path)


def test_a_file_is_as_loud_as_all_speech_once_it_is_decoded() -> None:
    time = np.arange(24_000) / 48_000
    rising = (0.2 * np.sin(2 * np.pi * (150 + 200 * time) * time)).astype(np.float32)
    sound, rate = soundfile.read(io.BytesIO(render.encoded(rising)), dtype="float32")
    assert loudness(sound, rate) == pytest.approx(LOUDNESS, abs=2 * render.CLOSE_ENOUGH)
    assert len(sound) == len(rising)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (Unit("kind_prepare", "Get ready"), Place.OPENING),
        (unit("Tip toe walking"), Place.AMID),
        (unit("Eyes forward"), Place.ALONE),
        (Unit("set_number(n=12, total=20)", "Set 12 of 20"), Place.AMID),
        (Unit("reps_at(n=15)", "15 reps"), Place.AMID),
        (Unit("reps(n=15)", "15 reps"), Place.CLOSING),
        (Unit("feet_and_back(n=10)", "10 feet down and back"), Place.CLOSING),
        (Unit("rep_number(n=12)", "12"), Place.ALONE),
        (Unit("go", "Go"), Place.ALONE),
        (Unit("set_go(set=last_set)", "Last set. Go"), Place.ALONE),
    ],
)
def test_a_units_place_in_a_sentence(said: Unit, place: Place) -> None:
    assert place_of(said, NAMES) is place


def test_everything_that_is_wanted_can_be_said() -> None:
    for wanted in all_units():
        assert neural_voice.spelled(wanted.words), wanted


def test_only_sentences_of_several_units_are_rendered_whole() -> None:
    assert all(len(spoken_units(said)) > 1 for said in whole_sentences())


def test_a_missing_voice_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(neural_voice, "is_installed", lambda: False)
    assert render.main(["--folder", str(tmp_path / "clips")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "pip install -e '.[voice]'" in told
