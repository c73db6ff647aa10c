"""The quarantine over HTTP: what could not be counted, why, and its bytes as they came."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.metrics.quarantine import store
from services.metrics.quarantine.asked import Asked
from services.metrics.quarantine.domain import EntryForgotten, NotInQuarantine
from shared.auth import Administrator
from shared.db import Session
from shared.openapi import refusing
from shared.pages import Cursor, CursorUnknown, Limit, cursor_of, key_of, link_next
from shared.schemas.metrics.quarantine import Quarantine, Quarantined

router = APIRouter(prefix="/v1/quarantine", tags=["quarantine"])

MEDIA = {"native": "application/json", "cloudevent": "application/cloudevents+json"}
BYTES: dict[int | str, dict[str, Any]] = {200: {"content": {kind: {} for kind in MEDIA.values()}}}


@router.get("", operation_id="list_quarantine", summary="What could not be counted, and why")
async def list_quarantine(
    asked: Asked,
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Quarantine:
    """Each with its reason, its bytes as they came, and what became of it since."""
    found = await store.list_entries(session, asked, after=entry_of(cursor), limit=limit + 1)
    following = cursor_of(str(found[limit - 1].id)) if len(found) > limit else None
    link_next(request, response, following)
    return Quarantine(items=[told(entry) for entry in found[:limit]], next_cursor=following)


@router.get(
    "/{entry}",
    operation_id="get_quarantined",
    summary="One entry of the quarantine",
    responses=refusing(NotInQuarantine),
)
async def get_quarantined(entry: UUID, _: Administrator, session: Session) -> Quarantined:
    """Why it could not be counted, and what became of it since."""
    return told(await store.get_entry(session, entry))


@router.get(
    "/{entry}/raw",
    operation_id="get_quarantined_bytes",
    summary="Its bytes as they came",
    response_class=Response,
    responses=BYTES | refusing(NotInQuarantine, EntryForgotten),
)
async def get_quarantined_bytes(entry: UUID, _: Administrator, session: Session) -> Response:
    """Byte by byte, readable or not, until some time after it is settled."""
    held = await store.get_remembered(session, entry)
    return Response(held.raw, media_type=MEDIA[held.form])


def entry_of(cursor: str | None) -> UUID | None:
    """The entry that a page continues after; CursorUnknown."""
    try:
        return UUID(key_of(cursor)) if cursor else None
    except ValueError as error:
        raise CursorUnknown from error


def told(row: Any) -> Quarantined:
    """An entry as it is told, its bytes as far as they are text, while they are kept."""
    kept = {name: getattr(row, name) for name in Quarantined.model_fields}
    raw = row.raw.decode("utf-8", "backslashreplace") if row.forgotten_at is None else None
    return Quarantined(**kept | {"raw": raw})
