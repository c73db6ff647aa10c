"""Where metric definitions are kept: the one that holds, and every one that ever held."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Identity, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class MetricRow(Base):
    """A metric as it stands; `metric_id` is what events carry instead of the key."""

    __tablename__ = "metric"

    metric_id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    version: Mapped[int]
    built_in: Mapped[bool]
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)


class MetricVersionRow(Base):
    """A definition that held from a moment on."""

    __tablename__ = "metric_version"

    metric_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    said_by: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
