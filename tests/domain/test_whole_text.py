"""Text that UTF-8, SQLite and JSON have room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.texts import storable


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("tip-toe", "tip-toe"),
        ("café \U0001f9b6", "café \U0001f9b6"),
        ("caf\udce9", "caf\\xe9"),
        ("caf\udcc3\udca9", "café"),
        ("\ud83d and \udce9", "\\ud83d and \\udce9"),
    ],
)
def test_what_becomes_of_it(text: str, whole: str) -> None:
    assert storable(text) == whole


@given(st.text(st.characters(codec=None)))
def test_all_of_it_can_be_stored_and_stays(text: str) -> None:
    whole = storable(text)
    whole.encode()
    assert storable(whole) == whole
