"""Who belongs to which team today, and how a push changes that from today on."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory.domain import END


class Belonging(NamedTuple):
    """A person who is in a team today; both are known to the provider."""

    person: str
    team: str
    team_name: str


async def belonging(
    session: AsyncSession, today: date, people: Collection[str] = (), teams: Collection[str] = ()
) -> list[Belonging]:
    """Who of these people is in any team today, and who is in these teams."""
    asked = {"today": today, "people": list(people), "teams": list(teams)}
    return [Belonging(*row) for row in await session.execute(_BELONGING, asked)]


async def change_members(
    session: AsyncSession, team: str, today: date, *, joining: set[str], leaving: set[str]
) -> None:
    """Let people join and leave from today on; what was before stays as it was."""
    who = {"team": team, "today": today, "end": END, "yesterday": today - timedelta(days=1)}
    await session.execute(_FORGET_WHAT_WAS_TO_COME, who | {"people": [*joining, *leaving]})
    await session.execute(_LEAVE, who | {"people": list(leaving)})
    await session.execute(_JOIN, who | {"people": sorted(joining)})


async def change_lead(session: AsyncSession, team: str, lead: str, today: date) -> None:
    """Let somebody lead a team from today on, in place of all who do."""
    who = {"team": team, "today": today, "end": END, "yesterday": today - timedelta(days=1)}
    for statement in (_UNSEAT_NEW, _UNSEAT):
        await session.execute(statement, who)
    await session.execute(_LEAD, who | {"lead": lead})


async def leads_today(session: AsyncSession, team: str, today: date) -> set[str]:
    """Who leads a team today."""
    return set(await session.scalars(_LEADS, {"team": team, "today": today}))


_BELONGING = text(
    """
    select member.person, member.team, team.name
      from metrics.membership as member
      join metrics.scim_resource as user_ on user_.endpoint = 'Users' and user_.id = member.person
      join metrics.scim_resource as group_ on group_.endpoint = 'Groups' and group_.id = member.team
      join metrics.team on team.key = member.team
     where (member.person = any(:people) or member.team = any(:teams))
       and :today between member.first_day and member.last_day
     order by member.person, member.team
    """
)
_FORGET_WHAT_WAS_TO_COME = text(
    "delete from metrics.membership"
    " where team = :team and person = any(:people) and first_day >= :today"
)
_LEAVE = text(
    "update metrics.membership set last_day = :yesterday"
    " where team = :team and person = any(:people) and last_day >= :today"
)
_JOIN = text(
    """
    insert into metrics.membership (person, team, first_day, last_day)
    select person, :team, :today, :end from unnest(cast(:people as text[])) as person
     where exists (select from metrics.person as known
                    where known.key = person and archived_on is null)
    """
)
_UNSEAT_NEW = text("delete from metrics.leadership where team = :team and first_day >= :today")
_UNSEAT = text(
    "update metrics.leadership set last_day = :yesterday where team = :team and last_day >= :today"
)
_LEAD = text(
    "insert into metrics.leadership (person, team, first_day, last_day)"
    " values (:lead, :team, :today, :end)"
)
_LEADS = text(
    "select person from metrics.leadership"
    " where team = :team and :today between first_day and last_day"
)
