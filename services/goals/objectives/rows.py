"""Where objectives are kept, and every change of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.goals.tables import Base


class ObjectiveRow(Base):
    """An objective as it stands: what lists ask for in columns, the rest as a document."""

    __tablename__ = "objective"
    # Lists are filtered by one of these and run backwards along `number`.
    __table_args__ = (
        Index(None, "subject", "number"),
        Index(None, "owner", "number"),
        Index(None, "state", "number"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    subject: Mapped[str] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(Text)
    parent: Mapped[UUID | None] = mapped_column(ForeignKey("goals.objective.id"), index=True)
    state: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    activated_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ObjectiveChangeRow(Base):
    """What made a version: who, when, why, and the fields before and after."""

    __tablename__ = "objective_change"

    objective: Mapped[UUID] = mapped_column(ForeignKey("goals.objective.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[str] = mapped_column(Text)
    said_by: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    why: Mapped[str | None] = mapped_column(Text)
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    after: Mapped[dict[str, Any]] = mapped_column(JSONB)
