"""What an entry of the roster is: of which columns each kind is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.metrics.directory.domain import BEGINNING, END

Value = str | float | bool | date | None


@dataclass(frozen=True)
class Shape:
    """A kind of entry: the columns that say which it is, and those that say what of it.

    What is dated belongs to its `owner`, and all that it names must be known.
    """

    key: tuple[str, ...]
    facts: tuple[str, ...] = ()
    owner: str | None = None
    names: tuple[str, ...] = ()
    ends_when_archived: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that a line of this kind may fill in."""
        days = ("first_day", "last_day") if self.owner else ()
        return (*self.key, *(fact for fact in self.facts if fact != "archived_on"), *days)


SHAPES: Mapping[str, Shape] = {
    "person": Shape(("person",), ("name", "fte", "archived_on")),
    "team": Shape(("team",), ("name",)),
    "role": Shape(("role",), ("name",)),
    "account": Shape(("tool", "login"), ("bot",)),
    "membership": Shape(("person", "team"), (), "person", ("person", "team"), True),
    "role_held": Shape(("person", "role"), (), "person", ("person", "role"), True),
    "lead": Shape(("person", "team"), (), "team", ("person", "team"), True),
    "part_time": Shape(("person",), ("fte",), "person", ("person",)),
    "absence": Shape(("person",), (), "person", ("person",)),
    "holder": Shape(("tool", "login"), ("person",), "account", ("person",)),
}
COLUMNS = ("kind", *dict.fromkeys(column for shape in SHAPES.values() for column in shape.columns))


class Place(NamedTuple):
    """Which entry: what is dated is another from each first day on."""

    kind: str
    key: tuple[str, ...]
    first_day: date = BEGINNING

    def named(self, column: str) -> str | None:
        """What the key says of a column, if it is of the key."""
        columns = SHAPES[self.kind].key
        return self.key[columns.index(column)] if column in columns else None


class Fact(NamedTuple):
    """What is so of an entry."""

    said: tuple[Value, ...] = ()
    last_day: date = END


class Line(NamedTuple):
    """A line of the file; no first day: it is so now, whenever it began."""

    number: int
    kind: str
    key: tuple[str, ...]
    said: tuple[Value, ...]
    first_day: date | None
    last_day: date


Roster = Mapping[Place, Fact]


def owner_of(kind: str, key: tuple[str, ...]) -> Place:
    """The undated entry that a dated one belongs to."""
    shape = SHAPES[kind]
    assert shape.owner is not None
    columns = SHAPES[shape.owner].key
    return Place(shape.owner, tuple(key[shape.key.index(column)] for column in columns))


def told(place: Place, fact: Fact) -> dict[str, str]:
    """An entry as the columns of a line; what is empty is left out."""
    shape = SHAPES[place.kind]
    filled: dict[str, Value] = dict(
        zip((*shape.key, *shape.facts), (*place.key, *fact.said), strict=True)
    )
    if place.first_day != BEGINNING:
        filled["first_day"] = place.first_day
    if fact.last_day != END:
        filled["last_day"] = fact.last_day
    return {
        column: str(value).lower() if isinstance(value, bool) else str(value)
        for column, value in filled.items()
        if value is not None
    }
