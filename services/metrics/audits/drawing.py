"""Drawing what is audited: a period once, when it is over, by whichever process comes first."""

import asyncio
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.audits import store
from services.metrics.audits.domain import PeriodNotDrawn, period_of
from services.metrics.audits.population import Span, get_population
from services.metrics.audits.sampling import Piece, draw, size_of
from services.metrics.audits.scoring import key_of
from services.metrics.feedback.domain import identity_of
from services.metrics.series.domain import beginning
from shared.clock import now
from shared.schemas.metrics.audits import AuditPlan, Draw

PLANS_AT_MOST = 10_000


async def draw_period(
    session: AsyncSession, plan: AuditPlan, day: date, at: datetime, zone: ZoneInfo
) -> tuple[Draw, bool]:
    """The draw of the period that a day is in, and whether it is new; PeriodNotDrawn.

    The seed is made when it is drawn: before, nobody could know what would be.
    """
    first, last = period_of(plan, day, at.astimezone(zone).date())
    if (standing := await store.find_draw(session, plan.key, first)) is not None:
        return standing, False
    span = Span(first, last, zone.key)
    work = await get_population(session, plan, span)
    drawn, items = await asyncio.to_thread(_drawn, plan, span, work, at)
    if await store.keep_draw(session, drawn, items):
        return drawn, True
    standing = await store.find_draw(session, plan.key, first)
    return standing or drawn, False


def _drawn(
    plan: AuditPlan, span: Span, work: Mapping[Piece, datetime], at: datetime
) -> tuple[Draw, list[dict[str, Any]]]:
    seed = secrets.token_hex(16)
    chosen = draw(work, seed, size_of(len(work), plan.size, plan.rate))
    of = {"plan": plan.key, "first_day": span.first}
    due_on = span.last + timedelta(days=plan.due_days)
    drawn = Draw.model_validate(
        of
        | {"last_day": span.last, "seed": seed, "due_on": due_on, "drawn_at": at}
        | {"population": len(work), "drawn": len(chosen)}
    )
    return drawn, [of | {"due_on": due_on, **_item(piece, work[piece])} for piece in chosen]


def _item(piece: Piece, time: datetime) -> dict[str, Any]:
    item = uuid4()
    what = {"subject": piece.subject, "source": piece.source, "event_id": piece.id, "time": time}
    return {"id": item, "identity": identity_of(key_of(item)), **what}


@dataclass(frozen=True)
class Drawing:
    """Draws what is due; every process may do it, and no period is drawn twice."""

    sessions: async_sessionmaker[AsyncSession]
    zone: ZoneInfo

    async def __call__(self) -> None:
        """Draw the last period of every plan, where that is not done."""
        await self.draw(now())

    async def draw(self, at: datetime) -> None:
        """Draw the last period that is over at a moment, of every plan."""
        async with self.sessions() as session:
            plans = await store.list_plans(session, after="", limit=PLANS_AT_MOST)
        today = at.astimezone(self.zone).date()
        for plan in plans:
            day = beginning(today, plan.period) - timedelta(days=1)
            with suppress(PeriodNotDrawn):  # the plan begins with a later one
                async with self.sessions.begin() as session:
                    await draw_period(session, plan, day, at, self.zone)
