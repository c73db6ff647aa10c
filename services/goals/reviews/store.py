"""Where reviews are kept, and what there is to review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.numbers import number_in
from services.goals.objectives import store as objectives
from services.goals.objectives.domain import ObjectiveUnknown
from services.goals.objectives.rows import ObjectiveChangeRow
from services.goals.records.store import Kept, began
from services.goals.reviews.domain import Reviewed, ReviewUnknown
from services.goals.reviews.reviewed import of_objective, of_scorecard
from services.goals.reviews.rows import ReviewRow
from services.goals.scorecards import store as scorecards
from services.goals.scorecards.domain import ScorecardUnknown
from shared.schemas.goals.objectives import State
from shared.schemas.goals.reviews import Review
from shared.schemas.goals.scorecards import Scorecard

REVIEWS = Kept(ReviewRow, Review, ReviewUnknown)


@dataclass(frozen=True)
class Asked:
    """Whose reviews: of a subject, or of the objectives that a person owns; None is everybody's."""

    subject: str | None = None
    owner: str | None = None
    state: State = "active"


Page = list[tuple[str, Reviewed]]


async def page_reviewed(
    session: AsyncSession, asked: Asked, zone: ZoneInfo, *, after: str, limit: int
) -> Page:
    """A page of what is reviewed, each with where to go on: objectives, then scorecards."""
    phase, _, place = after.partition(":")
    found: Page = []
    if phase != "s":
        before = number_in(place) if phase else None
        found = await _page_objectives(session, asked, zone, before, limit)
    if len(found) < limit and asked.owner is None and asked.state == "active":
        role = place if phase == "s" else ""
        found += await _page_scorecards(session, asked, zone, role, limit - len(found))
    return found


async def _page_objectives(
    session: AsyncSession, asked: Asked, zone: ZoneInfo, before: int | None, limit: int
) -> Page:
    wanted = objectives.Wanted(asked.subject, asked.state, asked.owner)
    rows = await objectives.list_objectives(session, wanted, before=before, limit=limit)
    changed = await _changed(session, (objective.id for _, objective in rows))
    told = [
        (number, of_objective(objective, changed.get(objective.id, objective.created_at), zone))
        for number, objective in rows
    ]
    return [(f"o:{number}", reviewed) for number, reviewed in told if reviewed]


async def _changed(session: AsyncSession, objective_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    edit = ObjectiveChangeRow
    latest = select(edit.objective, func.max(edit.said_at)).group_by(edit.objective)
    found = await session.execute(latest.where(edit.objective.in_(set(objective_ids))))
    return dict(found.all())


async def _page_scorecards(
    session: AsyncSession, asked: Asked, zone: ZoneInfo, after: str, limit: int
) -> Page:
    if asked.subject is None:
        cards = await scorecards.list_scorecards(session, after=after, limit=limit)
    else:
        kind, _, role = asked.subject.partition(":")
        cards = await _own_card(session, role) if kind == "role" and role > after else []
    since = await began(session, "scorecard", (card.role for card in cards))
    return [
        (f"s:{card.role}", of_scorecard(card, since.get(card.role, card.changed_at), zone))
        for card in cards
    ]


async def _own_card(session: AsyncSession, role: str) -> list[Scorecard]:
    try:
        return [await scorecards.get_scorecard(session, role)]
    except ScorecardUnknown:
        return []


async def get_reviewed(session: AsyncSession, key: str, zone: ZoneInfo) -> Reviewed:
    """What the reviews of this key are of; ReviewUnknown."""
    kind, _, name = key.partition(":")
    try:
        if kind == "scorecard":
            card = await scorecards.get_scorecard(session, name)
            since = await began(session, "scorecard", [name])
            return of_scorecard(card, since.get(name, card.changed_at), zone)
        objective = await objectives.get_objective(session, UUID(name))
        reviewed = of_objective(objective, objective.created_at, zone)
    except (ObjectiveUnknown, ScorecardUnknown) as error:
        raise ReviewUnknown from error
    if reviewed is None:
        raise ReviewUnknown
    return reviewed


async def recorded_among(session: AsyncSession, review_ids: Iterable[str]) -> dict[str, Review]:
    """Those of the reviews that are on record."""
    rows = await session.scalars(select(ReviewRow).where(ReviewRow.id.in_(set(review_ids))))
    return {row.id: Review.model_validate(row.told()) for row in rows}
