"""The goals service's tables hang together here; each slice declares its own rows."""

from sqlalchemy.orm import DeclarativeBase

from shared.db import metadata_of
from shared.idempotency import idempotency_table


class Base(DeclarativeBase):
    """The parent of every row of this service."""

    metadata = metadata_of("goals")


idempotency = idempotency_table(Base.metadata)
