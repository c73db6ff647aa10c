"""Blockers, and one history for all that is kept on record."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "goals_blockers"
down_revision: str | None = "goals_0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "change",
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("thing", "id", "version", name=op.f("pk_change")),
        schema="goals",
    )
    op.create_table(
        "blocker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocker")),
        sa.UniqueConstraint("number", name=op.f("uq_blocker_number")),
        schema="goals",
    )
    op.create_index(op.f("ix_blocker_state_number"), "blocker", ["state", "number"], schema="goals")
    op.create_index(
        op.f("ix_blocker_document"),
        "blocker",
        ["document"],
        schema="goals",
        postgresql_using="gin",
        postgresql_ops={"document": "jsonb_path_ops"},
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("blocker", schema="goals")
    op.drop_table("change", schema="goals")
