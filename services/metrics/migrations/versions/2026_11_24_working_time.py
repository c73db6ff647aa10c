"""Working time: calendars, part-time and absences, and who is here no more."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "metrics_working_time"
down_revision: str | None = "metrics_connector_options"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.add_column("person", sa.Column("archived_on", sa.Date(), nullable=True), schema="metrics")
    op.create_table(
        "calendar",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_calendar")),
        schema="metrics",
    )
    _create_dated("part_time", "person", sa.Column("fte", sa.Double(), nullable=False))
    _create_dated("absence", "person")
    _create_dated("person_calendar", "person", sa.Column("calendar", sa.Text(), nullable=False))
    _create_dated("team_calendar", "team", sa.Column("calendar", sa.Text(), nullable=False))


def downgrade() -> None:
    """Back to the revision before."""
    for table in ("team_calendar", "person_calendar", "absence", "part_time", "calendar"):
        op.drop_table(table, schema="metrics")
    op.drop_column("person", "archived_on", schema="metrics")


def _create_dated(table: str, of: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column(of, sa.Text(), nullable=False),
        *columns,
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(of, "first_day", name=op.f(f"pk_{table}")),
        schema="metrics",
    )
