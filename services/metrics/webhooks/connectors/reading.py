"""Tolerant reading of what tools send: any JSON goes in, what can be used comes out."""

import json
import re
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any
from urllib.parse import parse_qs

Headers = Mapping[str, str]

LONGEST = 200
LONGEST_PROSE = 4_000
# What the subject `account:TOOL/LOGIN` can name.
LOGIN = re.compile(r"[^\s/]{1,120}")
NOBODY = frozenset({"0", "-1"})
FORM = "application/x-www-form-urlencoded"


class Unreadable(ValueError):
    """The body is no JSON."""


def header(headers: Headers, name: str) -> str | None:
    """A header's value, whatever the case of its name."""
    wanted = name.lower()
    return next((value for key, value in headers.items() if key.lower() == wanted), None)


def decode(headers: Headers, body: bytes) -> Any:
    """What a body says: JSON, or a form whose `payload` is JSON; Unreadable."""
    kind = (header(headers, "content-type") or "").partition(";")[0].strip().lower()
    try:
        text = parse_qs(body.decode())["payload"][0] if kind == FORM else body
        # The library's own reader: it bears the halves of emoji that some tools send.
        return json.loads(text)
    except (ValueError, KeyError, RecursionError) as error:
        raise Unreadable from error


def within(said: Any, *path: str) -> Any:
    """What lies at a path of names; None where the path breaks off."""
    for name in path:
        said = said.get(name) if isinstance(said, dict) else None
    return said


def text(value: Any) -> str | None:
    """Words that can be kept and shown."""
    usable = isinstance(value, str) and value.isprintable() and 0 < len(value) <= LONGEST
    return value if usable else None


def word(value: Any) -> str:
    """One of a tool's own words, whatever its case; empty if it is none."""
    return (text(value) or "").strip().lower()


def flag(value: Any) -> bool | None:
    """Yes or no; None if it is neither."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(word(value))


def login(value: Any) -> str | None:
    """An account or a thing by its id or name; tools write nobody as 0, -1, empty or null."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    found = text(value)
    return found if found and found not in NOBODY and LOGIN.fullmatch(found) else None


def number(value: Any) -> float | None:
    """A number, written as one or as text; None if it is none that can be counted with."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if isfinite(found) else None


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; none where there is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def named_in(names: Iterable[str], *said: Any) -> bool:
    """Whether one of a tool's words is among the names that an administrator said."""
    known = {name.strip().lower() for name in names}
    return any(word(one) in known for one in said)


def prose(value: Any) -> str | None:
    """What somebody wrote, as far as it can be kept: lines too, but no control characters."""
    if not isinstance(value, str):
        return None
    kept = "".join(one for one in value[:LONGEST_PROSE] if one.isprintable() or one in "\n\t")
    return kept.strip() or None
