"""Reads what events said of an attribute, and who they happened to; found by their subjects."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import Parts
from services.metrics.series.happening import Happened
from services.metrics.series.known_then import KNOWN, DetailNeeded, Then, recall
from services.metrics.series.membership import Members
from services.metrics.series.wanted import Wanted

LONGEST_VALUE = 200

_SAID = text(
    f"""
    {KNOWN}
    select asked,
           case when jsonb_typeof(attributes -> cast(:attribute as text))
                     in ('string', 'number', 'boolean')
                 and length(attributes ->> cast(:attribute as text)) <= {LONGEST_VALUE}
                then attributes ->> cast(:attribute as text) end as said,
           metric_id, day, value, weight, count(*)
      from held join known using (subject_id)
     where day between greatest(:first, first_day) and least(:last, last_day)
     group by asked, said, metric_id, day, value, weight limit :most
    """  # noqa: S608 - our own constants
)


async def get_happened(
    session: AsyncSession, wanted: Wanted, members: Members, attribute: str, then: Then
) -> list[Happened]:
    """What the subject's events say, as known then; TooMuchToRecall, DetailNeeded."""
    first, query = wanted.days[0], _SAID.bindparams(attribute=attribute)
    whose = _by_person(wanted, members)
    rows = await recall(session, query, wanted.numbers, whose, wanted.days, then)
    return await asyncio.to_thread(_happened, rows, first)


def _happened(rows: Sequence[Any], first: date) -> list[Happened]:
    happened = []
    for whom, said, metric, day, value, weight, times in rows:
        if value is None:
            raise DetailNeeded(day)
        when = (day - first).days
        happened.append(Happened(whom, said, metric, when, value, weight, times))
    return happened


def _by_person(wanted: Wanted, members: Members) -> Parts:
    """Each person by their key, for the days they belonged, and what was posted on the whole."""
    [subject], first = wanted.subjects, wanted.days[0]
    spells = [
        (key, key, first + timedelta(days=since), first + timedelta(days=until))
        for _, person, since, until in members.present
        for key in [members.people[person]]
    ]
    of_the_whole = [] if subject.startswith("person:") else [subject]
    return Parts.of([*members.people, *of_the_whole], spells)
