"""Writing a scorecard: its first version or its next, with what changed on record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.records.domain import edit_of
from services.goals.scorecards import store
from services.goals.scorecards.domain import next_version
from shared.schemas.goals.scorecards import Purpose, Scorecard


@dataclass(frozen=True)
class Writing:
    """Who writes, when, and from which version."""

    by: str
    at: datetime
    if_match: str | None = None
    if_none_match: str | None = None


async def write(
    session: AsyncSession, role: str, said: Purpose, how: Writing, *, why: str | None
) -> Scorecard:
    """The scorecard as it then stands; the same version where nothing changes."""
    standing = await store.find_scorecard(session, role)
    version = next_version(
        role,
        standing.version if standing else None,
        if_match=how.if_match,
        if_none_match=how.if_none_match,
    )
    fields = said.model_dump(include=set(Purpose.model_fields))
    after = Scorecard(**fields, role=role, version=version, changed_by=how.by, changed_at=how.at)
    if standing and standing.model_dump(include=set(fields)) == fields:
        return standing
    await store.keep_scorecard(session, after, edit_of(standing, after, why=why))
    return after
