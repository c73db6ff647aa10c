"""A subject's series group by group: each group that may be told, and all others together."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import Parts, Spell
from services.metrics.privacy.reader import ReaderOf
from services.metrics.series.answer import Series, answer
from services.metrics.series.asking import POINTS_AT_MOST, require_few
from services.metrics.series.columns import Bools, window_of_days
from services.metrics.series.domain import Point
from services.metrics.series.gaps import filled
from services.metrics.series.happening import OTHERS
from services.metrics.series.membership import By, Members, get_members
from services.metrics.series.parting import Parted, parted, presence
from services.metrics.series.wanted import Wanted
from shared.schemas.metrics.series import Fill


class GroupPoint(Point, frozen=True, gc=False):
    """A point of a group, as `shared.schemas.metrics.series.GroupPoint` says it."""

    suppressed: bool = False


class Group(msgspec.Struct, frozen=True):
    """One group, as `shared.schemas.metrics.series.Group` says it."""

    group: str
    points: list[GroupPoint]


class Grouped(Series, frozen=True):
    """A whole and its groups, as `shared.schemas.metrics.series.Grouped` says it."""

    groups: list[Group]


async def grouped(wanted: Wanted, by: By, reader: ReaderOf, session: AsyncSession) -> Grouped:
    """The one series that is wanted, with its groups; PeopleTooMany."""
    [subject] = wanted.subjects
    [whole] = await answer(wanted, session)
    members = await get_members(session, subject, by, wanted.days)
    windows = window_of_days(wanted.spans)
    require_few(max(len(members.people), len(members.groups)), len(windows))
    require_few(len(members.groups), len(wanted.spans), POINTS_AT_MOST)
    present = presence(members.present, len(members.people), len(windows))
    seen = await _seen(subject, members, present, reader)
    least = reader.settings.smallest_group
    facts = (present, members.spells, seen, windows, len(members.groups), least)
    told = await asyncio.to_thread(parted, *facts)
    parts = replace(wanted, subjects=_parts(subject, members, told, wanted.days[0]), fill="zero")
    return Grouped(
        **msgspec.structs.asdict(whole),
        groups=list(groups_of(members.groups, told, await answer(parts, session), wanted.fill)),
    )


async def _seen(subject: str, members: Members, present: Bools, reader: ReaderOf) -> Bools:
    """Whose numbers the caller may see by themselves, on which days, whatever their group."""
    people = {f"person:{key}": place for place, key in enumerate(members.people)}
    whom = await reader.answering_for(subject, *people, *members.groups)
    if subject in whom:
        return np.ones_like(present)
    seen = np.zeros_like(present)
    # Not the caller among others: a group is told to its members, too, if it is large enough.
    for who in people.keys() & (whom - {f"person:{reader.caller.person}"}):
        seen[people[who]] = True
    for group, person, first, last in members.spells:
        seen[person, first : last + 1] |= members.groups[group] in whom
    return seen


def _parts(subject: str, members: Members, told: Parted, first_day: date) -> Parts:
    """Groups by number, and then the others, with whom what was posted on the whole is told."""
    others = OTHERS if subject.startswith("person:") else subject

    def spell(label: str, person: int, first: int, last: int) -> Spell:
        since, until = (first_day + timedelta(days=day) for day in (first, last))
        return label, members.people[person], since, until

    spells = [spell(str(group), *rest) for group, *rest in members.spells]
    spells += [spell(others, *rest) for rest in told.others]
    return Parts.of([*map(str, range(len(members.groups))), others], spells)


def groups_of(
    names: Sequence[str], told: Parted, series: Sequence[Series], fill: Fill
) -> Iterator[Group]:
    """The groups of which anything is told, and always the others, whose series comes last."""
    for name, named, windows, each in zip(names, told.named, told.told, series, strict=False):
        if named:
            yield Group(name, list(_points(each.points, windows, fill)))
    yield Group(OTHERS, list(_points(series[-1].points, told.others_told, fill)))


def _points(points: Sequence[Point], told: Bools, fill: Fill) -> Iterator[GroupPoint]:
    for point, may_be_told in zip(points, told, strict=True):
        if may_be_told:
            for left in filled([point], fill):
                yield GroupPoint(**msgspec.structs.asdict(left))
        else:
            yield GroupPoint(point.start, point.end, None, 0, None, None, point.partial, True)
