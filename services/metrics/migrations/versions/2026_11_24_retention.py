"""How long events keep their detail: progress by metric, and an index that costs nearly nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "metrics_retention"
down_revision: str | None = "metrics_audits"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "retention",
        sa.Column("metric_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dropped_before", sa.Date(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("metric_id", name=op.f("pk_retention")),
        schema="metrics",
    )
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_event_when",
            "event",
            ["time", "received"],
            schema="metrics",
            postgresql_using="brin",
            postgresql_with={"autosummarize": "on"},
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_index("ix_event_when", "event", schema="metrics")
    op.drop_table("retention", schema="metrics")
