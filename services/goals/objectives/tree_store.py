"""What hangs below an objective, and what it hangs under, read in one statement each."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.objectives.rows import ObjectiveRow
from services.goals.objectives.tree import Branch
from shared.schemas.goals.tree import Aligned, Standing

MOST = 500  # objectives of one answer
DEEPEST = 20  # levels below its root

# Breadth first: where a tree is cut, its upper part is whole.
_BELOW = text("""
    with recursive below (id, depth) as (
        select id, 0 from goals.objective where id = :root
        union all
        select child.id, below.depth + 1
          from below join goals.objective as child on child.parent = below.id
         where below.depth <= :deepest
    )
    select o.id, o.parent, o.subject, o.owner, o.state,
           o.document ->> 'title' as title, o.document -> 'period' as period, depth,
           c.at, c.confidence, c.first_day, c.last_day,
           cast(c.progress ->> 'share' as float8) as share,
           cast(c.progress ->> 'credited' as float8) as credited
      from (select id, depth from below limit :most) as below
      join goals.objective as o using (id)
      left join lateral (
          select * from goals.check_in where objective = o.id order by number desc limit 1
      ) as c on true
     order by depth, o.number
""")

_ABOVE = text("""
    with recursive above (id, parent, depth) as (
        select id, parent, 0 from goals.objective where id = :root
        union all
        select o.id, o.parent, above.depth + 1
          from above join goals.objective as o on o.id = above.parent
    )
    select o.id, o.subject, o.owner, o.state,
           o.document ->> 'title' as title, o.document -> 'period' as period
      from above join goals.objective as o using (id) where depth > 0 order by depth desc
""")


async def get_subject(session: AsyncSession, objective_id: UUID) -> str | None:
    """Whom an objective is for; None if there is no such objective."""
    query = select(ObjectiveRow.subject).where(ObjectiveRow.id == objective_id)
    subject: str | None = await session.scalar(query)
    return subject


async def ancestors(session: AsyncSession, parent: UUID) -> set[UUID]:
    """An objective and all above it; nobody hangs objectives elsewhere until we are done."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext("goals.objective.tree"))))
    above = select(ObjectiveRow.id, ObjectiveRow.parent).where(ObjectiveRow.id == parent)
    tree = above.cte("above", recursive=True)
    step = select(ObjectiveRow.id, ObjectiveRow.parent).join(tree, ObjectiveRow.id == tree.c.parent)
    tree = tree.union(step)
    return set(await session.scalars(select(tree.c.id)))


async def get_branches(session: AsyncSession, root: UUID) -> tuple[list[Branch], bool]:
    """An objective and all below it, each after its parent; and whether there is still more."""
    asked = {"root": root, "most": MOST + 1, "deepest": DEEPEST}
    found = (await session.execute(_BELOW, asked)).all()
    held = [row for row in found[:MOST] if row.depth <= DEEPEST]
    return [_branch(row) for row in held], len(held) < len(found)


async def get_above(session: AsyncSession, objective: UUID) -> list[Aligned]:
    """All that an objective serves, the highest first."""
    found = await session.execute(_ABOVE, {"root": objective})
    return [_aligned(row) for row in found]


def _branch(row: Row[Any]) -> Branch:
    standing = None
    if row.at is not None:
        standing = Standing(
            at=row.at, confidence=row.confidence, share=row.share, credited=row.credited
        )
    return Branch(_aligned(row), row.parent, standing, row.first_day, row.last_day)


def _aligned(row: Row[Any]) -> Aligned:
    return Aligned.model_validate({field: getattr(row, field) for field in Aligned.model_fields})
