"""Where competency frameworks are kept."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.frameworks.domain import FrameworkUnknown
from services.metrics.frameworks.rows import FrameworkRow
from shared.schemas.metrics.frameworks import Framework


def _framework_of(row: FrameworkRow) -> Framework:
    return Framework(key=row.key, version=row.version, **row.document)


async def find_framework(
    session: AsyncSession, key: str, *, to_change: bool = False
) -> Framework | None:
    """A framework, held if it is to change."""
    query = select(FrameworkRow).where(FrameworkRow.key == key)
    row = await session.scalar(query.with_for_update() if to_change else query)
    return None if row is None else _framework_of(row)


async def get_framework(session: AsyncSession, key: str) -> Framework:
    """A framework; FrameworkUnknown."""
    framework = await find_framework(session, key)
    if framework is None:
        raise FrameworkUnknown(key)
    return framework


async def put_framework(session: AsyncSession, framework: Framework) -> bool:
    """Keep a framework's next version; whether it did: another may have come first."""
    document = framework.model_dump(mode="json", exclude={"key", "version"})
    query = insert(FrameworkRow).values(
        key=framework.key, version=framework.version, document=document
    )
    said = {"version": query.excluded.version, "document": query.excluded.document}
    kept = query.on_conflict_do_update(
        index_elements=["key"],
        set_=said,
        where=FrameworkRow.version == framework.version - 1,
    )
    return await session.scalar(kept.returning(FrameworkRow.version)) is not None


async def list_frameworks(session: AsyncSession, *, after: str, limit: int) -> list[Framework]:
    """A page of frameworks, by key."""
    query = select(FrameworkRow).where(FrameworkRow.key > after)
    rows = await session.scalars(query.order_by(FrameworkRow.key).limit(limit))
    return [_framework_of(row) for row in rows]
