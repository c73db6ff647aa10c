"""Where improvements are kept."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, ForeignKey, Identity, Index, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.goals.tables import Base


class ImprovementRow(Base):
    """An improvement as it stands."""

    __tablename__ = "improvement"
    __table_args__ = (Index(None, "team", "number"), Index(None, "objective", "number"))

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    team: Mapped[str] = mapped_column(Text)
    objective: Mapped[UUID | None] = mapped_column(ForeignKey("goals.objective.id"))
    state: Mapped[str] = mapped_column(Text)
    landed_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int]
    said_by: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
