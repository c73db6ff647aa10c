"""What is true of dated facts about people."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from shared.errors import Invalid, NotFound
from shared.schemas.metrics.directory import Dated, Person, PersonIn, Team
from shared.schemas.problems import Fault

BEGINNING = date.min
END = date.max
DAYS_AT_MOST = 731

Spell = TypeVar("Spell", bound=Dated)
Subject = TypeVar("Subject", Person, Team)


class NotInDirectory(NotFound):
    """The directory has nobody and nothing of that key."""

    def __init__(self, subject: str) -> None:
        super().__init__(f"{subject!r} is not in the directory; PUT it first.")


class DatesUnsound(Invalid):
    """Dates that end before they begin, or overlap where only one can hold."""


def span(dated: Dated) -> tuple[date, date]:
    """First and last day, with the calendar's ends for what is unbounded."""
    return dated.first_day or BEGINNING, dated.last_day or END


def require_sound(groups: dict[str, Sequence[tuple[str, Dated]]]) -> None:
    """Raise DatesUnsound unless spans are ordered and one key's spans do not overlap.

    `groups` maps a field of the request to (key, span) pairs in the request's order.
    """
    faults = [fault for field, entries in groups.items() for fault in _faults(field, entries)]
    if faults:
        raise DatesUnsound("Mend " + ", ".join(fault.pointer for fault in faults), faults)


def require_ordered(dated: Dated) -> None:
    """Raise DatesUnsound if the one span of a request ends before it begins."""
    if faults := list(_ends_first("", dated)):
        raise DatesUnsound("Mend /last_day", faults)


def require_days(first: date, last: date) -> None:
    """Raise DatesUnsound unless first comes before last, and not too long before."""
    if not 0 <= (last - first).days < DAYS_AT_MOST:
        detail = f"On or after `from`, and {DAYS_AT_MOST} days at most."
        fault = Fault(pointer="/query/to", code="days_unsound", detail=detail)
        raise DatesUnsound("Mend /query/to", [fault])


def person_of(key: str, said: PersonIn) -> Person:
    """The person that was said; DatesUnsound.

    Whoever is archived belongs to no team and holds no role from that day on.
    """
    require_sound(
        {
            "part_time": [("part-time", spell) for spell in said.part_time],
            "absences": [(f"absence {index}", spell) for index, spell in enumerate(said.absences)],
            "calendars": [("calendar", used) for used in said.calendars],
            "roles": [(held.role, held) for held in said.roles],
            "memberships": [(entry.team, entry) for entry in said.memberships],
        }
    )
    person = in_order(Person(key=key, **said.model_dump()))
    if said.archived_on is None:
        return person
    last = said.archived_on - timedelta(days=1)
    until = {"roles": ended(person.roles, last), "memberships": ended(person.memberships, last)}
    return person.model_copy(update=until)


def in_order(subject: Subject) -> Subject:
    """The same with all that is dated in order of time: said otherwise, it is no other."""
    fields = [name for name, value in subject if isinstance(value, list)]
    return subject.model_copy(
        update={name: sorted(getattr(subject, name), key=_place) for name in fields}
    )


def _place(dated: Dated) -> tuple[date, str]:
    return span(dated)[0], dated.model_dump_json(exclude={"first_day", "last_day"})


def ended(spells: Sequence[Spell], last: date) -> list[Spell]:
    """The same, none lasting beyond a day; those that would begin later are gone."""
    return [
        spell.model_copy(update={"last_day": min(spell.last_day or END, last)})
        for spell in spells
        if span(spell)[0] <= last
    ]


def _ends_first(place: str, dated: Dated) -> Iterator[Fault]:
    first, last = span(dated)
    if last < first:
        detail = "The last day comes before the first."
        yield Fault(pointer=f"{place}/last_day", code="ends_first", detail=detail)


def _faults(field: str, entries: Sequence[tuple[str, Dated]]) -> Iterator[Fault]:
    for index, (_, dated) in enumerate(entries):
        yield from _ends_first(f"/{field}/{index}", dated)
    placed = sorted((key, *span(dated), index) for index, (key, dated) in enumerate(entries))
    for (key, _, last, _), (next_key, first, _, index) in pairwise(placed):
        if key == next_key and first <= last:
            detail = f"Overlaps another span of {key!r}; it would be counted twice."
            yield Fault(pointer=f"/{field}/{index}/first_day", code="overlaps", detail=detail)
