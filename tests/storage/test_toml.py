import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.storage.errors import KeyPath
from soleus_timer.storage.toml import line_and_column, positions

TEXT = '''\
# a comment with [brackets] and = signs
name = "a # no comment"   # but this
"quoted key" = 1
deep.dotted.name = 2
text = """
[not.a.table]
x = 1 """
literal = \'\'\'
'quoted' ''\'\'\'
when = 1979-05-27 07:32:00
list = [ 1, [2, 3],   # numbers
  "four",
  { inner = 5, other.one = 6 } ]

[table]
field = {}

[table.sub]
x = 1
[[many]]
x = 1
[[many.more]]
y = 2
[[many.more]]
y = 3
[many.last]
z = 4
[[many]]
x = 5
'''


def paths(value: object, path: KeyPath = ()) -> list[KeyPath]:
    """Return the path of every value in a document."""
    found = [path] if path else []
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        found += paths(inner, (*path, key))
    return found


def test_every_value_has_its_place() -> None:
    found = positions(TEXT)
    assert set(found) == set(paths(tomllib.loads(TEXT)))


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("name",), 2, 1),
        (("quoted key",), 3, 1),
        (("deep", "dotted", "name"), 4, 1),
        (("when",), 10, 1),
        (("list", 1, 1), 11, 17),
        (("list", 2), 12, 3),
        (("list", 3, "other", "one"), 13, 16),
        (("table", "sub"), 18, 2),
        (("many", 0, "x"), 21, 1),
        (("many", 0, "more", 1, "y"), 25, 1),
        (("many", 0, "last", "z"), 27, 1),
        (("many", 1), 28, 3),
        (("many", 1, "x"), 29, 1),
    ],
)
def test_line_and_column(path: KeyPath, line: int, column: int) -> None:
    assert line_and_column(TEXT, positions(TEXT)[path]) == (line, column)


KEYS = st.text("ab-_", min_size=1, max_size=3) | st.text(min_size=1, max_size=4).filter(
    lambda text: text.isprintable() and not set(text) & set("\\\"'")
)
VALUES = st.recursive(
    st.integers(-9, 9) | st.booleans() | st.text("a#='[]{},.", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return f"{{{', '.join(f'{key(name)} = {toml(item)}' for name, item in value.items())}}}"
        case _:
            return str(value)


def key(name: str) -> str:
    return name if set(name) <= set("ab-_") else f'"{name}"'


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_it_finds_what_the_parser_finds(document: dict[str, Any]) -> None:
    text = "".join(f"{key(name)} = {toml(value)}\n" for name, value in document.items())
    assert tomllib.loads(text) == document
    assert set(positions(text)) == set(paths(document))


@pytest.mark.parametrize("text", ["=", "[", "a = [", "a = {b", '"', "a b", "[[a]", 'a = """'])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="offset"):
        positions(text)
