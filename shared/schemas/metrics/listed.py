"""The directory in lists."""

from datetime import date

from shared.schemas.words import Key, Told


class PersonListed(Told):
    """A person in a list."""

    key: Key
    name: str
    archived_on: date | None


class People(Told):
    """A page of people, by key."""

    items: list[PersonListed]
    next_cursor: str | None = None


class Named(Told):
    """A team or a role in a list."""

    key: Key
    name: str


class AllNamed(Told):
    """A page of teams or roles, by key."""

    items: list[Named]
    next_cursor: str | None = None
