"""The first tables: catalogue, directory, keys, events, webhooks, work items."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "metrics_0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.create_table(
        "account",
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("bot", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tool", "login", name=op.f("pk_account")),
        schema="metrics",
    )
    op.create_table(
        "account_held",
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tool", "login", "first_day", name=op.f("pk_account_held")),
        schema="metrics",
    )
    op.create_index(
        op.f("ix_account_held_person"), "account_held", ["person"], unique=False, schema="metrics"
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sources", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("metrics", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        schema="metrics",
    )
    op.create_table(
        "connector",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("secrets", postgresql.ARRAY(sa.LargeBinary()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_connector")),
        schema="metrics",
    )
    op.create_table(
        "day",
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("metric_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Numeric(), nullable=False),
        sa.Column("weight", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "metric_id", "day", name=op.f("pk_day")),
        schema="metrics",
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("connector", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("items", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("connector", "identity", name=op.f("uq_delivery_connector_identity")),
        schema="metrics",
    )
    op.create_index(
        op.f("ix_delivery_received_at"), "delivery", ["received_at"], unique=False, schema="metrics"
    )
    op.create_table(
        "event",
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.Uuid(), nullable=False),
        sa.Column("content", sa.BigInteger(), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("metric_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("subject_id", "identity", name=op.f("pk_event")),
        schema="metrics",
    )
    op.create_table(
        "idempotency",
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name=op.f("pk_idempotency")),
        schema="metrics",
    )
    op.create_table(
        "leadership",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("person", "team", "first_day", name=op.f("pk_leadership")),
        schema="metrics",
    )
    op.create_index(
        op.f("ix_leadership_team"), "leadership", ["team"], unique=False, schema="metrics"
    )
    op.create_table(
        "membership",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("person", "team", "first_day", name=op.f("pk_membership")),
        schema="metrics",
    )
    op.create_index(
        op.f("ix_membership_team"), "membership", ["team"], unique=False, schema="metrics"
    )
    op.create_table(
        "metric",
        sa.Column("metric_id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("metric_id", name=op.f("pk_metric")),
        sa.UniqueConstraint("key", name=op.f("uq_metric_key")),
        schema="metrics",
    )
    op.create_table(
        "metric_version",
        sa.Column("metric_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("metric_id", "version", name=op.f("pk_metric_version")),
        schema="metrics",
    )
    op.create_table(
        "person",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fte", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_person")),
        schema="metrics",
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pushed_by", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("replayed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        schema="metrics",
    )
    op.create_table(
        "role",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_role")),
        schema="metrics",
    )
    op.create_table(
        "role_held",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("person", "role", "first_day", name=op.f("pk_role_held")),
        schema="metrics",
    )
    op.create_index(
        op.f("ix_role_held_role"), "role_held", ["role"], unique=False, schema="metrics"
    )
    op.create_table(
        "source",
        sa.Column("source_id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", name=op.f("uq_source_key")),
        schema="metrics",
    )
    op.create_table(
        "subject",
        sa.Column("subject_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_subject")),
        sa.UniqueConstraint("key", name=op.f("uq_subject_key")),
        schema="metrics",
    )
    op.create_table(
        "team",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_team")),
        schema="metrics",
    )
    op.create_table(
        "transition",
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("item", "id", name=op.f("pk_transition")),
        schema="metrics",
    )
    op.create_table(
        "work_item",
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("connector", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_work_item")),
        schema="metrics",
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("work_item", schema="metrics")
    op.drop_table("transition", schema="metrics")
    op.drop_table("team", schema="metrics")
    op.drop_table("subject", schema="metrics")
    op.drop_table("source", schema="metrics")
    op.drop_index(op.f("ix_role_held_role"), table_name="role_held", schema="metrics")
    op.drop_table("role_held", schema="metrics")
    op.drop_table("role", schema="metrics")
    op.drop_table("quarantine", schema="metrics")
    op.drop_table("person", schema="metrics")
    op.drop_table("metric_version", schema="metrics")
    op.drop_table("metric", schema="metrics")
    op.drop_index(op.f("ix_membership_team"), table_name="membership", schema="metrics")
    op.drop_table("membership", schema="metrics")
    op.drop_index(op.f("ix_leadership_team"), table_name="leadership", schema="metrics")
    op.drop_table("leadership", schema="metrics")
    op.drop_table("idempotency", schema="metrics")
    op.drop_table("event", schema="metrics")
    op.drop_index(op.f("ix_delivery_received_at"), table_name="delivery", schema="metrics")
    op.drop_table("delivery", schema="metrics")
    op.drop_table("day", schema="metrics")
    op.drop_table("connector", schema="metrics")
    op.drop_table("api_key", schema="metrics")
    op.drop_index(op.f("ix_account_held_person"), table_name="account_held", schema="metrics")
    op.drop_table("account_held", schema="metrics")
    op.drop_table("account", schema="metrics")
