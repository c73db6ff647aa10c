"""The history of scorecards begins with what was known."""

from collections.abc import Sequence

from alembic import op

revision: str = "goals_scorecard_history"
down_revision: str | None = "goals_check_ins"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

REMEMBERED = """
    insert into goals.change (thing, id, version, what, said_by, said_at, before, after)
    select 'scorecard', role, version, 'created', changed_by, changed_at, '{}',
           document || jsonb_build_object('role', role)
      from goals.scorecard
"""


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.execute(REMEMBERED)


def downgrade() -> None:
    """Back to the revision before."""
    op.execute("delete from goals.change where thing = 'scorecard'")
