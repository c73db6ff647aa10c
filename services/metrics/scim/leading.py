"""Managers are leads, where that is clear."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.scim import store
from services.metrics.scim.belonging import belonging, change_lead, leads_today
from services.metrics.scim.domain import lead_of, manager_of
from services.metrics.scim.models import PROVIDER, Employee


async def let_lead(session: AsyncSession, team: str, today: date) -> None:
    """Let the one manager of all members lead a team, unless somebody was said to otherwise."""
    group = await store.find(session, "Groups", team)
    members = [each.person for each in await belonging(session, today, teams=[team])]
    users = await store.find_many(session, "Users", members)
    with PROVIDER:
        known = {user.id: Employee.model_validate(user.document) for user in users}
    lead = lead_of({key: manager_of(user) for key, user in known.items()})
    if group is None or lead is None or await store.find(session, "Users", lead) is None:
        return
    standing = await leads_today(session, team, today)
    if standing != {lead} and standing <= {group.lead}:
        await change_lead(session, team, lead, today)
        await store.keep_lead(session, team, lead)
