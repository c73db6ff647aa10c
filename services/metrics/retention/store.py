"""Where detail is dropped: of an event its identity stays, so that it counts once for ever."""

from datetime import date, datetime

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.retention.domain import LEEWAY, Progress, Step
from services.metrics.retention.rows import RetentionRow

_BEGIN = text(
    """
    insert into metrics.retention (metric_id, dropped_before, looked_at)
    select :metric,
           coalesce((select min(day) from metrics.day where metric_id = :metric), :first_kept),
           :looked_at
     where not exists (select from metrics.retention where metric_id = :metric)
    on conflict do nothing
    """
)
_HOLD = text(
    """
    select dropped_before, looked_at from metrics.retention
     where metric_id = :metric for update skip locked
    """
)
_DROP = text(
    """
    update metrics.event set value = null, id = null, attributes = null
     where metric_id = :metric and time >= :since and time < :until and received >= :received
       and value is not null
    """
)
_DROP_BEFORE = text(
    """
    update metrics.event_change set before = before - array['value', 'attributes']
     where cast(before ->> 'metric_id' as int) = :metric
       and cast(before ->> 'time' as timestamptz) >= :since
       and cast(before ->> 'time' as timestamptz) < :until and jsonb_exists(before, 'value')
    """
)


async def begin_dropping(
    session: AsyncSession, metric: int, first_kept: date, at: datetime
) -> None:
    """Note that a metric's detail is dropped from its first day on, if that is not noted yet."""
    begun = {"metric": metric, "first_kept": first_kept, "looked_at": at - LEEWAY}
    await session.execute(_BEGIN, begun)


async def hold_progress(session: AsyncSession, metric: int) -> Progress | None:
    """How far it is, held until the transaction ends; None if another process is at it."""
    row = (await session.execute(_HOLD, {"metric": metric})).first()
    return None if row is None else Progress(*row)


async def drop_detail(session: AsyncSession, metric: int, step: Step) -> None:
    """Drop value, attributes and id of the step's events, also from what they said before."""
    span = {"metric": metric, "since": step.since, "until": step.until}
    await session.execute(_DROP, {**span, "received": step.received})
    await session.execute(_DROP_BEFORE, span)
    done = {"dropped_before": step.then.dropped_before, "looked_at": step.then.looked_at}
    mine = RetentionRow.metric_id == metric
    await session.execute(update(RetentionRow).where(mine).values(done))
