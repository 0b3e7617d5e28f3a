"""Whole nanoseconds, feet and metres, and how they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.units import (
    LengthUnit,
    clock_text,
    convert_length,
    from_seconds,
    number_text,
    to_seconds,
)


@given(st.floats(min_value=0, max_value=86_400))
def test_seconds_and_back(seconds: float) -> None:
    assert to_seconds(from_seconds(seconds)) == pytest.approx(seconds, abs=1e-9)


def test_tenths_add_up_exactly() -> None:
    assert sum(from_seconds(0.1) for _ in range(10)) == from_seconds(1)


@given(st.floats(min_value=0.01, max_value=10_000), st.sampled_from(LengthUnit))
def test_lengths_and_back(length: float, unit: LengthUnit) -> None:
    for target in LengthUnit:
        there = convert_length(length, unit, target)
        assert convert_length(there, target, unit) == pytest.approx(length)
    assert convert_length(10, LengthUnit.FOOT, LengthUnit.METRE) == pytest.approx(3.048)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (9.99, "0:09"),
        (219, "3:39"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (86_399, "23:59:59"),
    ],
)
def test_a_clock(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (10, "10"), (100.0, "100"), (12.5, "12.5"), (1 / 3, "0.33")]
)
def test_a_number(value: float, text: str) -> None:
    assert number_text(value) == text
