"""What the metrics service knows, asked with the caller's own token."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel

from shared.auth import Caller
from shared.client import NotKnownToPeer, OnBehalf, Peer, PeerUnavailable
from shared.pages import cursor_of
from shared.schemas.metrics.audits import AuditPlan
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.metrics.listed import People
from shared.schemas.metrics.privacy import SubjectsAsked, VisibleSubjects
from shared.schemas.metrics.series import Point, SeriesAnswer, SeriesQuery

PLANS = "/v1/audit_plans/"

Told = TypeVar("Told", bound=BaseModel)
Definitions = dict[str, Metric]


@dataclass(frozen=True)
class Measured:
    """The metrics service, on behalf of one caller."""

    peer: Peer
    by: OnBehalf

    async def definitions(self, keys: Iterable[str]) -> Definitions:
        """The definitions of those metrics that the catalogue has."""
        found = await self._known("/v1/metrics/", Metric, keys)
        return {metric.key: metric for metric in found}

    async def audit_plans(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the audit plans that there are."""
        return frozenset(plan.key for plan in await self._known(PLANS, AuditPlan, keys))

    async def _known(self, path: str, kind: type[Told], keys: Iterable[str]) -> list[Told]:
        async def ask(key: str) -> Told | None:
            try:
                return await self.peer.get(path + key, kind, self.by)
            except NotKnownToPeer:
                return None

        answers = await asyncio.gather(*map(ask, sorted(set(keys))))
        return [each for each in answers if each is not None]

    async def days(
        self, subject: str, metrics: Sequence[str], first: date, last: date
    ) -> dict[str, list[Point]]:
        """Day by day, the metrics of a subject."""
        if not metrics:
            return {}
        # The schema names these fields by alias; both names are accepted.
        query = SeriesQuery.model_validate(
            {"metrics": metrics, "subjects": [subject], "from": first, "to": last}
        )
        answer = await self.peer.query("/v1/series/query", SeriesAnswer, self.by, query)
        return {series.metric: series.points for series in answer.series}

    async def visible(self, subjects: Sequence[str], first: date, last: date) -> set[str]:
        """Those of the subjects whose numbers the caller may see on all of the days."""
        asked = SubjectsAsked.model_validate({"subjects": subjects, "from": first, "to": last})
        answer = await self.peer.query("/v1/subjects/visible", VisibleSubjects, self.by, asked)
        return set(answer.subjects)

    async def visible_unless_away(
        self, subjects: Sequence[str], first: date, last: date
    ) -> set[str] | None:
        """The same; None while nobody can say, and then nothing is to be shown."""
        try:
            return await self.visible(subjects, first, last)
        except PeerUnavailable:
            return None

    async def holders(self, role: str, *, after: str, limit: int) -> People:
        """A page of the people who hold a role today, those whom the caller may see."""
        page = {"role": role, "limit": limit} | ({"cursor": cursor_of(after)} if after else {})
        return await self.peer.get("/v1/people", People, self.by, page)


async def _measured(request: Request, caller: Caller) -> Measured:
    return Measured(request.app.state.metrics, OnBehalf(caller.token, request.state.trace))


ForCaller = Annotated[Measured, Depends(_measured)]
