"""Calendar addresses."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "goals_review_feeds"
down_revision: str | None = "goals_reviews"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "review_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_feed")),
        sa.UniqueConstraint("digest", name=op.f("uq_review_feed_digest")),
        sa.UniqueConstraint("number", name=op.f("uq_review_feed_number")),
        schema="goals",
    )
    op.create_index(op.f("ix_review_feed_made_by"), "review_feed", ["made_by"], schema="goals")


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("review_feed", schema="goals")
