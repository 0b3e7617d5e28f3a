"""Collects the texts of the program for translators, and compiles what they wrote.

Run from the checkout: `python -m assets.messages` (`make messages`). It writes the template
`assets/locale/soleus_timer.pot`, brings each `assets/locale/LANGUAGE/LC_MESSAGES/soleus_timer.po`
up to it, and compiles that to the `.mo` that the program reads.
"""

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from soleus_timer import resources
from soleus_timer.domain import cautions
from soleus_timer.domain.history import advice, problems
from soleus_timer.domain.phrases import Code, MessageCode
from soleus_timer.messages import DOMAIN

CHECKOUT = Path(__file__).resolve().parent.parent
TEMPLATE = CHECKOUT / "assets" / "locale" / f"{DOMAIN}.pot"

CODES: tuple[type[MessageCode], ...] = (Code, advice.AdviceCode, problems.Trouble)
"""Every kind of code that the domain emits."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    # Why a journal is damaged is the reason of a notice, and translated with it.
    "DamagedError": None,
}
COMMENTS = ("Translators:",)

_DATED = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
"""Lines of the head that would differ with each run."""


def template() -> Catalog:
    """Return all texts that there are, without a translation."""
    catalogue = Catalog(
        project="Soleus Timer", header_comment="# The texts of Soleus Timer.", charset="utf-8"
    )
    for path in sorted((CHECKOUT / "soleus_timer").rglob("*.py")):
        place = path.relative_to(CHECKOUT).as_posix()
        with path.open("rb") as file:
            for _line, text, comments, _context in extract("python", file, KEYWORDS, COMMENTS):
                catalogue.add(text, locations=[(place, 0)], auto_comments=comments)
    for codes in CODES:
        for code in codes:
            context, one, many = code.template
            if one not in {"{text}", "{n}"}:
                place = f"{codes.__module__.replace('.', '/')}.py"
                catalogue.add(one if many is None else (one, many), None, [(place, 0)],
                              context=context)  # fmt: skip
    for text in cautions.GENERAL:
        catalogue.add(text, locations=[("soleus_timer/domain/cautions.py", 0)])
    for name, text in _described_figures():
        catalogue.add(text, locations=[(f"assets/figures/{name}", 0)])
    return catalogue


def template_text() -> str:
    """Return the template as the file has it."""
    return _written(template())


def update() -> None:
    """Write the template, and bring the catalogue of each language up to it."""
    entries = template()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(_written(entries), "utf-8")
    for path in TEMPLATE.parent.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        with path.open("rb") as file:
            language = read_po(file)
        language.update(entries)
        path.write_text(_written(language), "utf-8")
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, language)
        done = sum(bool(entry.string) and not entry.fuzzy for entry in language if entry.id)
        print(f"{language.locale}: {done} of {len(language)}")


def _described_figures() -> Iterator[tuple[str, str]]:
    for path in sorted(resources.shipped_figures().glob("*.toml")):
        text = tomllib.loads(path.read_text("utf-8")).get("description")
        if text:
            yield path.name, text


def _written(catalogue: Catalog) -> str:
    file = BytesIO()
    write_po(file, catalogue, width=100, include_lineno=False, sort_by_file=True)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_DATED))


if __name__ == "__main__":
    update()
    sys.exit()
