"""Where blockers are kept."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.blockers.domain import BlockerUnknown
from services.goals.blockers.rows import BlockerRow
from services.goals.records.lists import list_records
from services.goals.records.store import Kept
from shared.schemas.goals.blockers import Blocker

BLOCKERS = Kept(BlockerRow, Blocker, BlockerUnknown)
MOST = 50  # as many as an objective needs to hear of


async def open_blockers(session: AsyncSession, objective: UUID) -> list[Blocker]:
    """What still stands in the way of an objective, the newest first."""
    wanted = {"state": "open", "objectives": [str(objective)]}
    found = await list_records(session, BLOCKERS, wanted, before=None, limit=MOST)
    return [blocker for _, blocker in found]
