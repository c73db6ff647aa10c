"""Asks the peers for all that an insight needs: at once where it can, once each, in time."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from services.insights.readings.context import context_metrics
from services.insights.reports.asking import Asked
from services.insights.reports.pair_asked import (
    RoleMissing,
    ScorecardMissing,
    pair_said,
    require_pair,
)
from services.insights.sources.domain import Daily, Incentive, Objective, PairNamed
from services.insights.sources.goals import Goals
from services.insights.sources.metrics import MetricsSource
from shared.client import NotKnownToPeer, OnBehalf, PeerUnavailable
from shared.errors import Forbidden, NotFound
from shared.schemas.insights.insight import Missing
from shared.schemas.insights.signals import Span
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.metrics.directory import SubjectFacts

Told = TypeVar("Told")


@dataclass
class Gathered:
    """What the peers told; None where one of them did not."""

    subject: str
    span: Span
    facts: SubjectFacts | None = None
    role: str | None = None
    pair: PairNamed | None = None
    catalogue: dict[str, Metric] | None = None
    objectives: tuple[Objective, ...] | None = None
    incentives: tuple[Incentive, ...] | None = None
    days: dict[str, Daily] | None = None
    missing: list[Missing] = field(default_factory=list)


class Gathering:
    """One caller's conversation with the peers; their refusals are passed on as they are."""

    def __init__(self, metrics: MetricsSource, goals: Goals, by: OnBehalf) -> None:
        self._metrics = metrics
        self._goals = goals
        self._by = by

    async def gather(self, subject: str, span: Span, asked: Asked) -> Gathered:
        """Who it is, what they aim at, and what happened."""
        found = Gathered(subject, span, role=asked.role, pair=pair_said(asked))
        await _all(
            self._learn_who_and_pair(found),
            self._learn_catalogue(found),
            self._learn_goals(found),
            self._learn_incentives(found),
        )
        if found.pair is not None and found.catalogue is not None:
            require_pair(found.pair, found.catalogue)
            await self._learn_days(found, found.pair, found.catalogue)
        return found

    async def _learn_who_and_pair(self, found: Gathered) -> None:
        if found.pair is not None:
            await self._learn_who(found)
        elif found.role is not None:
            await _all(self._learn_who(found), self._learn_pair(found, found.role))
        else:
            await self._learn_who(found)
            if found.facts is not None:
                found.role = role_of(found.facts)
                await self._learn_pair(found, found.role)

    async def _learn_who(self, found: Gathered) -> None:
        asking = self._metrics.subject(found.subject, self._by)
        found.facts = await _try(found, "metrics", "who the subject is", asking)

    async def _learn_pair(self, found: Gathered, role: str) -> None:
        asking = self._goals.pair_of(role, self._by)
        try:
            found.pair = await _try(found, "goals", "the role's scorecard", asking)
        except NotKnownToPeer as error:
            raise ScorecardMissing(role) from error

    async def _learn_catalogue(self, found: Gathered) -> None:
        asking = self._metrics.catalogue(self._by)
        found.catalogue = await _try(found, "metrics", "what the metrics mean", asking)

    async def _learn_goals(self, found: Gathered) -> None:
        asking = self._goals.objectives(found.subject, found.span, self._by)
        found.objectives = await _try_goals(found, "the active objectives", asking)

    async def _learn_incentives(self, found: Gathered) -> None:
        asking = self._goals.incentives(found.subject, found.span, self._by)
        found.incentives = await _try_goals(found, "the incentives", asking)

    async def _learn_days(
        self, found: Gathered, pair: PairNamed, catalogue: dict[str, Metric]
    ) -> None:
        guarded = [limit.metric for goal in found.objectives or () for limit in goal.limits]
        keys = [pair.productivity, pair.performance, *pair.context, *guarded]
        wanted = dict.fromkeys([*keys, *context_metrics(catalogue)])
        metrics = {key: catalogue[key] for key in wanted if key in catalogue}
        asking = self._metrics.days(found.subject, metrics, found.span, self._by)
        found.days = await _try(found, "metrics", "the days of the window", asking)


def role_of(facts: SubjectFacts) -> str:
    """A role is itself; others have the role that most of their people hold; RoleMissing."""
    if facts.kind == "role":
        return facts.subject.removeprefix("role:")
    if not facts.roles:
        raise RoleMissing(facts.subject)
    return facts.roles[0].role


async def _try(
    found: Gathered, source: Literal["goals", "metrics"], what: str, asking: Awaitable[Told]
) -> Told | None:
    """What a peer tells, or None with a note where it is slow, down, or talks nonsense."""
    try:
        return await asking
    except PeerUnavailable as error:
        found.missing.append(Missing(source=source, what=what, detail=error.detail))
        return None


async def _try_goals(found: Gathered, what: str, asking: Awaitable[Told]) -> Told | None:
    """Whoever may see the numbers but not the goals still gets the numbers."""
    try:
        return await _try(found, "goals", what, asking)
    except (Forbidden, NotFound) as refusal:
        found.missing.append(Missing(source="goals", what=what, detail=refusal.detail))
        return None


async def _all(*learning: Awaitable[None]) -> None:
    """Wait for all of them, then raise the first refusal: nothing is left running behind."""
    for ended in await asyncio.gather(*learning, return_exceptions=True):
        if ended is not None:
            raise ended
