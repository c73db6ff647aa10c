"""Find what was changed lately, and what changes still tell of a metric in detail."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "metrics_changed_lately"
down_revision: str | None = "metrics_uncounted"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_event_change_at",
            "event_change",
            ["at"],
            schema="metrics",
            postgresql_using="brin",
            postgresql_concurrently=True,
            if_not_exists=True,
        )
        op.create_index(
            "ix_event_change_detailed",
            "event_change",
            [sa.text("cast(before ->> 'metric_id' as int)")],
            schema="metrics",
            postgresql_where=sa.text("jsonb_exists(before, 'value')"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_index("ix_event_change_detailed", "event_change", schema="metrics")
    op.drop_index("ix_event_change_at", "event_change", schema="metrics")
