"""The first tables: scorecards, objectives with their history, improvements."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "goals_0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "idempotency",
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name=op.f("pk_idempotency")),
        schema="goals",
    )
    op.create_table(
        "objective",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("parent", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent"], ["goals.objective.id"], name=op.f("fk_objective_parent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
        sa.UniqueConstraint("number", name=op.f("uq_objective_number")),
        schema="goals",
    )
    op.create_index(
        op.f("ix_objective_owner_number"),
        "objective",
        ["owner", "number"],
        unique=False,
        schema="goals",
    )
    op.create_index(
        op.f("ix_objective_parent"), "objective", ["parent"], unique=False, schema="goals"
    )
    op.create_index(
        op.f("ix_objective_state_number"),
        "objective",
        ["state", "number"],
        unique=False,
        schema="goals",
    )
    op.create_index(
        op.f("ix_objective_subject_number"),
        "objective",
        ["subject", "number"],
        unique=False,
        schema="goals",
    )
    op.create_table(
        "scorecard",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_scorecard")),
        schema="goals",
    )
    op.create_table(
        "improvement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("objective", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("landed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective"], ["goals.objective.id"], name=op.f("fk_improvement_objective")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement")),
        sa.UniqueConstraint("number", name=op.f("uq_improvement_number")),
        schema="goals",
    )
    op.create_index(
        op.f("ix_improvement_objective_number"),
        "improvement",
        ["objective", "number"],
        unique=False,
        schema="goals",
    )
    op.create_index(
        op.f("ix_improvement_team_number"),
        "improvement",
        ["team", "number"],
        unique=False,
        schema="goals",
    )
    op.create_table(
        "objective_change",
        sa.Column("objective", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective"], ["goals.objective.id"], name=op.f("fk_objective_change_objective")
        ),
        sa.PrimaryKeyConstraint("objective", "version", name=op.f("pk_objective_change")),
        schema="goals",
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("objective_change", schema="goals")
    op.drop_index(op.f("ix_improvement_team_number"), table_name="improvement", schema="goals")
    op.drop_index(op.f("ix_improvement_objective_number"), table_name="improvement", schema="goals")
    op.drop_table("improvement", schema="goals")
    op.drop_table("scorecard", schema="goals")
    op.drop_index(op.f("ix_objective_subject_number"), table_name="objective", schema="goals")
    op.drop_index(op.f("ix_objective_state_number"), table_name="objective", schema="goals")
    op.drop_index(op.f("ix_objective_parent"), table_name="objective", schema="goals")
    op.drop_index(op.f("ix_objective_owner_number"), table_name="objective", schema="goals")
    op.drop_table("objective", schema="goals")
    op.drop_table("idempotency", schema="goals")
