"""A history of hundreds of sessions, damaged from a seed: what becomes of it is said."""

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from soleus_timer.domain.history.problems import HistoryError, Trouble
from soleus_timer.domain.history.session import Rating, StoredSession
from soleus_timer.storage.history.repository import FILE, History
from tests.domain.helpers import timed, tip_toe_walk, workout
from tests.domain.history.helpers import kept
from tests.storage.history.conftest import NOW

SESSIONS = 300
IN_BACKUP = 200
PAGE = 4096


class Original:
    """A good history and its backup; the journals hold every session."""

    def __init__(self, folder: Path, sessions: int = SESSIONS) -> None:
        self.folder = folder
        plans = [tip_toe_walk(), workout(*[timed(5, title=f"Hold {n}") for n in range(4)])]
        done = [kept(plan) for plan in plans]
        self.sessions = [
            kept(plans[number % 2], number=number, rating=Rating(number % 4, note=f"note {number}"))
            if number < 4
            else _again(done[number % 2], number)
            for number in range(sessions)
        ]
        history = History(folder, now=lambda: NOW)
        for session in self.sessions[: IN_BACKUP * sessions // SESSIONS]:
            history.add(session)
        history.upkeep(lambda _id: None)
        for session in self.sessions:
            history.add(session)
        history.close()
        self.data = (folder / FILE).read_bytes()

    def put(self, folder: Path, damaged: bytes) -> History:
        """Return the history of a program that starts on the damaged file."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        (folder / FILE).write_bytes(damaged)
        return History(folder, lambda: self.sessions, lambda: NOW)


def _again(session: StoredSession, number: int) -> StoredSession:
    started = session.started.replace(year=1990 + number // 300, day=1 + number % 28)
    return StoredSession(
        id=f"session-{number}",
        timeline=session.timeline,
        started=started,
        ended=started + (session.ended - session.started),
        record=session.record,
        rating=Rating(number % 4, note=f"note {number}"),
    )


def flip_bits(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 1, 3, 10])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def flip_a_bit_of_the_header(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(100)] ^= 1 << chance.randrange(8)


def change_the_number(data: bytearray, chance: random.Random) -> None:
    data[60:64] = chance.choice([0, 1, 2, 4, 7, 300, 2**31]).to_bytes(4, "big")


def swap_pages(data: bytearray, chance: random.Random) -> None:
    first, second = (PAGE * chance.randrange(len(data) // PAGE) for _ in range(2))
    one, other = bytes(data[first : first + PAGE]), bytes(data[second : second + PAGE])
    data[first : first + PAGE], data[second : second + PAGE] = other, one


def copy_a_page(data: bytearray, chance: random.Random) -> None:
    source, target = (PAGE * chance.randrange(len(data) // PAGE) for _ in range(2))
    data[target : target + PAGE] = data[source : source + PAGE]


def blank_a_page(data: bytearray, chance: random.Random) -> None:
    at = PAGE * chance.randrange(len(data) // PAGE)
    data[at : at + PAGE] = bytes([chance.choice([0, 255])]) * PAGE


def overwrite(data: bytearray, chance: random.Random) -> None:
    at, length = chance.randrange(len(data)), chance.randrange(1, 5000)
    data[at : at + length] = chance.randbytes(min(length, len(data) - at))


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.choice([0, 1, 50, 100, chance.randrange(len(data))]) :]


def cut_at_a_page(data: bytearray, chance: random.Random) -> None:
    del data[PAGE * chance.randrange(len(data) // PAGE) :]


def lengthen(data: bytearray, chance: random.Random) -> None:
    data += chance.randbytes(chance.choice([1, PAGE, 3 * PAGE]))


KINDS: Sequence[Callable[[bytearray, random.Random], None]] = (
    flip_bits,
    flip_a_bit_of_the_header,
    change_the_number,
    swap_pages,
    copy_a_page,
    blank_a_page,
    overwrite,
    cut,
    cut_at_a_page,
    lengthen,
)


def survive(original: Original, folder: Path, seed: int) -> str:
    """Damage the file by `seed` and use it; return the kind of damage and what came of it.

    Nothing is lost that backup and journals have, unless it is said. What one byte of a note or of
    a number was, nobody can tell: then a session differs.
    """
    chance = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    data = bytearray(original.data)
    kind(data, chance)
    history = original.put(folder, bytes(data))
    try:
        history.last_done()
        history.upkeep(lambda _id: None)
        found = history.reading(lambda rows: {one.id: one for one in rows.whole()})
        lines = {line.id for line in history.sessions()}
        assert history.add(kept(tip_toe_walk(), number=99_999))
    except HistoryError as error:
        # A header can be overwritten so that it looks like one of a newer program.
        assert error.notice.trouble is Trouble.NEWER, (seed, kind.__name__, str(error))  # noqa: PT017
        return f"{kind.__name__}: newer"
    finally:
        history.close()
    told = [one.trouble for one in history.notices]
    ids = {session.id for session in original.sessions}
    if not ids <= (lines & found.keys()):
        assert told, f"seed {seed}, {kind.__name__}: sessions are gone, and nothing is said"
        return f"{kind.__name__}: fewer, said"
    if told:
        return f"{kind.__name__}: all, said"
    same = all(found[session.id] == session for session in original.sessions)
    return f"{kind.__name__}: {'all' if same else 'all, differs'}"
