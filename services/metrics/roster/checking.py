"""What is wrong with an import, each with its line."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from services.metrics.directory.domain import BEGINNING, END
from services.metrics.roster.domain import Target
from services.metrics.roster.shapes import SHAPES, Line, Place, Roster
from shared.schemas.metrics.roster import LineFault


def faults_of(target: Target) -> list[LineFault]:
    """Everything that is wrong with what the lines would make, in their order."""
    found = [*_repeated(target), *_nameless(target), *_dateless(target), *_overlapping(target)]
    return sorted(found, key=lambda fault: fault.line)


def _repeated(target: Target) -> Iterator[LineFault]:
    for line in target.repeated:
        yield _fault(line, None, "repeated", "A line before says the same entry.")


def _nameless(target: Target) -> Iterator[LineFault]:
    for place, line in target.lines.items():
        shape = SHAPES[place.kind]
        said = dict(zip((*shape.key, *shape.facts), (*line.key, *line.said), strict=True))
        for name in shape.names:
            if Place(name, (str(said[name]),)) not in target.roster:
                detail = f"There is no {name} {said[name]!r}; give it a line of its own."
                yield _fault(line, name, f"{name}_unknown", detail)


def _dateless(target: Target) -> Iterator[LineFault]:
    for place, line in target.lines.items():
        if place not in target.roster:
            detail = "The person is archived; give them a line to have them back."
            yield _fault(line, "person", "archived", detail)
        elif line.last_day < place.first_day:
            yield _fault(line, "last_day", "ends_first", "It would end before it begins, today.")


def _overlapping(target: Target) -> Iterator[LineFault]:
    for places in _spells(target.roster).values():
        for earlier, later in pairwise(places):
            said, other = (later, earlier) if later in target.lines else (earlier, later)
            if said in target.lines and target.roster[earlier].last_day >= later.first_day:
                detail = f"Overlaps {_described(target, other)}; it would be counted twice."
                yield _fault(target.lines[said], "first_day", "overlaps", detail)


def _described(target: Target, place: Place) -> str:
    """An entry in words: what it is, where it stands, and its days."""
    line, last = target.lines.get(place), target.roster[place].last_day
    where = f"in line {line.number}" if line else "that stands already"
    since = "without a first day" if place.first_day == BEGINNING else f"from {place.first_day}"
    until = "" if last == END else f" until {last}"
    return f"{place.kind} of {', '.join(place.key)} {where} {since}{until}"


def _spells(roster: Roster) -> dict[tuple[str, tuple[str, ...]], list[Place]]:
    spells = defaultdict(list)
    for place in sorted(roster):
        if SHAPES[place.kind].owner:
            spells[place.kind, place.key].append(place)
    return spells


def _fault(line: Line, column: str | None, code: str, detail: str) -> LineFault:
    return LineFault(line=line.number, column=column, code=code, detail=detail)
