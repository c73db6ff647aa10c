"""Working calendars."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class CalendarRow(Base):
    """A working calendar, as it was said."""

    __tablename__ = "calendar"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
