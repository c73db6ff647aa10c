"""Audit plans, what they drew, and the pieces of work that were drawn."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class AuditPlanRow(Base):
    """A plan as it stands."""

    __tablename__ = "audit_plan"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)


class DrawRow(Base):
    """What a plan drew of a period, once."""

    __tablename__ = "audit_draw"

    plan: Mapped[str] = mapped_column(Text, primary_key=True)
    first_day: Mapped[date] = mapped_column(Date, primary_key=True)
    last_day: Mapped[date] = mapped_column(Date)
    seed: Mapped[str] = mapped_column(Text)
    population: Mapped[int] = mapped_column(BigInteger)
    drawn: Mapped[int]
    drawn_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_on: Mapped[date] = mapped_column(Date)


class AuditItemRow(Base):
    """A piece of work that was drawn; `identity` is that of the rating which scores it."""

    __tablename__ = "audit_item"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date] = mapped_column(Date)
    subject: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    event_id: Mapped[str] = mapped_column(Text)
    time: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_on: Mapped[date] = mapped_column(Date)
    identity: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_audit_item_plan", "plan", "id"),)
