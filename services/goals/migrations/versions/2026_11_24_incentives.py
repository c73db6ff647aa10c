"""Incentives."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "goals_incentives"
down_revision: str | None = "goals_scorecard_history"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "incentive",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive")),
        sa.UniqueConstraint("number", name=op.f("uq_incentive_number")),
        schema="goals",
    )
    op.create_index(
        op.f("ix_incentive_state_number"), "incentive", ["state", "number"], schema="goals"
    )
    op.create_index(
        op.f("ix_incentive_document"),
        "incentive",
        ["document"],
        schema="goals",
        postgresql_using="gin",
        postgresql_ops={"document": "jsonb_path_ops"},
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("incentive", schema="goals")
