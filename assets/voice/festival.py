"""Runs festival, the speech synthesiser: many utterances in one process, cut out of a sentence.

A unit that is not a sentence of its own is said within one ("Ready, tip toe walking, ready") and
cut out at the pauses: the voice then leaves its melody open, as within a sentence. A comma at the
end alone does nothing, for festival lets its voice fall at every end of an utterance.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile

from assets.voice.units import Place
from soleus_timer.audio.processing import Sound

VOICE = "cmu_us_slt_arctic_hts"
HOW_TO_GET_IT = "Festival and its voice are needed: apt-get install -y festival festvox-us-slt-hts"

START_SECONDS = 30
SECONDS_PER_UNIT = 2
"""How long festival may take; it takes 0.03 s a unit on a slow computer."""

_CARRIER = "ready"
_CARRIER_PHONES = ("r", "eh", "d", "iy")
_SENTENCES = {
    Place.OPENING: "{unit}, " + _CARRIER,
    Place.AMID: f"{_CARRIER}, {{unit}}, {_CARRIER}",
    Place.CLOSING: _CARRIER + ", {unit}",
    Place.ALONE: "{unit}",
}

_LEXICON = {
    "soleus": "(((s ow) 1) ((l iy) 0) ((ax s) 0))",
    "metre": "(((m iy) 1) ((t er) 0))",
    "metres": "(((m iy) 1) ((t er z) 0))",
    "rep": "(((r eh p) 1))",
    "reps": "(((r eh p s) 1))",
}
"""Words that festival would say wrong, as phones of its English."""

_SPELLINGS = (
    (re.compile(r"(?<=\d)\s*[\u2013\u2014]\s*(?=\d)"), " to "),
    (re.compile(r"\s*[\u2013\u2014]\s*"), ", "),
    (re.compile(r"[\u2018\u2019]"), "'"),
    (re.compile(r"[\u201c\u201d\"\\]"), ""),
    (re.compile(r"[.:;]\s+"), ", "),
    (re.compile(r"\btibialis\b", re.IGNORECASE), "tibby aylis"),
    (re.compile(r"\bisometric\b", re.IGNORECASE), "iso metric"),
)
"""Dashes and quotation marks, which festival does not know, stops within a unit, and words that two
others sound like: to add one here renders only the clips that say it, a change of the lexicon all.
"""

_SETUP = (
    f"(voice_{VOICE})",
    # Pauses where there is punctuation, and nowhere else; the voice's own model guesses.
    "(set! phrase_cart_tree simple_phrase_cart_tree)",
    "(Parameter.set 'Phrase_Method 'cart_tree)",
    *(f'(lex.add.entry \'("{word}" nil {phones}))' for word, phones in _LEXICON.items()),
)


class FestivalError(Exception):
    """Festival cannot be run; the message is a sentence for the developer."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is said, as festival is given it, and its place in a sentence."""

    text: str
    place: Place

    @property
    def sentence(self) -> str:
        """The sentence that is rendered."""
        return _SENTENCES[self.place].format(unit=self.text)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance, its samples and its phones with the seconds at which they end."""

    utterance: Utterance
    samples: Sound
    rate: int
    phones: tuple[tuple[str, float], ...]


def spelled(unit: str) -> str:
    """Return a unit's text as festival says it right."""
    for pattern, spelling in _SPELLINGS:
        unit = pattern.sub(spelling, unit)
    return unit.strip()


def setup() -> str:
    """Return all that decides how a sentence sounds: clips are made anew when it changes."""
    return "\n".join(_SETUP)


def speak(utterances: Sequence[Utterance]) -> Iterator[Spoken]:
    """Yield each utterance as it is spoken, cut to the pauses around it.

    Raises:
        FestivalError: festival or its voice is missing, fails, or pauses elsewhere than asked.
    """
    program = shutil.which("festival")
    if program is None:
        raise FestivalError(HOW_TO_GET_IT)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "say.scm"
        script.write_text(_script(utterances, Path(folder)), "utf-8")
        said = _run(program, script, START_SECONDS + SECONDS_PER_UNIT * len(utterances))
        for number, utterance in enumerate(utterances):
            samples, rate = soundfile.read(_wave(Path(folder), number), dtype="float32")
            yield _cut(Spoken(utterance, samples, rate, said[number]))


def _script(utterances: Sequence[Utterance], folder: Path) -> str:
    lines = [
        *_SETUP,
        "(define (say text file)",
        "  (let ((utt (utt.synth (eval (list 'Utterance 'Text text)))))",
        '    (format t "PHONES")',
        "    (mapcar (lambda (phone)",
        '      (format t " %s:%s" (item.name phone) (item.feat phone "end")))',
        "      (utt.relation.items utt 'Segment))",
        '    (format t "\\n")',
        "    (utt.save.wave utt file 'riff)))",
    ]
    for number, utterance in enumerate(utterances):
        lines.append(f'(say "{utterance.sentence}" "{_wave(folder, number).as_posix()}")')
    return "\n".join(lines) + "\n"


def _run(program: str, script: Path, seconds: float) -> list[tuple[tuple[str, float], ...]]:
    """Run the script; return the phones of each utterance."""
    try:
        done = subprocess.run(
            [program, "-b", str(script)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise FestivalError(f"Festival did not end within {seconds:.0f} s.") from late
    if f"unbound variable: voice_{VOICE}" in done.stdout + done.stderr:
        raise FestivalError(HOW_TO_GET_IT)
    if done.returncode:
        raise FestivalError(f"Festival failed: {done.stderr.strip()}")
    return [
        tuple((name, float(end)) for name, end in (phone.split(":") for phone in line.split()[1:]))
        for line in done.stdout.splitlines()
        if line.startswith("PHONES")
    ]


def _cut(spoken: Spoken) -> Spoken:
    """Return what was spoken between the middles of the pauses that part it from the carrier."""
    names = [name for name, _ in spoken.phones]
    place = spoken.utterance.place
    first, last = 0, len(names)
    carried = ("pau", *_CARRIER_PHONES)
    if place in {Place.AMID, Place.CLOSING}:
        _require(spoken, (*names[: len(carried) + 1],) == (*carried, "pau"))
        first = len(carried)
    if place in {Place.OPENING, Place.AMID}:
        _require(spoken, (*names[-len(carried) - 1 :],) == (*carried, "pau"))
        last = len(names) - len(carried)
    begin = _middle(spoken, first) if first else 0.0
    end = _middle(spoken, last) if last < len(names) else len(spoken.samples) / spoken.rate
    cut = spoken.samples[round(begin * spoken.rate) : round(end * spoken.rate)]
    return Spoken(spoken.utterance, cut, spoken.rate, spoken.phones[first:last])


def _middle(spoken: Spoken, number: int) -> float:
    begin = spoken.phones[number - 1][1] if number else 0.0
    return (begin + spoken.phones[number][1]) / 2


def _require(spoken: Spoken, is_so: bool) -> None:
    if not is_so:
        phones = " ".join(name for name, _ in spoken.phones)
        raise FestivalError(f"No pause beside “{spoken.utterance.text}”: {phones}")


def _wave(folder: Path, number: int) -> Path:
    return folder / f"{number}.wav"
