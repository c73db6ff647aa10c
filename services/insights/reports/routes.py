"""Insights over HTTP: what a subject's pair means, and why each rule spoke or did not."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from services.insights.reports.asking import (
    Asked,
    HalfAPair,
    SubjectAsked,
    WindowUnordered,
    require_whole_pair,
    window_of,
)
from services.insights.reports.gathering import Gathered, Gathering
from services.insights.reports.interpreting import interpret, why_not
from services.insights.reports.pair_asked import PairUnreadable, RoleMissing, ScorecardMissing
from shared.auth import Caller
from shared.client import NotKnownToPeer, OnBehalf
from shared.clock import now
from shared.openapi import refusing
from shared.schemas.insights.insight import Insight, WhyNot

router = APIRouter(prefix="/v1/insights", tags=["insights"])

REFUSALS = refusing(
    NotKnownToPeer, RoleMissing, ScorecardMissing, HalfAPair, PairUnreadable, WindowUnordered
)


async def gathered(
    subject: SubjectAsked, asked: Annotated[Asked, Query()], request: Request, caller: Caller
) -> Gathered:
    """What the peers tell this caller of the subject."""
    require_whole_pair(asked)
    state = request.app.state
    span = window_of(asked, now().astimezone(state.settings.zone).date())
    by = OnBehalf(caller.token, request.state.trace)
    return await Gathering(state.metrics_source, state.goals_source, by).gather(
        subject, span, asked
    )


Told = Annotated[Gathered, Depends(gathered)]


@router.get(
    "/{subject}",
    operation_id="get_insight",
    summary="What a subject's pair means",
    responses=REFUSALS,
)
async def get_insight(told: Told) -> Insight:
    """Two signals, where they stand together, findings with evidence, causes and next steps.

    `partial` says that a peer was slow or down, and `missing` what was not learned for it.
    """
    return await asyncio.to_thread(interpret, told)


@router.get(
    "/{subject}/rules",
    operation_id="get_insight_rules",
    summary="Why each rule spoke, or did not",
    responses=REFUSALS,
)
async def get_insight_rules(told: Told) -> WhyNot:
    """Every rule: fired, silent or not enough data, with the numbers it decided on."""
    return await asyncio.to_thread(why_not, told)
