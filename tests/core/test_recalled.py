"""What was made of an object is recalled for that object alone, and for the latest only."""

from dataclasses import dataclass

from soleus_timer.core.recalled import recalled


@dataclass(frozen=True, slots=True)
class Thing:
    number: int


def test_it_is_made_once_for_each_object() -> None:
    asked: list[Thing] = []

    @recalled(most=8)
    def doubled(thing: Thing) -> int:
        asked.append(thing)
        return 2 * thing.number

    one, equal = Thing(1), Thing(1)
    assert [doubled(one), doubled(one), doubled(equal), doubled(equal)] == [2] * 4
    assert [id(thing) for thing in asked] == [id(one), id(equal)]


def test_no_answer_is_another_objects() -> None:
    @recalled(most=8)
    def told(thing: Thing) -> int:
        return thing.number

    # Each is gone before the next is made, often in the same place in memory.
    assert [told(Thing(number)) for number in range(1000)] == list(range(1000))


def test_nothing_is_an_answer_too() -> None:
    calls = []

    @recalled(most=8)
    def nothing(thing: Thing) -> None:
        calls.append(thing)

    thing = Thing(1)
    nothing(thing)
    nothing(thing)
    assert calls == [thing]


def test_few_are_kept() -> None:
    calls = []

    @recalled(most=2)
    def told(thing: Thing) -> int:
        calls.append(thing)
        return thing.number

    first, *others = (Thing(number) for number in range(4))
    for thing in (first, *others, first):
        told(thing)
    assert calls.count(first) == 2
