"""Each transition knows the deliveries that tell it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "metrics_tellers"
down_revision: str | None = "metrics_mappings"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    tellers: sa.Column[object] = sa.Column("tellers", postgresql.ARRAY(sa.Uuid()), nullable=True)
    op.add_column("transition", tellers, schema="metrics")
