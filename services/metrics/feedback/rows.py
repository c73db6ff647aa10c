"""Ratings and rounds, as kept."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, DateTime, Double, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class RatingRow(Base):
    """A rating: its rater only as a keyed hash, its comment until it is withdrawn."""

    __tablename__ = "rating"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    identity: Mapped[bytes] = mapped_column(LargeBinary)
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date)
    time: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    answer: Mapped[float] = mapped_column(Double)
    value: Mapped[float] = mapped_column(Double)
    comment: Mapped[str | None] = mapped_column(Text)
    rater: Mapped[bytes] = mapped_column(LargeBinary)
    author: Mapped[bytes] = mapped_column(LargeBinary)
    named: Mapped[dict[str, Any]] = mapped_column(JSONB)
    round: Mapped[str | None] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        Index(
            "uq_rating_identity",
            "identity",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
        Index("ix_rating_subject_day", "subject", "day"),
        Index("ix_rating_round", "round", postgresql_where=text("round is not null")),
        Index("ix_rating_author", "author"),
    )


class RoundRow(Base):
    """A round of 360-degree reviews."""

    __tablename__ = "feedback_round"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    framework: Mapped[str | None] = mapped_column(Text)
    published: Mapped[bool] = mapped_column(Boolean)
