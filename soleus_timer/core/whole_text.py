"""Text that UTF-8, SQLite and JSON have room for."""


def whole_text(text: str) -> str:
    r"""Return `text` with each lone surrogate written out, as `\xff` or `\ud83d`.

    Python has them where a file's name is no UTF-8, and they cannot be stored anywhere. The same
    text always gives the same result, so that an id stays an id.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            data = text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # half of a sign that never was a byte
            data = text.encode("utf-8", "backslashreplace")
        return data.decode("utf-8", "backslashreplace")
    return text
