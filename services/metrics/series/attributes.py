"""A subject's series by an attribute of what happened, added up from the events themselves."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.privacy.reader import ReaderOf
from services.metrics.series.answer import answer, series_of
from services.metrics.series.asking import POINTS_AT_MOST, require_few
from services.metrics.series.attribute_store import get_happened
from services.metrics.series.columns import window_of_days
from services.metrics.series.grouping import Group, Grouped, groups_of
from services.metrics.series.happening import OTHERS, Happened, added_up, told_of
from services.metrics.series.known_then import Then
from services.metrics.series.membership import get_members
from services.metrics.series.wanted import Wanted
from shared.errors import Invalid
from shared.schemas.problems import Fault


class NotByAttribute(Invalid):
    """A metric that cannot be told by an attribute of its events."""

    def __init__(self, key: str) -> None:
        fault = Fault(pointer="/metric", code="not_by_attribute", detail="Take what is added up.")
        super().__init__(
            f"{key!r} cannot be told by attribute: only what adds up, means and rates, and ratios"
            " of posted metrics.",
            [fault],
        )


class _Whose(NamedTuple):
    """The people of the whole, whom of them the caller sees, and of how few nothing is told."""

    people: Sequence[str]
    seen: Collection[str]
    least: int


async def by_attribute(
    wanted: Wanted, attribute: str, reader: ReaderOf, session: AsyncSession, now: datetime
) -> Grouped:
    """The one series that is wanted, with a group for each value; NotByAttribute, PeopleTooMany."""
    [subject], [metric] = wanted.subjects, wanted.metrics
    if wanted.binned or wanted.capacities:
        raise NotByAttribute(metric.key)
    [whole] = await answer(wanted, session)
    members = await get_members(session, subject, "person", wanted.days)
    then = wanted.then or Then(now, reader.settings.zone)
    happened = await get_happened(session, wanted, members, attribute, then)
    whom = await reader.answering_for(subject, *(f"person:{key}" for key in members.people))
    seen = {key for key in members.people if subject in whom or f"person:{key}" in whom}
    if subject not in whom:
        seen -= {reader.caller.person or ""}  # a member among others, as in every grouping
    whose = _Whose(members.people, seen, reader.settings.smallest_group)
    groups = await asyncio.to_thread(_groups, wanted, attribute, happened, whose)
    return Grouped(**msgspec.structs.asdict(whole), groups=groups)


def _groups(
    wanted: Wanted, attribute: str, happened: Sequence[Happened], whose: _Whose
) -> list[Group]:
    windows = window_of_days(wanted.spans)
    values = sorted({each.said for each in happened if each.said is not None})
    names = [f"{attribute}={value}" for value in values]
    require_few(len({(each.whom, each.said) for each in happened}), len(windows))
    require_few(len(values), len(windows), POINTS_AT_MOST)
    told = told_of(happened, values, whose.people, whose.seen, windows, whose.least)
    found = added_up(happened, values, names, told, windows, wanted.days[0])
    series = series_of(replace(wanted, subjects=[*names, OTHERS], fill="zero"), found, {})
    return list(groups_of(names, told, series, wanted.fill))
