"""Where improvements are kept."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.improvements.domain import ImprovementUnknown
from services.goals.improvements.rows import ImprovementRow, columns_of
from services.goals.records.lists import list_records
from services.goals.records.store import Kept
from shared.schemas.goals.improvements import Improvement

IMPROVEMENTS = Kept(ImprovementRow, Improvement, ImprovementUnknown, columns_of)
MOST = 50  # as many as an objective needs to hear of


async def improvements_for(session: AsyncSession, objective: UUID) -> list[Improvement]:
    """What has landed for an objective or is meant to, the newest first."""
    wanted = {"objectives": [str(objective)]}
    found = await list_records(session, IMPROVEMENTS, wanted, before=None, limit=MOST)
    return [improvement for _, improvement in found if improvement.state != "abandoned"]
