"""The language that nobody speaks, and how texts find their way to it."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from soleus_timer.core.phrases import Code, phrase
from soleus_timer.ui.text import words
from soleus_timer.ui.translation import install_translation, tr, tr_count
from tests.ui.pseudo import FILLERS, PseudoLanguage, pseudo, untranslated


@pytest.mark.parametrize(
    "text",
    ["Start", "Set {number} of {total}", "Flash gently at changes while the sound is off", "&Rest"],
)
def test_a_text_grows_and_keeps_its_places(text: str) -> None:
    translated = pseudo(text)
    letters = len(text.replace("{number}", "").replace("{total}", ""))
    assert len(translated) - len(text) >= round(letters * 0.4) - 1
    assert all(place in translated for place in ("{number}", "{total}") if place in text)
    assert not untranslated(translated, ("{number}", "{total}"))
    assert untranslated(text, ("{number}", "{total}"))


def test_without_a_language_it_is_english(qapp: QApplication) -> None:
    assert tr("Set {number}", number=2) == "Set 2"
    assert tr("{braces}") == "{braces}"
    told = [tr_count("{number} set in {place}", "{number} sets in {place}", number, place="x")
            for number in (0, 1, 2)]  # fmt: skip
    assert told == ["0 sets in x", "1 set in x", "2 sets in x"]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "0 metres"), (1, "1 metre"), (1.0, "1 metre"), (2, "2 metres"), (0.5, "0.5 metres"),
        (1.5, "1.5 metres"), (12.25, "12.25 metres"),
    ],
)  # fmt: skip
def test_a_fraction_takes_the_plural(number: float, told: str) -> None:
    assert tr_count("{number} metre", "{number} metres", number) == told
    assert words(phrase(Code.METRES_ONE_WAY, n=number)) == told


def test_a_fraction_never_takes_the_form_of_one(pseudo_language: PseudoLanguage) -> None:
    del pseudo_language
    for number in (0.5, 1.5, 1.01, 21.5):
        for told in (
            tr_count("{number} metre", "{number} metres", number),
            words(phrase(Code.METRES_ONE_WAY, n=number)),
        ):
            assert FILLERS["few"] in told


def test_a_language_chooses_its_plural_form(pseudo_language: PseudoLanguage) -> None:
    for number, form in ((1, "one"), (3, "few"), (7, "many"), (0, "many")):
        for told in (
            tr_count("{number} repetition", "{number} repetitions", number),
            words(phrase(Code.SETS_DONE, n=number)),
        ):
            assert told.startswith(str(number))
            assert set(told) & set(FILLERS.values()) == {FILLERS[form]}, told


def test_a_translation_is_found_by_the_systems_language(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("i18n")
    assert install_translation(folder / "missing") is None
    assert install_translation(folder) is None
    name = QLocale.system().name()
    # An empty translation, by the format's own magic number.
    magic = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
    (folder / f"soleus-timer_{name}.qm").write_bytes(magic)
    translator = install_translation(folder)
    assert translator is not None
    QApplication.removeTranslator(translator)
