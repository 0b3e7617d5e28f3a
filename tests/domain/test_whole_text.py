"""Text that UTF-8, SQLite and JSON have room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.texts import whole_text


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
    assert whole_text(text) == whole


@given(st.text(st.characters(codec=None)))
def test_all_of_it_can_be_stored_and_stays(text: str) -> None:
    whole = whole_text(text)
    whole.encode()
    assert whole_text(whole) == whole
