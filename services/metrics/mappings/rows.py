"""Where mappings are kept: the one that holds, and every one that ever held."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class MappingRow(Base):
    """A mapping as it stands."""

    __tablename__ = "mapping"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int]
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)


class MappingVersionRow(Base):
    """A mapping as it was from a moment on."""

    __tablename__ = "mapping_version"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    said_by: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
