"""Where audit plans, draws and what was drawn are kept."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.audits.domain import AuditItemUnknown, AuditPlanUnknown, Drawn
from services.metrics.audits.rows import AuditItemRow, AuditPlanRow, DrawRow
from services.metrics.documents import find_document, list_documents, put_document
from shared.schemas.metrics.audits import AuditItem, AuditPlan, Draw

OF_DRAW = tuple(Draw.model_fields)


async def find_plan(
    session: AsyncSession, key: str, *, to_change: bool = False
) -> AuditPlan | None:
    """A plan, held if it is to change."""
    return await find_document(session, AuditPlanRow, AuditPlan, key, to_change=to_change)


async def get_plan(session: AsyncSession, key: str) -> AuditPlan:
    """A plan; AuditPlanUnknown."""
    plan = await find_plan(session, key)
    if plan is None:
        raise AuditPlanUnknown(key)
    return plan


async def list_plans(session: AsyncSession, *, after: str, limit: int) -> list[AuditPlan]:
    """A page of plans, by key."""
    return await list_documents(session, AuditPlanRow, AuditPlan, after=after, limit=limit)


async def put_plan(session: AsyncSession, plan: AuditPlan) -> None:
    """Keep a plan's next version; VersionRequired if another came first."""
    await put_document(session, AuditPlanRow, plan)


async def find_draw(session: AsyncSession, plan: str, first_day: date) -> Draw | None:
    """What was drawn of a period, if it was."""
    row = await session.get(DrawRow, (plan, first_day))
    return None if row is None else _draw_of(row)


async def keep_draw(session: AsyncSession, draw: Draw, items: list[dict[str, Any]]) -> bool:
    """Keep a draw with its items; whether it did: another may have been quicker."""
    query = insert(DrawRow).values(**draw.model_dump()).on_conflict_do_nothing()
    if await session.scalar(query.returning(DrawRow.plan)) is None:
        return False
    if items:
        await session.execute(insert(AuditItemRow), items)
    return True


async def list_draws(
    session: AsyncSession, plan: str, *, after: date | None, limit: int
) -> list[Draw]:
    """A page of a plan's draws, by period."""
    query = select(DrawRow).where(DrawRow.plan == plan, DrawRow.first_day > (after or date.min))
    rows = await session.scalars(query.order_by(DrawRow.first_day).limit(limit))
    return [_draw_of(row) for row in rows]


async def get_item(session: AsyncSession, plan: str, item: UUID) -> Drawn:
    """A piece of work that a plan drew; AuditItemUnknown."""
    row = await session.get(AuditItemRow, item)
    if row is None or row.plan != plan:
        raise AuditItemUnknown(item)
    names = ("id", "plan", "first_day", "subject", "source", "event_id", "time")
    return Drawn(**{name: getattr(row, name) for name in names})


async def list_items(
    session: AsyncSession, plan: str, state: str | None, today: date, *, after: UUID, limit: int
) -> list[AuditItem]:
    """A page of what a plan drew, by id, with what became of it."""
    asked = {"plan": plan, "state": state, "today": today, "after": after, "most": limit}
    return [AuditItem(**row) for row in (await session.execute(_ITEMS, asked)).mappings()]


async def holds(session: AsyncSession, person: str, subject: str, day: date) -> bool:
    """Whether what was done as a subject was a person's work that day."""
    who = {"person": person, "subject": subject, "day": day}
    return bool(await session.scalar(_HOLDS, who))


def _draw_of(row: DrawRow) -> Draw:
    return Draw(**{name: getattr(row, name) for name in OF_DRAW})


_ITEMS = text(
    """
    with drawn as (
        select item.id, item.plan, item.first_day, source, event_id, item.time, due_on,
               case when rating.id is not null then 'scored'
                    when due_on < :today then 'overdue' else 'open' end as state,
               rating.value as score
          from metrics.audit_item as item left join metrics.rating
            on rating.identity = item.identity and rating.withdrawn_at is null
         where item.plan = :plan and item.id > :after
    )
    select * from drawn where cast(:state as text) is null or state = :state
     order by id limit :most
    """
)
_HOLDS = text(
    """
    select :subject = 'person:' || :person or exists (
        select from metrics.account_held
         where person = :person and :subject = 'account:' || tool || '/' || login
           and :day between first_day and last_day)
    """
)
