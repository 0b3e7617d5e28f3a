"""Writing a file so that there is always a whole one: the old, or the new."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from soleus_timer.store.ordinary import NOT_ORDINARY
from soleus_timer.store.private import make_folder, mode_of_new_files


def write_atomically(path: Path, text: str) -> None:
    """Write `text` (UTF-8) to `path`, making its folder where it is missing.

    Where `path` is a link, what it points to is written and the link stays. Half a sign, as JSON
    can tell it, becomes a question mark: no file in UTF-8 has room for it.

    Raises:
        OSError: it cannot be written; what was there before is untouched and nothing else is left.
    """
    with replacing(path) as file:
        file.write(text.encode("utf-8", "replace"))


@contextmanager
def replacing(path: Path, *, chosen: bool = False) -> Iterator[BinaryIO]:
    """Yield a file to write to, which takes the place of `path` once all of it is on the disk.

    It can be read as well, so that whoever wrote it can check it.

    A new file is for its owner alone; where a person has `chosen` the place, it is for whom their
    new files are. What was there keeps its permissions.

    The rest is as with `write_atomically`; whatever is raised within leaves `path` untouched.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A folder, or a device that a file would take the place of.
        raise OSError(errno.EINVAL, NOT_ORDINARY, str(path))
    if chosen:
        target.parent.mkdir(parents=True, exist_ok=True)
    else:
        make_folder(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            temporary.chmod(target.stat().st_mode)
        except FileNotFoundError:
            if chosen:
                temporary.chmod(mode_of_new_files())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
