"""Cursors over numbered rows."""

from shared.pages import CursorUnknown, key_of


def number_of(cursor: str | None, most: int = 2**63 - 1) -> int | None:
    """The number that a cursor continues after; None at the beginning; CursorUnknown."""
    key = key_of(cursor)
    return number_in(key, most) if key else None


def number_in(key: str, most: int = 2**63 - 1) -> int:
    """The number that a part of a cursor is; CursorUnknown."""
    if not (key.isascii() and key.isdecimal() and len(key) < 20 and int(key) <= most):
        raise CursorUnknown
    return int(key)
