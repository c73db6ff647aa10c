"""What is done to events after they came: an append-only record, and events that count no more."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "metrics_event_changes"
down_revision: str | None = "metrics_0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "event_change",
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "identity", "version", name=op.f("pk_event_change")),
        schema="metrics",
    )
    op.add_column(
        "event",
        sa.Column("void", sa.Boolean(), nullable=False, server_default=sa.false()),
        schema="metrics",
    )
    op.alter_column("event", "value", nullable=True, schema="metrics")
    op.alter_column("event", "id", nullable=True, schema="metrics")


def downgrade() -> None:
    """Back to the revision before."""
    op.alter_column("event", "id", nullable=False, schema="metrics")
    op.alter_column("event", "value", nullable=False, schema="metrics")
    op.drop_column("event", "void", schema="metrics")
    op.drop_table("event_change", schema="metrics")
