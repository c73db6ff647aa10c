"""SCIM: what identity providers said, and keys of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "metrics_scim"
down_revision: str | None = "metrics_day_bins"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.add_column(
        "api_key",
        sa.Column("scope", sa.Text(), server_default="push", nullable=False),
        schema="metrics",
    )
    op.create_table(
        "scim_resource",
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("endpoint", "id", name=op.f("pk_scim_resource")),
        schema="metrics",
    )
    op.create_index(
        "ix_scim_resource_name", "scim_resource", ["endpoint", "name"], schema="metrics"
    )
    op.create_index(
        "ix_scim_resource_external_id",
        "scim_resource",
        ["endpoint", "external_id"],
        schema="metrics",
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("scim_resource", schema="metrics")
    op.drop_column("api_key", "scope", schema="metrics")
