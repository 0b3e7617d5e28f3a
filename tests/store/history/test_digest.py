"""A text's digest is SHA-256, wherever Python keeps it, and loads no OpenSSL."""

import hashlib
import subprocess
import sys

import pytest

from soleus_timer.store.history import digest


@pytest.mark.parametrize("text", ["", "calf raises", "日本語 ünï", "x" * 100_000])
def test_it_is_sha_256(text: str) -> None:
    assert digest.sha256(text) == hashlib.sha256(text.encode()).hexdigest()


def test_a_python_that_renamed_its_own_still_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "_WHERE", ("_named_anew", "hashlib"))
    digest._function.cache_clear()
    try:
        assert digest.sha256("a") == hashlib.sha256(b"a").hexdigest()
    finally:
        digest._function.cache_clear()


def test_writing_a_session_loads_no_openssl() -> None:
    code = """
import sys
import soleus_timer.store.history.writing
from soleus_timer.store.history.digest import sha256
sha256("a")
print("_hashlib" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
