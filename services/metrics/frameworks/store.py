"""Where competency frameworks are kept."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.documents import find_document, list_documents, put_document
from services.metrics.frameworks.domain import FrameworkUnknown
from services.metrics.frameworks.rows import FrameworkRow
from shared.schemas.metrics.frameworks import Framework


async def find_framework(
    session: AsyncSession, key: str, *, to_change: bool = False
) -> Framework | None:
    """A framework, held if it is to change."""
    return await find_document(session, FrameworkRow, Framework, key, to_change=to_change)


async def get_framework(session: AsyncSession, key: str) -> Framework:
    """A framework; FrameworkUnknown."""
    framework = await find_framework(session, key)
    if framework is None:
        raise FrameworkUnknown(key)
    return framework


async def put_framework(session: AsyncSession, framework: Framework) -> None:
    """Keep a framework's next version; VersionRequired if another came first."""
    await put_document(session, FrameworkRow, framework)


async def list_frameworks(session: AsyncSession, *, after: str, limit: int) -> list[Framework]:
    """A page of frameworks, by key."""
    return await list_documents(session, FrameworkRow, Framework, after=after, limit=limit)
