"""Groups are teams: a push changes who belongs from today on, and history stays."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory import store as directory
from services.metrics.scim import store
from services.metrics.scim.belonging import belonging, change_members
from services.metrics.scim.leading import let_lead
from services.metrics.scim.models import Group
from services.metrics.scim.store import Kept
from shared.scim import ScimRefused


async def require_unique(session: AsyncSession, key: str | None, group: Group) -> None:
    """Groups may be called alike."""


async def begin(session: AsyncSession, key: str, group: Group, today: date) -> None:
    """Keep the team; a group that names nobody yet leaves a team that stands to its members."""
    if group.members:
        await write(session, key, group, today)
    else:
        await _name(session, key, group)
        await let_lead(session, key, today)


async def write(session: AsyncSession, key: str, group: Group, today: date) -> None:
    """Keep the team, and let exactly its members belong to it from today on."""
    wanted = {str(member.value) for member in group.members or [] if member.value}
    known = {user.id for user in await store.find_many(session, "Users", sorted(wanted))}
    if unknown := sorted(wanted - known):
        raise ScimRefused(f"There is no user {unknown[0]!r}.", 400, "invalidValue")
    await _name(session, key, group)
    standing = {each.person for each in await belonging(session, today, teams=[key])}
    await change_members(session, key, today, joining=wanted - standing, leaving=standing - wanted)
    await let_lead(session, key, today)


async def read(session: AsyncSession, kept: Sequence[Kept], today: date) -> list[dict[str, Any]]:
    """The members of each, as the directory has them today."""
    members: dict[str, list[dict[str, str]]] = defaultdict(list)
    for each in await belonging(session, today, teams=[one.id for one in kept]):
        members[each.team].append({"value": each.person})
    return [{"members": members[each.id]} for each in kept]


async def leave(session: AsyncSession, key: str, today: date) -> None:
    """The provider knows it no more: nobody belongs to it any longer."""
    standing = {each.person for each in await belonging(session, today, teams=[key])}
    await change_members(session, key, today, joining=set(), leaving=standing)


async def _name(session: AsyncSession, key: str, group: Group) -> None:
    await directory.name_team(session, key, str(group.display_name).strip())
