"""The finished work of a period: what was counted for a metric of a subject's people."""

import asyncio
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.audits.sampling import Piece
from services.metrics.belonging import HOLDERS, made_up_of
from shared.schemas.metrics.audits import AuditPlan


class Span(NamedTuple):
    """The days of a period, and the zone whose days they are."""

    first: date
    last: date
    time_zone: str


async def get_population(
    session: AsyncSession, plan: AuditPlan, span: Span
) -> dict[Piece, datetime]:
    """Every piece of work that may be drawn, with when it was done."""
    what = {"metric": plan.population.metric, **span._asdict()}
    found = await session.execute(_WORK, {**made_up_of([plan.population.subject]), **what})
    return await asyncio.to_thread(_pieces, found)


def _pieces(found: Iterable[Any]) -> dict[Piece, datetime]:
    return {Piece(subject, source, event): time for subject, source, event, time in found}


_WORK = text(
    f"""
    with {HOLDERS}
    select distinct holders.key, source.key, event.id, event.time
      from holders join metrics.subject using (key)
      join metrics.event using (subject_id)
      join metrics.metric using (metric_id)
      join metrics.source using (source_id)
     where metric.key = :metric and not void and event.id is not null
       and cast(event.time at time zone cast(:time_zone as text) as date)
           between greatest(:first, holders.first_day) and least(:last, holders.last_day)
    """  # noqa: S608 - HOLDERS is our own constant
)
