"""Asking for everything that the checklist judges from, on behalf of a caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.goals.blockers.store import open_blockers
from services.goals.improvements.store import improvements_for
from services.goals.measured import Definitions, ForCaller, Measured
from services.goals.objectives import store
from services.goals.objectives.around import Around, Earlier
from services.goals.objectives.backing import REVIEW_DAYS, Backing, landed_since, set_on
from services.goals.objectives.domain import once_aimed_at
from services.goals.objectives.facts import Facts, metrics_of, plans_of
from services.goals.objectives.guarding import reviews_held
from services.goals.objectives.raising import outdone_by
from services.goals.objectives.reach import HISTORY_DAYS
from services.goals.objectives.readings import Days, readable, rolling
from services.goals.today import Today
from shared.client import NotAllowedByPeer
from shared.schemas.goals.improvements import Improvement
from shared.schemas.goals.objectives import Objective


@dataclass(frozen=True)
class Inquiry:
    """What a caller may learn of an objective; no connection is held while metrics is asked."""

    sessions: async_sessionmaker[AsyncSession]
    measured: Measured
    today: date
    reviews_needed: int

    async def facts(self, objective: Objective, *others: Objective) -> Facts:
        """The facts of an objective, with the definitions of the others' metrics too."""
        async with self.sessions() as session:
            parent = await store.get_parent(session, objective)
            blockers = await open_blockers(session, objective.id)
            improvements = await improvements_for(session, objective.id)
            dropped = once_aimed_at(await store.list_edits(session, objective.id))
        found = await self.measured.definitions(metrics_of(objective, *others))
        history = await self._history(objective, found)
        earlier = await self._earlier(objective, improvements)
        plans = await self.measured.audit_plans(plans_of(objective, *others))
        around = Around(parent, blockers, improvements, history, earlier, dropped, plans)
        return Facts(objective, found, around)

    async def parent_of(self, objective: Objective) -> Objective | None:
        """The objective that another serves."""
        async with self.sessions() as session:
            return await store.get_parent(session, objective)

    async def backing(self, standing: Objective, improvements: Sequence[Improvement]) -> Backing:
        """What stands behind asking for more than a live objective does."""
        since = set_on(standing) or self.today
        review_days = REVIEW_DAYS[standing.review_cadence.throughput or "biweekly"]
        guarded = max(since, standing.guarded_since or since)
        return Backing(
            since=since,
            landed=landed_since(improvements, since),
            held=await self._held(standing, guarded, review_days),
            review_days=review_days,
            needed=self.reviews_needed,
        )

    async def _held(self, standing: Objective, first: date, review_days: int) -> int | None:
        guards = standing.guardrails
        last = self.today - timedelta(days=1)  # today is not over, and may look broken until then
        if not guards or last < first:
            return 0
        metrics = {guard.metric for guard in guards}
        found = await self.measured.definitions(metrics)
        if metrics - found.keys():
            return 0  # what the catalogue does not know, nobody can have kept
        began = first - timedelta(days=max(guard.window_days for guard in guards) - 1)
        try:
            told = await self.measured.days(standing.subject, sorted(metrics), began, last)
        except NotAllowedByPeer:
            return None
        days = readable(told, found)
        rolled = [
            (each, list(rolling(days[each.metric], each.basis, each.window_days)))
            for each in guards
        ]
        return reviews_held(rolled, first, review_days)

    async def _history(self, objective: Objective, found: Definitions) -> Days | None:
        aimed = {result.metric for result in objective.key_results if result.reading == "live"}
        first = objective.period.first_day if objective.period else self.today
        last = min(first, self.today) - timedelta(days=1)
        began = last - timedelta(days=HISTORY_DAYS - 1)
        metrics = sorted(aimed & found.keys())
        try:
            days = await self.measured.days(objective.subject, metrics, began, last)
        except NotAllowedByPeer:
            return None
        return readable(days, found)

    async def _earlier(
        self, objective: Objective, improvements: Sequence[Improvement]
    ) -> Earlier | None:
        if objective.state != "draft":
            return None
        async with self.sessions() as session:
            before = outdone_by(objective, await store.list_earlier(session, objective))
            if before is None:
                return None
            known = [*improvements, *await improvements_for(session, before.id)]
        return Earlier(before, await self.backing(before, known))


async def _inquiry(request: Request, measured: ForCaller, today: Today) -> Inquiry:
    state = request.app.state
    return Inquiry(state.sessions, measured, today, state.settings.raise_after_reviews)


Inquiring = Annotated[Inquiry, Depends(_inquiry)]
