"""Where reviews are kept, once people have recorded them."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.goals.records.rows import RecordRow


class ReviewRow(RecordRow):
    """A review that was held or cancelled; its name says of what, and which one."""

    __tablename__ = "review"

    id: Mapped[Any] = mapped_column(Text, primary_key=True)
