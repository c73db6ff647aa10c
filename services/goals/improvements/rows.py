"""Where improvements are kept."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from services.goals.records.rows import RecordRow
from shared.schemas.goals.improvements import Improvement


class ImprovementRow(RecordRow):
    """An improvement as it stands; its columns are what the version before read and wrote."""

    __tablename__ = "improvement"

    document: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    team: Mapped[str] = mapped_column(Text)
    objective: Mapped[UUID | None] = mapped_column(ForeignKey("goals.objective.id"))
    landed_on: Mapped[date | None] = mapped_column(Date)
    said_by: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Index, ...]:
        older = (Index(None, "team", "number"), Index(None, "objective", "number"))
        return (*older, *super().__table_args__)

    def told(self) -> dict[str, Any]:
        """All that is known of it, also where the version before wrote it last."""
        one = {"teams": [self.team], "objectives": [self.objective] if self.objective else []}
        columns = {field: getattr(self, field) for field in ("kind", "title", "landed_on")}
        made = {"changed_by": self.said_by, "changed_at": self.said_at}
        return one | super().told() | columns | made


def columns_of(improvement: Improvement) -> dict[str, Any]:
    """What the version before reads: one team, and one objective if there is any."""
    return {
        "kind": improvement.kind,
        "title": improvement.title,
        "team": improvement.teams[0],
        "objective": next(iter(improvement.objectives), None),
        "landed_on": improvement.landed_on,
        "said_by": improvement.changed_by,
        "said_at": improvement.changed_at,
    }
