"""What ties a caller to the subjects they ask for."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import PEOPLE, asked
from services.metrics.privacy.domain import Relation

_RELATIONS = text(
    f"""
    with {PEOPLE}, present as (
        select distinct asked, person from people where :today between first_day and last_day
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
    select subject.asked,
           subject.asked = 'person:' || :caller as is_self,
           exists (select from led where led.asked = subject.asked) as leads,
           exists (select from present where present.asked = subject.asked
                     and person = :caller) as belongs,
           (select count(*) from present where present.asked = subject.asked) as people
      from unnest(cast(:subjects as text[])) as subject (asked)
    """  # noqa: S608 - PEOPLE is our own constant
)


async def get_relations(
    session: AsyncSession, caller: str | None, subjects: Sequence[str], today: date
) -> dict[str, Relation]:
    """The caller's relation to each subject, by subject."""
    parameters = {**asked(subjects), "subjects": list(subjects), "today": today}
    found = await session.execute(_RELATIONS, {**parameters, "caller": caller or ""})
    return {row.asked: Relation(row.is_self, row.leads, row.belongs, row.people) for row in found}
