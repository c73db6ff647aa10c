"""Freshdesk's way of saying what happened: `{status:{from:4,to:6}}`, which looks like JSON."""

import re

Told = dict[str, "str | Told"]

DEEPEST = 5
LONGEST = 1_000
TOKEN = re.compile(r"[{}:,]|[^{}:,]+")


def triggered_event(text: object) -> Told:
    """What the words say; nothing if they do not follow the grammar.

    >>> triggered_event("{status:{from:4,to:6}}")
    {'status': {'from': '4', 'to': '6'}}
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return {}
    tokens = [token.strip() for token in TOKEN.findall(text)]
    tokens = [token for token in tokens if token][::-1]
    try:
        told = _braced(tokens, DEEPEST)
    except (IndexError, ValueError):
        return {}
    return {} if tokens else told


def _braced(tokens: list[str], levels: int) -> Told:
    """What stands between braces: names, each with a word or with braces of its own."""
    _expect(tokens, "{")
    told: Told = {}
    while tokens[-1] != "}":
        name = tokens.pop()
        _expect(tokens, ":")
        if tokens[-1] == "{" and levels > 1:
            told[name] = _braced(tokens, levels - 1)
        else:
            told[name] = tokens.pop() if tokens[-1] not in "{:,}" else ""
        if tokens[-1] != "}":
            _expect(tokens, ",")
    tokens.pop()
    return told


def _expect(tokens: list[str], token: str) -> None:
    if tokens.pop() != token:
        raise ValueError(token)
