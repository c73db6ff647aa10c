"""Feedback: competency frameworks, rounds of reviews, and ratings."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "metrics_feedback"
down_revision: str | None = "metrics_settling"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "framework",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_framework")),
        schema="metrics",
    )
    op.create_table(
        "feedback_round",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("framework", sa.Text(), nullable=True),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_feedback_round")),
        schema="metrics",
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Double(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("rater", sa.LargeBinary(), nullable=False),
        sa.Column("author", sa.LargeBinary(), nullable=False),
        sa.Column("named", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("round", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        schema="metrics",
    )
    op.create_index(
        "uq_rating_identity",
        "rating",
        ["identity"],
        unique=True,
        schema="metrics",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_index("ix_rating_subject_day", "rating", ["subject", "day"], schema="metrics")
    op.create_index(
        "ix_rating_round",
        "rating",
        ["round"],
        schema="metrics",
        postgresql_where=sa.text("round is not null"),
    )
    op.create_index("ix_rating_author", "rating", ["author"], schema="metrics")


def downgrade() -> None:
    """Back to the revision before."""
    for table in ("rating", "feedback_round", "framework"):
        op.drop_table(table, schema="metrics")
