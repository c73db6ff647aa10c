"""Of entries of the quarantine that were settled long ago the bytes are forgotten."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "metrics_quarantine_forgotten"
down_revision: str | None = "metrics_changed_lately"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays: to it, forgotten bytes are none."""
    forgotten_at = sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("quarantine", forgotten_at, schema="metrics")
    op.create_index(
        "ix_quarantine_bytes_kept",
        "quarantine",
        ["settled_at"],
        schema="metrics",
        postgresql_where=sa.text("settled_at is not null and forgotten_at is null"),
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_index("ix_quarantine_bytes_kept", "quarantine", schema="metrics")
    op.drop_column("quarantine", "forgotten_at", schema="metrics")
