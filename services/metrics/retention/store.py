"""Where detail is dropped: of an event its identity stays, so that it counts once for ever."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, TextClause, text, update
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
    with kept as (
        select subject_id, identity from metrics.event
         where metric_id = :metric and time >= :since and time < :until and received >= :looked_at
           and value is not null
         limit :at_most
    )
    update metrics.event set value = null, id = null, attributes = null
      from kept where (event.subject_id, event.identity) = (kept.subject_id, kept.identity)
    """
)
# What was corrected into days that are done was received long before they were looked at.
_DROP_CHANGED = text(
    """
    with kept as (
        select distinct subject_id, identity
          from metrics.event_change join metrics.event using (subject_id, identity)
         where at >= :looked_at and metric_id = :metric and time < :until and value is not null
         limit :at_most
    )
    update metrics.event set value = null, id = null, attributes = null
      from kept where (event.subject_id, event.identity) = (kept.subject_id, kept.identity)
    """
)
_DROP_BEFORE = text(
    """
    with kept as (
        select subject_id, identity, version from metrics.event_change
         where cast(before ->> 'metric_id' as int) = :metric and jsonb_exists(before, 'value')
           and cast(before ->> 'time' as timestamptz) < :until
         limit :at_most
    )
    update metrics.event_change as changed set before = before - array['value', 'attributes']
      from kept where (changed.subject_id, changed.identity, changed.version)
                    = (kept.subject_id, kept.identity, kept.version)
    """
)
# A sealed review keeps its words until its round is published: nobody has read them yet.
_DROP_WORDS = text(
    """
    with kept as (
        select rating.id from metrics.rating
          left join metrics.feedback_round as round on round.key = rating.round
         where rating.kind = any(:kinds) and rating.day < :first_kept
           and rating.comment is not null and coalesce(round.published, true)
         limit :at_most
    )
    update metrics.rating set comment = null from kept where rating.id = kept.id
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


async def drop_detail(session: AsyncSession, metric: int, step: Step, at_most: int) -> bool:
    """Drop value, attributes and id of so many of the step's events; whether that was all of it.

    What events said before goes with the last step: once, for all days that are done.
    """
    span = {"metric": metric, "until": step.until, "looked_at": step.received, "at_most": at_most}
    dropped = [await _count(session, _DROP, {**span, "since": step.since})]
    if step.is_last:
        dropped += [await _count(session, each, span) for each in (_DROP_CHANGED, _DROP_BEFORE)]
    return max(dropped) < at_most


async def note_progress(session: AsyncSession, metric: int, done: Progress) -> None:
    """Note how far it is."""
    mine = update(RetentionRow).where(RetentionRow.metric_id == metric)
    said = {"dropped_before": done.dropped_before, "looked_at": done.looked_at}
    await session.execute(mine.values(said))


async def drop_words(
    session: AsyncSession, kinds: Collection[str], first_kept: date, at_most: int
) -> bool:
    """Drop the words of so many ratings of some kinds; whether that was all of them."""
    said = {"kinds": list(kinds), "first_kept": first_kept, "at_most": at_most}
    return await _count(session, _DROP_WORDS, said) < at_most


async def _count(session: AsyncSession, statement: TextClause, said: dict[str, Any]) -> int:
    result = await session.execute(statement, said)
    assert isinstance(result, CursorResult)
    return result.rowcount
