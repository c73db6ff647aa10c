"""Which facts of a work item cannot be counted, and why."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "metrics_uncounted"
down_revision: str | None = "metrics_tellers"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.add_column(
        "work_item",
        sa.Column(
            "uncounted",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="[]",
            nullable=False,
        ),
        schema="metrics",
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_column("work_item", "uncounted", schema="metrics")
