"""What an import changes, told line by line."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.metrics.roster.checking import faults_of
from services.metrics.roster.domain import Changes, Target, diff, target
from services.metrics.roster.shapes import Fact, Line, Place, Roster, told
from shared.schemas.metrics.roster import LineFault, Mode, RosterChange, RosterReport

TOLD_AT_MOST = 1000


class How(NamedTuple):
    """How an import was asked for, and when."""

    mode: Mode
    dry_run: bool
    today: date


def compare(
    standing: Roster, read: tuple[list[Line], list[LineFault]], how: How
) -> tuple[RosterReport, Changes]:
    """What an import does to the directory, told and ready to be done."""
    lines, unreadable = read
    wanted = target(standing, lines, how.mode, how.today)
    faults = sorted([*unreadable, *faults_of(wanted)], key=lambda fault: fault.line)
    changes = diff(standing, wanted.roster)
    return _report(wanted, changes, faults, how), changes


def _report(target: Target, changes: Changes, faults: list[LineFault], how: How) -> RosterReport:
    each = sorted(_changes(target, changes), key=lambda change: (change.line is None, change.line))
    counts = Counter(change.change for change in each)
    touched = {*changes.added, *changes.changed, *changes.removed}
    return RosterReport(
        dry_run=how.dry_run,
        mode=how.mode,
        added=counts["added"],
        changed=counts["changed"],
        ended=counts["ended"],
        unchanged=sum(place not in touched for place in target.lines),
        changes=each[:TOLD_AT_MOST],
        errors=faults,
    )


def _changes(target: Target, changes: Changes) -> Iterator[RosterChange]:
    for place, fact in changes.added.items():
        yield _change(target, place, None, fact)
    for place, (before, after) in changes.changed.items():
        yield _change(target, place, before, after)
    for place, fact in changes.removed.items():
        yield _change(target, place, fact, None)


def _change(target: Target, place: Place, before: Fact | None, after: Fact | None) -> RosterChange:
    line = target.lines.get(place)
    ended = before is not None and line is None
    return RosterChange(
        change="ended" if ended else "added" if before is None else "changed",
        kind=place.kind,
        line=line.number if line else None,
        before=told(place, before) if before else None,
        after=told(place, after) if after else None,
    )
