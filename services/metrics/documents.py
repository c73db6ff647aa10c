"""Documents with a key and a version: kept whole, changed from the version that was read."""

from typing import Any, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.edits import VersionRequired, require_match
from shared.schemas.words import Said

IDENTITY = ("key", "version")


class Versioned(Protocol):
    """What is kept so."""

    key: str
    version: int


Document = TypeVar("Document", bound=Said)


async def find_document(
    session: AsyncSession, row: Any, kind: type[Document], key: str, *, to_change: bool = False
) -> Document | None:
    """A document, held if it is to change."""
    query = select(row).where(row.key == key)
    found = await session.scalar(query.with_for_update() if to_change else query)
    return None if found is None else _document(kind, found)


async def list_documents(
    session: AsyncSession, row: Any, kind: type[Document], *, after: str, limit: int
) -> list[Document]:
    """A page of documents, by key."""
    query = select(row).where(row.key > after).order_by(row.key).limit(limit)
    return [_document(kind, found) for found in await session.scalars(query)]


async def put_document(session: AsyncSession, row: Any, document: Document) -> None:
    """Keep a document's next version; VersionRequired if another came first."""
    said = document.model_dump(mode="json")
    identity = {name: said.pop(name) for name in IDENTITY}
    query = insert(row).values(**identity, document=said)
    kept = query.on_conflict_do_update(
        index_elements=["key"],
        set_={"version": query.excluded.version, "document": query.excluded.document},
        where=row.version == identity["version"] - 1,
    )
    if await session.scalar(kept.returning(row.version)) is None:
        raise VersionRequired


def version_after(standing: Versioned | None, if_match: str | None) -> int:
    """The version that a change makes; VersionRequired, ChangedMeanwhile."""
    if standing is None:
        return 1
    require_match(if_match, standing.version)
    return standing.version + 1


def _document(kind: type[Document], row: Any) -> Document:
    return kind.model_validate({"key": row.key, "version": row.version, **row.document})
