"""Events as kept: narrow rows, each first by its subject, so that subjects can be spread."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Double,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Text,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class EventRow(Base):
    """Something that happened, once: identity is a hash of source and id, per subject.

    One that is void counts no more; of one past its metric's keep, only the identity is left.
    """

    __tablename__ = "event"
    __table_args__ = (  # a summary of each stretch of the table: finds days, costs nearly nothing
        Index(
            "ix_event_when",
            *("time", "received"),
            postgresql_using="brin",
            postgresql_with={"autosummarize": "on"},
        ),
    )

    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    identity: Mapped[UUID] = mapped_column(primary_key=True)
    content: Mapped[int] = mapped_column(BigInteger)
    time: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    received: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    value: Mapped[float | None] = mapped_column(Double)
    weight: Mapped[float] = mapped_column(Double)
    metric_id: Mapped[int]
    source_id: Mapped[int]
    id: Mapped[str | None] = mapped_column(Text)
    attributes: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    void: Mapped[bool] = mapped_column(server_default=false())


class EventChangeRow(Base):
    """What was done to an event after it came, and what it said before.

    Only ever added to; but detail that its event keeps no more goes from here too.
    """

    __tablename__ = "event_change"
    __table_args__ = (  # what was changed lately, and of a metric, what still has its detail
        Index("ix_event_change_at", "at", postgresql_using="brin"),
        Index(
            "ix_event_change_detailed",
            text("cast(before ->> 'metric_id' as int)"),
            postgresql_where=text("jsonb_exists(before, 'value')"),
        ),
    )

    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    identity: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    by: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)


class DayRow(Base):
    """What a subject's events of one metric add up to on one day of the organization."""

    __tablename__ = "day"

    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    metric_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[Decimal] = mapped_column(Numeric)
    weight: Mapped[Decimal] = mapped_column(Numeric)


class DayBinRow(Base):
    """How many of a day's events fell into a bin, for a metric whose days do not simply add up."""

    __tablename__ = "day_bin"

    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    metric_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    bin: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[Decimal] = mapped_column(Numeric)


class SourceRow(Base):
    """A system that posts events."""

    __tablename__ = "source"

    source_id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)


class QuarantineRow(Base):
    """What could not be counted, as it came, and why; open until it is settled."""

    __tablename__ = "quarantine"
    __table_args__ = (
        Index("ix_quarantine_open", "code", "id", postgresql_where=text("settled_at is null")),
        Index(
            "ix_quarantine_bytes_kept",
            "settled_at",
            postgresql_where=text("settled_at is not null and forgotten_at is null"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    pushed_by: Mapped[str] = mapped_column(Text)
    event_id: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    replayed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str | None] = mapped_column(Text)
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    settled_by: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    forgotten_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
