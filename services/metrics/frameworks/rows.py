"""Competency frameworks."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class FrameworkRow(Base):
    """A framework as it stands; a rating remembers what was expected when it was given."""

    __tablename__ = "framework"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
