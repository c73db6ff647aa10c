"""Connectors and their deliveries, each kept as it came."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class ConnectorRow(Base):
    """A tool that may deliver; its secrets are sealed."""

    __tablename__ = "connector"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    tool: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    team: Mapped[str | None] = mapped_column(Text)
    secrets: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary))
    options: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class DeliveryRow(Base):
    """A webhook whose signature was right: its bytes while they are kept, and what came of it."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("connector", "identity"),
        Index("ix_delivery_body_kept", "received_at", postgresql_where=text("body is not null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    connector: Mapped[str] = mapped_column(Text)
    identity: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    event: Mapped[str] = mapped_column(Text)
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    items: Mapped[list[str]] = mapped_column(ARRAY(Text))
