"""What ties a caller to the subjects they ask for."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import PEOPLE, asked
from services.metrics.privacy.domain import Relation

Span = tuple[date, date]

_RELATIONS = text(
    f"""
    with {PEOPLE}, present as (
        select distinct asked, person from people where :today between first_day and last_day
    ), turns (asked, day, change) as (
        select asked, greatest(first_day, cast(:first as date)), 1
          from people where first_day <= :last and last_day >= :first
        union all
        select asked, last_day + 1, -1 from people where last_day >= :first and last_day < :last
    ), sizes (asked, people) as (
        select asked, sum(sum(change)) over (partition by asked order by day)
          from turns group by asked, day
    ), led (asked) as (
        select 'team:' || team from metrics.leadership
         where person = :caller and :today between first_day and last_day
        union
        select 'person:' || membership.person
          from metrics.leadership join metrics.membership using (team)
         where leadership.person = :caller
           and :today between leadership.first_day and leadership.last_day
           and :today between membership.first_day and membership.last_day
    )
    select asked,
           asked = 'person:' || :caller as is_self,
           led.asked is not null as leads,
           mine.asked is not null as belongs,
           coalesce(fewest, 0) as fewest
      from unnest(cast(:subjects as text[])) as subject (asked)
      left join led using (asked)
      left join (select asked from present where person = :caller) as mine using (asked)
      left join (select asked, min(people) as fewest from sizes where people > 0 group by asked)
        as smallest using (asked)
    """  # noqa: S608 - PEOPLE is our own constant
)


async def get_relations(
    session: AsyncSession, caller: str | None, subjects: Sequence[str], today: date, span: Span
) -> dict[str, Relation]:
    """The caller's relation to each subject: ties of today, sizes over all of the span."""
    who = {"subjects": list(subjects), "caller": caller or ""}
    when = {"today": today, "first": span[0], "last": span[1]}
    found = await session.execute(_RELATIONS, {**asked(subjects), **who, **when})
    return {
        row.asked: Relation(row.is_self, row.leads, row.belongs, int(row.fewest)) for row in found
    }
