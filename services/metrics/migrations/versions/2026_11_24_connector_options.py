"""Connectors have options and a version; a delivery's bytes may be forgotten."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "metrics_connector_options"
down_revision: str | None = "metrics_event_changes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    options = sa.Column("options", postgresql.JSONB(), server_default="{}", nullable=False)
    version = sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    op.add_column("connector", options, schema="metrics")
    op.add_column("connector", version, schema="metrics")
    op.alter_column("delivery", "body", nullable=True, schema="metrics")
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_delivery_body_kept",
            "delivery",
            ["received_at"],
            schema="metrics",
            postgresql_where=sa.text("body is not null"),
            postgresql_concurrently=True,
        )
