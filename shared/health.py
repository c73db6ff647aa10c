"""`/livez`, `/readyz` and `/metrics`: what operators and orchestrators ask of a process."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.db import is_outage
from shared.errors import Unavailable
from shared.migrations import head_of
from shared.openapi import refusing

router = APIRouter(tags=["health"])

SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


class NotReady(Unavailable):
    """The process lives, but must not be sent requests yet, or any more."""


@router.get("/livez", operation_id="livez", summary="Whether the process runs")
async def livez() -> dict[str, str]:
    """Says so as long as the process can say anything."""
    return {"status": "alive"}


@router.get(
    "/readyz",
    operation_id="readyz",
    summary="Whether to send requests here",
    responses=refusing(NotReady),
)
async def readyz(request: Request) -> dict[str, str]:
    """Database reachable, migrations at head, durable, not a superuser, not draining."""
    if request.app.state.draining.begun:
        raise NotReady("Leaving: finishing what was begun.")
    engine: AsyncEngine | None = request.app.state.engine
    if engine is not None:
        await _ask(engine, request.app.state.service)
    return {"status": "ready"}


@router.get("/metrics", include_in_schema=False)
async def metrics() -> Response:
    """The process's figures, as Prometheus text."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _ask(engine: AsyncEngine, service: str) -> None:
    try:
        async with engine.connect() as connection:
            objection = await _objection(connection, service)
    except Exception as error:
        if not is_outage(error):
            raise
        raise NotReady("The database is out of reach.") from error
    if objection:
        raise NotReady(objection)


async def _objection(connection: AsyncConnection, service: str) -> str | None:
    """Why this database must not be trusted with data, or None."""
    for name, wanted in SAFE.items():
        value = await connection.scalar(text("select current_setting(:name)"), {"name": name})
        if value != wanted:
            return f"{name} is {value}: an acknowledged event could be lost. Set it to {wanted}."
    if await connection.scalar(text("select current_setting('is_superuser')")) == "on":
        return "The service's role is a superuser; give it one that owns only its schema."
    table = f"{service}.alembic_version"
    known = await connection.scalar(text("select to_regclass(:name)"), {"name": table})
    version = known and await connection.scalar(text(f"select version_num from {table}"))  # noqa: S608 - our own name
    if version != head_of(service):
        return f"The schema is at {version}, the code at {head_of(service)}: migrate first."
    return None
