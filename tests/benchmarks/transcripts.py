"""What was heard against what was said: words made comparable, and how many of them are wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

_SPELLINGS = {
    "meter": "metre",
    "meters": "metres",
    "centimeter": "centimetre",
    "centimeters": "centimetres",
    "ft": "feet",
    "half way": "halfway",
    "tiptoe": "tip toe",
    "tiptoes": "tip toes",
    "warmup": "warm up",
    "cooldown": "cool down",
    "pushup": "push up",
    "fingertips": "finger tips",
    "fingertip": "finger tip",
    "barefoot": "bare foot",
    "upright": "up right",
    # No words, but letters for the sounds of a word that a recogniser has seldom read.
    "solias": "soleus",
    "solius": "soleus",
}
"""Ways to write the same words, and nothing that sounds different: a homophone is another word."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORDS = re.compile(r"[a-z]+(?:'[a-z]+)*")


def words_of(text: str) -> list[str]:
    """Return the words of a text, with numbers spelled out and one spelling for each word."""
    text = text.lower().replace("\u2019", "'")
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    text = _NUMBER.sub(lambda found: f" {_spelled(found.group())} ", text)
    text = " ".join(_WORDS.findall(text))
    for written, spelling in _SPELLINGS.items():
        text = re.sub(rf"(?<![\w']){written}(?![\w'])", spelling, text)
    return text.split()


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many words must be put in, taken out or replaced to get from one to the other."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(said, 1):
        before, row[0] = row[0], place
        for other, heard_word in enumerate(heard, 1):
            replaced = before + (word != heard_word)
            before = row[other]
            row[other] = min(replaced, row[other] + 1, row[other - 1] + 1)
    return row[-1]


@dataclass(frozen=True, slots=True)
class Heard:
    """A phrase and what was heard of it, as texts."""

    said: str
    heard: str

    @property
    def errors(self) -> int:
        """How many words are wrong, missing or too many."""
        return errors(words_of(self.said), words_of(self.heard))


def word_error_rate(phrases: Sequence[Heard]) -> float:
    """Return the wrong words of all phrases in per cent of the words that were said."""
    said = sum(len(words_of(one.said)) for one in phrases)
    return 100 * sum(one.errors for one in phrases) / said


def found_in_order(cues: Sequence[Sequence[str]], heard: Sequence[str]) -> list[int]:
    """Return the places of the cues that stand among the words heard, whole and in their order.

    As many as possible; between two cues anything may stand.
    """
    # For each beginning of `heard`, the most cues that it can hold, after each cue in turn.
    best: list[list[int]] = [[] for _ in range(len(heard) + 1)]
    for place, cue in enumerate(cues):
        size = len(cue)
        new = list(best)
        for end in range(1, len(heard) + 1):
            new[end] = max(best[end], new[end - 1], key=len)
            if size and end >= size and list(heard[end - size : end]) == list(cue):
                with_it = [*best[end - size], place]
                new[end] = max(new[end], with_it, key=len)
        best = new
    return best[-1]


def _spelled(number: str) -> str:
    whole, _, fraction = number.partition(".")
    words = [_whole(int(whole))]
    if fraction:
        words += ["point", *(_SMALL[int(digit)] for digit in fraction)]
    return " ".join(words)


def _whole(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f" {_SMALL[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" {_whole(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return f"{_whole(thousands)} thousand" + (f" {_whole(rest)}" if rest else "")
