"""When a work item's facts are due to settle."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "metrics_settling"
down_revision: str | None = "metrics_working_time"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.add_column(
        "work_item", sa.Column("due", sa.DateTime(timezone=True), nullable=True), schema="metrics"
    )
    op.create_index(op.f("ix_work_item_due"), "work_item", ["due"], unique=False, schema="metrics")


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_index(op.f("ix_work_item_due"), table_name="work_item", schema="metrics")
    op.drop_column("work_item", "due", schema="metrics")
