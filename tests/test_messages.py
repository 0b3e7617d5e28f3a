"""The language that nobody speaks, and how texts find their way to it."""

import sys
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from assets.messages import CODES, TEMPLATE, template_text
from soleus_timer import messages, resources
from soleus_timer.domain.phrases import Code, MessageCode, Phrase, marked, phrase, verbatim
from soleus_timer.messages import _, localise, ngettext
from soleus_timer.ui.application import use_language
from tests.pseudo import FILLERS, PseudoLanguage, pseudo, untranslated


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


def test_without_a_language_it_is_english() -> None:
    assert _("Set {number}", number=2) == "Set 2"
    assert _("{braces}") == "{braces}"
    told = [ngettext("{number} set in {place}", "{number} sets in {place}", number, place="x")
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
    assert ngettext("{number} metre", "{number} metres", number) == told
    assert localise(phrase(Code.METRES_ONE_WAY, n=number)) == told


def test_a_fraction_never_takes_the_form_of_one(pseudo_language: PseudoLanguage) -> None:
    del pseudo_language
    for number in (0.5, 1.5, 1.01, 21.5):
        for told in (
            ngettext("{number} metre", "{number} metres", number),
            localise(phrase(Code.METRES_ONE_WAY, n=number)),
        ):
            assert FILLERS["few"] in told


def test_a_language_chooses_its_plural_form(pseudo_language: PseudoLanguage) -> None:
    for number, form in ((1, "one"), (3, "few"), (7, "many"), (0, "many")):
        for told in (
            ngettext("{number} repetition", "{number} repetitions", number),
            localise(phrase(Code.SETS_DONE, n=number)),
        ):
            assert told.startswith(str(number))
            assert set(told) & set(FILLERS.values()) == {FILLERS[form]}, told


def write_catalogue(folder: Path, language: str) -> None:
    """Write a catalogue of a few entries, one of them with the code that it belongs to."""
    entries = Catalog(locale=language)
    entries.add("Rest", "Pause machen")
    entries.add("To start", "zurück", context="leg_back")
    entries.add(("{number} set", "{number} sets"), ("{number} Satz", "{number} Sätze"))
    entries.add(("{n} rep", "{n} reps"), ("{n} Mal", "{n} Male"), context="reps")
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / f"{messages.DOMAIN}.mo").open("wb") as file:
        write_mo(file, entries)


@pytest.fixture
def german(tmp_path: Path) -> Iterator[Path]:
    write_catalogue(tmp_path, "de")
    before = messages.use(NullTranslations())
    yield tmp_path
    messages.use(before)


def test_a_catalogue_is_read(german: Path) -> None:
    assert messages.choose_language(german, ["de_AT.UTF-8"]) == "de_AT"
    assert _("Rest") == "Pause machen"
    assert [ngettext("{number} set", "{number} sets", n) for n in (1, 1.5)] == [
        "1 Satz", "1.5 Sätze",
    ]  # fmt: skip
    assert localise(phrase(Code.REPS, n=1)) == "1 Mal"
    assert localise(phrase(Code.REPS, n=0.5)) == "0.5 Male"
    assert localise(Phrase(Code.LEG_BACK)) == "zurück"
    assert localise(marked("Rest")) == "Pause machen"
    assert localise(verbatim("Rest")) == "Rest"


def test_what_a_catalogue_lacks_is_english(german: Path) -> None:
    assert messages.choose_language(german, ["de"]) == "de"
    assert (_("Back"), _("Start"), _("")) == ("Back", "Start", "")
    assert ngettext("{number} day", "{number} days", 2) == "2 days"
    assert localise(phrase(Code.SECONDS, n=1)) == "1 second"
    assert localise(None) == ""


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["fr", "de"], "de"), (["fr-CA", "de-DE"], "de_DE"), (["fr"], None), ([], None),
        # English is in the code: a language that comes after it is not wanted as much.
        (["en_GB", "de"], None), (["C.UTF-8"], None),
    ],
)  # fmt: skip
def test_the_first_language_there_is_a_catalogue_for(
    german: Path, asked: list[str], found: str | None
) -> None:
    assert messages.choose_language(german, asked) == found
    assert (_("Rest") == "Pause machen") == (found is not None)


def test_a_damaged_catalogue_is_an_error(german: Path) -> None:
    (german / "de" / "LC_MESSAGES" / f"{messages.DOMAIN}.mo").write_bytes(b"no catalogue")
    with pytest.raises(OSError, match="magic"):
        messages.choose_language(german, ["de"])
    assert _("Rest") == "Rest"


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({}, []),
        ({"LANG": "de_DE.UTF-8"}, ["de_DE.UTF-8"]),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "fr_FR"}, ["fr_FR"]),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de_AT:de:en"}, ["de_AT", "de", "en"]),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, ["C.UTF-8"]),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked, not its environment")
def test_what_the_system_asks_for(environment: dict[str, str], languages: list[str]) -> None:
    assert messages.system_languages(environment) == languages


def test_qts_own_dialogs_speak_the_language_too(
    german: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "message_catalogues", lambda: german)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    use_language()
    try:
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    finally:
        for translator in qapp.findChildren(QTranslator):
            QApplication.removeTranslator(translator)
            translator.deleteLater()


def test_the_template_for_translators_is_up_to_date() -> None:
    assert TEMPLATE.read_text("utf-8") == template_text(), "run `make messages`"


def test_every_code_of_the_domain_is_collected_once() -> None:
    assert set(CODES) == set(MessageCode.__subclasses__())
    contexts = [code.template.context for codes in CODES for code in codes]
    assert len(contexts) == len(set(contexts))
