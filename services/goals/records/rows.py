"""Where things on record are kept, and every change of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Identity, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from services.goals.tables import Base


class RecordRow(Base):
    """A thing as it stands: what lists are ordered by in columns, the rest as a document."""

    __abstract__ = True

    id: Mapped[Any] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    state: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Index, ...]:
        # Lists run backwards along `number`; whom and what it concerns is looked up inside.
        holds = Index(
            None, "document", postgresql_using="gin", postgresql_ops={"document": "jsonb_path_ops"}
        )
        return (Index(None, "state", "number"), holds)

    def told(self) -> dict[str, Any]:
        """All that is known of it."""
        return self.document | {"id": self.id, "state": self.state, "version": self.version}


class ChangeRow(Base):
    """What made a version of a thing: who, when, why, and the fields before and after."""

    __tablename__ = "change"

    thing: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[str] = mapped_column(Text)
    said_by: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    why: Mapped[str | None] = mapped_column(Text)
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    after: Mapped[dict[str, Any]] = mapped_column(JSONB)
