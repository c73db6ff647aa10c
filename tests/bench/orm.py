"""How most would write it: FastAPI, a model of pydantic, a class of SQLAlchemy, one commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from fastapi import FastAPI
from sqlalchemy import DateTime, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db import engine_of
from shared.schemas.metrics.events import EventIn, Ingested
from shared.settings import settings


class Base(DeclarativeBase):
    """Its table is in our schema, where our role may make it."""

    metadata = MetaData(schema="metrics")


class OrmEvent(Base):
    """An event as it is said; that it is kept once, is for the key to see to."""

    __tablename__ = "orm_event"

    source: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    metric: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    time: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    value: Mapped[float | None]
    weight: Mapped[float]
    attributes: Mapped[dict[str, Any]] = mapped_column(JSONB)


@asynccontextmanager
async def opening(app: FastAPI) -> AsyncIterator[None]:
    """Make the table."""
    engine = engine_of(settings().database_url.get_secret_value(), service="orm")
    app.state.sessions = async_sessionmaker(engine)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield
    await engine.dispose()


app = FastAPI(lifespan=opening)


@app.get("/readyz")
async def ready() -> None:
    """Says so at once."""


@app.post("/v1/events")
async def take(events: list[EventIn]) -> Ingested:
    """Keep them, and commit before answering."""
    async with app.state.sessions.begin() as session:
        session.add_all(OrmEvent(**event.model_dump()) for event in events)
    return Ingested(stored=len(events), duplicates=0, conflicts=0, quarantined=0, results=[])
