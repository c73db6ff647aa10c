"""How SCIM's users and groups are people and teams: whose key is whose, and who leads."""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from services.metrics.scim.models import EnterpriseUser, User

LONGEST = 80


def keys_for(name: str) -> Iterator[str]:
    """The keys that a user name or a group's name may get, the best first.

    >>> keys = keys_for("Ana.Lopes@Example.org")
    >>> next(keys), next(keys), next(keys)
    ('ana.lopes', 'ana.lopes-example.org', 'ana.lopes-example.org-2')
    >>> next(keys_for("Kundendienst & Technik"))
    'kundendienst-technik'
    """
    local, whole = _key(name.partition("@")[0]), _key(name)
    yield local
    if whole != local:
        yield whole
    for number in count(2):
        yield f"{whole[: LONGEST - 12]}-{number}"


def name_of(user: User[EnterpriseUser]) -> str:
    """What a person is called: the first of display name, full name, its parts, user name."""
    name = user.name
    parts = [name.given_name, name.family_name] if name else []
    written = " ".join(part for part in parts if part)
    formatted = name.formatted if name else None
    said = (user.display_name, formatted, written, user.user_name)
    return next(text.strip() for text in said if text and text.strip())[:2000]


def manager_of(user: User[EnterpriseUser]) -> str | None:
    """Whom a person reports to, if it is said."""
    extension = user[EnterpriseUser]
    return extension.manager.value if extension and extension.manager else None


def lead_of(managers: Mapping[str, str | None]) -> str | None:
    """Who leads a team, by its members' managers: only if all but that one name the same.

    >>> lead_of({"ana": "lena", "ben": "lena", "lena": "paul"})
    'lena'
    >>> lead_of({"ana": "lena", "ben": "paul"}), lead_of({"ana": "lena", "ben": None}), lead_of({})
    (None, None, None)
    """
    named = set(managers.values())
    said = {manager for member, manager in managers.items() if member not in named}
    return said.pop() if len(said) == 1 else None


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9_.-]+", "-", name.lower()).strip("-_.")[:LONGEST] or "unnamed"
