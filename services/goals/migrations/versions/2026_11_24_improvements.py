"""Improvements get an owner, several teams and objectives, links and a history."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "goals_improvements"
down_revision: str | None = "goals_blockers"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TOLD = """
    update goals.improvement set document = jsonb_build_object(
        'kind', kind, 'title', title, 'teams', jsonb_build_array(team),
        'objectives', to_jsonb(array_remove(array[objective], null)), 'insights', '[]'::jsonb,
        'owner', null, 'planned_for', null, 'started_on', null, 'landed_on', landed_on,
        'abandoned_on', null, 'notes', null, 'changed_by', said_by, 'changed_at', said_at)
"""
# What was known when the history began.
REMEMBERED = """
    insert into goals.change (thing, id, version, what, said_by, said_at, before, after)
    select 'improvement', id::text, version, 'created', said_by, said_at, '{}',
           document - 'changed_by' - 'changed_at' || jsonb_build_object('id', id, 'state', state)
      from goals.improvement
"""


def upgrade() -> None:
    """Expand; what older code needs stays."""
    op.add_column(
        "improvement",
        sa.Column(
            "document",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
        ),
        schema="goals",
    )
    op.execute(TOLD)
    op.execute(REMEMBERED)
    op.create_index(
        op.f("ix_improvement_state_number"), "improvement", ["state", "number"], schema="goals"
    )
    op.create_index(
        op.f("ix_improvement_document"),
        "improvement",
        ["document"],
        schema="goals",
        postgresql_using="gin",
        postgresql_ops={"document": "jsonb_path_ops"},
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.execute("delete from goals.change where thing = 'improvement'")
    op.drop_index(op.f("ix_improvement_document"), table_name="improvement", schema="goals")
    op.drop_index(op.f("ix_improvement_state_number"), table_name="improvement", schema="goals")
    op.drop_column("improvement", "document", schema="goals")
