"""Users are people: a push keeps the person, and who is inactive is archived."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory import store as directory
from services.metrics.directory.domain import person_of
from services.metrics.directory.lists import archived_among
from services.metrics.scim import store
from services.metrics.scim.belonging import belonging
from services.metrics.scim.domain import name_of
from services.metrics.scim.leading import let_lead
from services.metrics.scim.models import EnterpriseUser, User
from services.metrics.scim.store import Kept, Wanted
from shared.schemas.metrics.directory import Person, PersonIn
from shared.scim import ScimRefused


async def require_unique(
    session: AsyncSession, key: str | None, user: User[EnterpriseUser]
) -> None:
    """Raise ScimRefused if another user has the name."""
    wanted = Wanted("userName", str(user.user_name), 1, 2)
    _, found = await store.search(session, "Users", wanted)
    if any(other.id != key for other in found):
        detail = f"There is a user {user.user_name!r} already."
        raise ScimRefused(detail, 409, "uniqueness")


async def write(session: AsyncSession, key: str, user: User[EnterpriseUser], today: date) -> None:
    """Keep the person; who is inactive is here no more from today on, and in no team."""
    standing = await directory.find_person(session, key, to_change=True)
    person = standing or Person(key=key, name=name_of(user))
    gone = _gone(person.archived_on, today, here=user.active is not False)
    said = person.model_dump(exclude={"key"}) | {"name": name_of(user), "archived_on": gone}
    await directory.put_person(session, person_of(key, PersonIn.model_validate(said)))
    for each in await belonging(session, today, people=[key]):
        await let_lead(session, each.team, today)


async def read(session: AsyncSession, kept: Sequence[Kept], today: date) -> list[dict[str, Any]]:
    """What of each is said by the directory: its teams, and whether the person is here."""
    keys = [each.id for each in kept]
    teams: dict[str, list[dict[str, str]]] = defaultdict(list)
    for each in await belonging(session, today, people=keys):
        teams[each.person].append({"value": each.team, "display": each.team_name})
    gone = await archived_among(session, keys, today)
    return [{"groups": teams[key]} | ({"active": False} if key in gone else {}) for key in keys]


async def leave(session: AsyncSession, key: str, today: date) -> None:
    """The provider knows them no more: they are archived, and what they did stays."""
    person = await directory.find_person(session, key, to_change=True)
    if person is not None:
        gone = _gone(person.archived_on, today, here=False)
        said = person.model_dump(exclude={"key"}) | {"archived_on": gone}
        await directory.put_person(session, person_of(key, PersonIn.model_validate(said)))


def _gone(gone: date | None, today: date, *, here: bool) -> date | None:
    """Since when somebody is here no more: today at the latest, or, if they are here, not yet."""
    if not here:
        return min(gone or today, today)
    return None if gone is not None and gone <= today else gone
