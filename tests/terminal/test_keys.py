"""What the bytes of a terminal mean."""

import pytest

from soleus_timer.terminal.keys import Key, KeyReader


@pytest.mark.parametrize(
    ("pieces", "keys"),
    [
        ([b" "], [Key.PRIMARY]),
        ([b"\r", b"\n"], [Key.DONE_OR_SKIP, Key.DONE_OR_SKIP]),
        ([b"\x1b[6~"], [Key.DONE_OR_SKIP]),
        ([b"\x1b", b"[", b"6", b"~"], [Key.DONE_OR_SKIP]),
        ([b"\x1b[D\x1bOD\x1b[5~"], [Key.BACK, Key.BACK, Key.BACK]),
        ([b"rR+mM?qQ"], [Key.REDO, Key.REDO, Key.ADD_TIME, Key.MUTE, Key.MUTE, Key.SHOW_KEYS,
                         Key.QUIT, Key.QUIT]),
        ([b"\x1b[1;5D", b"x"], [Key.OTHER, Key.OTHER]),
        ([b"\x1bq"], [Key.OTHER]),  # Alt+q is not q
        ([b"\x1b[\x01q"], [Key.OTHER, Key.OTHER, Key.OTHER, Key.QUIT]),
        ([b"\x03"], [Key.INTERRUPT]),
    ],
)  # fmt: skip
def test_bytes_become_keys(pieces: list[bytes], keys: list[Key]) -> None:
    reader = KeyReader()
    found = [key for piece in pieces for key in reader.feed(piece)]
    assert found == keys
    assert not reader.is_waiting


def test_esc_alone_is_a_key_when_nothing_follows() -> None:
    reader = KeyReader()
    assert reader.feed(b"\x1b") == []
    assert reader.is_waiting
    assert reader.give_up() == [Key.OTHER]
    assert reader.feed(b"[") == [Key.OTHER]
