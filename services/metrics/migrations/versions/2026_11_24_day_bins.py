"""Bins of days, for what does not simply add up."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "metrics_day_bins"
down_revision: str | None = "metrics_retention"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "day_bin",
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("metric_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("bin", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "metric_id", "day", "bin", name=op.f("pk_day_bin")),
        schema="metrics",
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("day_bin", schema="metrics")
