"""Some hundred damaged files of each kind; `tests/benchmarks/malformed.py` has thousands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.malformed import OUTSIDE, Kind, Readers, damaged, good_files, watched

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
