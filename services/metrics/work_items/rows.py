"""Work items: every transition once, and the facts that follow from all of them now."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class WorkItemRow(Base):
    """A ticket or pull request with the facts it yields, as of its newest transition."""

    __tablename__ = "work_item"

    item: Mapped[str] = mapped_column(Text, primary_key=True)
    connector: Mapped[str] = mapped_column(Text)
    facts: Mapped[list[Any]] = mapped_column(JSONB)
    uncounted: Mapped[list[Any]] = mapped_column(JSONB, server_default="[]")
    # When more will follow from what is known, if nothing happens until then.
    due: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)


class TransitionRow(Base):
    """Something that befell a work item, kept once however often it is delivered."""

    __tablename__ = "transition"

    item: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    # The deliveries that tell it; null of what was kept before they were noted.
    tellers: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
