"""Some hundred damaged files of each kind; `tests/benchmarks/malformed.py` has thousands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soleus_timer import resources
from soleus_timer.storage.library import Catalogue, check_file
from tests.malformed import OUTSIDE, Kind, Readers, damaged, good_files, watched
from tests.storage.helpers import WALK

FILES = 200


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    root = tmp_path / "read"
    root.mkdir()
    made = Readers(root)
    yield made
    made.close()


@pytest.mark.parametrize("kind", Kind)
def test_a_damaged_file_is_refused_by_name_and_leads_nowhere(
    kind: Kind, readers: Readers, tmp_path_factory: pytest.TempPathFactory
) -> None:
    good = good_files(kind, tmp_path_factory.mktemp("good"))
    for content in good:
        readers.read(kind, content)
    with watched(readers.data.root) as outside:
        for seed in range(FILES):
            readers.read(kind, damaged(good, seed))
    assert outside == []


def test_the_watch_sees_what_happens_elsewhere(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with watched(inside) as outside:
        (inside / "file").write_text("inside")
        (inside / "file").rename(inside / "other")
        assert outside == []
        (tmp_path / "file").write_text("outside")
        (tmp_path / "file").read_text()
        (tmp_path / "folder").mkdir()
        (inside / "other").rename(tmp_path / "other")
        with pytest.raises(FileNotFoundError):
            (tmp_path / OUTSIDE).read_text()
    assert [what.partition(":")[0] for what in outside] == ["open", "os.mkdir", "os.rename", "open"]


SAMPLES = [
    WALK.encode(),
    (resources.shipped_workouts() / "tip-toe-walking.toml").read_bytes(),
    (resources.shipped_exercises() / "tip-toe-walking.toml").read_bytes(),
    (resources.shipped_figures() / "tip-toe-walking.toml").read_bytes(),
    (resources.shipped_figures() / "eccentric-heel-drop.toml").read_bytes(),
]

PIECES = st.sampled_from(
    [
        b"=", b"[", b"]", b"[[", b"]]", b"{", b"}", b"\n", b'"', b'"""', b"'", b",", b".", b"#",
        b"-", b"nan", b"-inf", b"1e400", b"0x", b"9" * 30, b"9" * 4400, b"true", b"\0", b"\xff",
        b"\\u0000", b"[[blocks]]\n", b"[blocks.dose]\n", b"blocks = 3\n", b"kind", b"dose",
        b"circuit = []\n", b"2020-01-01", b"\xef\xbb\xbf", b"[" * 600, b"{a=" * 600, b"a." * 50,
    ]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw a file of which parts were cut, doubled, moved or written over."""
    data = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        put = draw(PIECES | st.binary(max_size=4) | st.just(data[start:end] * 2))
        data = data[:start] + put + data[end:]
    return data


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated") / "file.toml"


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=mutated())
def test_no_damage_raises_anything_else(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for problem in check_file(path, Catalogue([resources.shipped_exercises()])):
        assert problem.message
        assert problem.message.isprintable()
        lines = data.count(b"\n") + 1
        assert problem.line is None or 1 <= problem.line <= lines
        assert problem.column is None or problem.column >= 1
