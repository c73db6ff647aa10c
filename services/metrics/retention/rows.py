"""How far the detail of each metric's events has been dropped."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Integer
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class RetentionRow(Base):
    """Events of days before `dropped_before` have no detail, but for those received since."""

    __tablename__ = "retention"

    metric_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    dropped_before: Mapped[date] = mapped_column(Date)
    looked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
