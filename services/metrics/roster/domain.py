"""What an import makes of the directory: what will stand, and how that differs from what stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from services.metrics.directory.domain import BEGINNING
from services.metrics.roster.shapes import SHAPES, Fact, Line, Place, Roster, owner_of
from shared.schemas.metrics.roster import Mode


class Changes(NamedTuple):
    """How one roster differs from another."""

    added: Mapping[Place, Fact]
    changed: Mapping[Place, tuple[Fact, Fact]]
    removed: Mapping[Place, Fact]


class Target(NamedTuple):
    """What will stand, and which line of the file says so."""

    roster: dict[Place, Fact]
    lines: dict[Place, Line]
    repeated: list[Line]


def diff(before: Roster, after: Roster) -> Changes:
    """What has to be done to `before` for it to be `after`."""
    return Changes(
        added={place: fact for place, fact in after.items() if place not in before},
        changed={
            place: (before[place], fact)
            for place, fact in after.items()
            if place in before and before[place] != fact
        },
        removed={place: fact for place, fact in before.items() if place not in after},
    )


def target(standing: Roster, lines: Sequence[Line], mode: Mode, today: date) -> Target:
    """What will stand after an import.

    A line without a first day says what is so now: what runs already keeps its beginning, what is
    new begins today, and has no beginning where its owner is new too. `replace` ends what the file
    no longer has, of the kinds that are in it; what is past stays, unless a line with days of its
    own says otherwise of the same.
    """
    roster, placed, repeated = dict(standing), dict[Place, Line](), list[Line]()
    running = _running(standing, today)
    for line in lines:
        fact = Fact(line.said, line.last_day)
        place = _placed(line, standing, running, today)
        former = running.get((line.kind, line.key))
        if former is not None and former != place and line.first_day is None:
            roster[former] = roster[former]._replace(last_day=today - timedelta(days=1))
        if place in placed:
            repeated.append(line)
        roster[place], placed[place] = fact, line
        if SHAPES[line.kind].owner == "account":
            roster.setdefault(owner_of(line.kind, line.key), Fact((False,)))
    if mode == "replace":
        _end_others(roster, standing, placed, today)
    _end_with_their_people(roster, today)
    return Target(roster, placed, repeated)


def _running(standing: Roster, today: date) -> dict[tuple[str, tuple[str, ...]], Place]:
    return {
        (place.kind, place.key): place
        for place, fact in standing.items()
        if SHAPES[place.kind].owner and place.first_day <= today <= fact.last_day
    }


def _placed(
    line: Line, standing: Roster, running: Mapping[tuple[str, tuple[str, ...]], Place], today: date
) -> Place:
    if line.first_day is not None or SHAPES[line.kind].owner is None:
        return Place(line.kind, line.key, line.first_day or BEGINNING)
    now = running.get((line.kind, line.key))
    if now is not None and standing[now].said == line.said:
        return now
    known = owner_of(line.kind, line.key) in standing
    return Place(line.kind, line.key, today if known else BEGINNING)


def _end_others(
    roster: dict[Place, Fact], standing: Roster, placed: Mapping[Place, Line], today: date
) -> None:
    kinds, dated = {place.kind for place in placed}, _dated(placed)
    for place, fact in standing.items():
        if place.kind not in kinds or place in placed:
            continue
        spans = dated.get((place.kind, place.key), ())
        if any(first <= fact.last_day and place.first_day <= last for first, last in spans):
            del roster[place]
        elif place.kind == "person":
            name, fte, archived_on = fact.said
            roster[place] = Fact((name, fte, archived_on or today))
        elif SHAPES[place.kind].owner:
            _end(roster, place, today)


def _dated(
    placed: Mapping[Place, Line],
) -> dict[tuple[str, tuple[str, ...]], list[tuple[date, date]]]:
    """The spans that the file says with their first days, by what they are spans of."""
    spans = defaultdict(list)
    for place, line in placed.items():
        if line.first_day is not None:
            spans[place.kind, place.key].append((line.first_day, line.last_day))
    return spans


def _end_with_their_people(roster: dict[Place, Fact], today: date) -> None:
    """Who is archived belongs to nothing and leads nothing from that day on."""
    gone = {place.key[0]: fact.said[2] for place, fact in roster.items() if place.kind == "person"}
    for place in [place for place in roster if SHAPES[place.kind].ends_when_archived]:
        left = gone.get(place.named("person") or "")
        if isinstance(left, date):
            _end(roster, place, left)


def _end(roster: dict[Place, Fact], place: Place, on: date) -> None:
    """Let an entry end the day before; what would begin later is gone, what is past stays."""
    if place.first_day >= on:
        del roster[place]
    elif roster[place].last_day >= on:
        roster[place] = roster[place]._replace(last_day=on - timedelta(days=1))
