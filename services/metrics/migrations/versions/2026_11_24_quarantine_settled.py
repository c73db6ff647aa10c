"""Entries of the quarantine are settled: counted after all, or discarded by somebody, and why."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "metrics_quarantine_settled"
down_revision: str | None = "metrics_feedback"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    settled_at = sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("quarantine", settled_at, schema="metrics")
    op.add_column("quarantine", sa.Column("settled_by", sa.Text(), nullable=True), schema="metrics")
    op.add_column("quarantine", sa.Column("reason", sa.Text(), nullable=True), schema="metrics")
    op.execute(
        "update metrics.quarantine set settled_at = replayed_at where outcome <> 'quarantined'"
    )
    op.create_index(
        "ix_quarantine_open",
        "quarantine",
        ["code", "id"],
        schema="metrics",
        postgresql_where=sa.text("settled_at is null"),
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_index("ix_quarantine_open", "quarantine", schema="metrics")
    op.drop_column("quarantine", "reason", schema="metrics")
    op.drop_column("quarantine", "settled_by", schema="metrics")
    op.drop_column("quarantine", "settled_at", schema="metrics")
