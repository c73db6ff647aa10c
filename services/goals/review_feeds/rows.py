"""Where calendar addresses are kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, LargeBinary, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.goals.tables import Base


class ReviewFeedRow(Base):
    """A calendar address; of its secret only a keyed hash."""

    __tablename__ = "review_feed"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    made_by: Mapped[str] = mapped_column(Text, index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    subject: Mapped[str | None] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(Text)
