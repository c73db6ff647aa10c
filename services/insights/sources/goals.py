"""What the goals service intends for a subject: the role's pair, and the objectives in force."""

from datetime import date

from services.insights.sources.domain import Incentive, Limit, Objective, Override, PairNamed
from shared.client import OnBehalf, Peer
from shared.schemas.goals.incentives import Incentives
from shared.schemas.goals.objectives import Objective as ObjectiveTold
from shared.schemas.goals.objectives import Objectives
from shared.schemas.goals.scorecards import Scorecard
from shared.schemas.insights.signals import Span

MOST = 100
EVERYBODY = "organization"  # whose policies hold for everybody in it


class Goals:
    """Asks goals on behalf of the caller."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    async def pair_of(self, role: str, by: OnBehalf) -> PairNamed:
        """The role's primary pair and the context it names; NotKnownToPeer without a scorecard."""
        card = await self._peer.get(f"/v1/scorecards/{role}", Scorecard, by)
        return PairNamed(card.pair.performance, card.pair.productivity, tuple(card.context))

    async def objectives(self, subject: str, span: Span, by: OnBehalf) -> tuple[Objective, ...]:
        """The active objectives of a subject whose period touches the span."""
        asked = {"subject": subject, "state": "active", "limit": MOST}
        page = await self._peer.get("/v1/objectives", Objectives, by, params=asked)
        return tuple(_objective(told) for told in page.items if _touches(told, span))

    async def incentives(self, subject: str, span: Span, by: OnBehalf) -> tuple[Incentive, ...]:
        """The flagged policies for a subject, or for all, that were in force in the span."""
        asked = {"state": "in_force", "flagged": "true", "limit": MOST}
        pages = [
            await self._peer.get("/v1/incentives", Incentives, by, params=asked | {"subject": whom})
            for whom in dict.fromkeys([subject, EVERYBODY])
        ]
        return tuple(
            Incentive(str(told.id), told.title, tuple(flag.detail for flag in told.flags))
            for page in pages
            for told in page.items
            if _within(span, told.period.first_day, told.period.last_day)
        )


def _touches(told: ObjectiveTold, span: Span) -> bool:
    period = told.period
    return period is None or _within(span, period.first_day, period.last_day)


def _within(span: Span, first: date, last: date | None) -> bool:
    return first <= span.last_day and (last is None or last >= span.first_day)


def _objective(told: ObjectiveTold) -> Objective:
    since = told.period.first_day if told.period else None
    limits = tuple(
        Limit(
            metric=guardrail.metric,
            at=guardrail.limit,
            ceiling=guardrail.bound == "ceiling",
            days=guardrail.window_days,
            weekly=guardrail.basis == "week",
            since=since,
        )
        for guardrail in told.guardrails
    )
    metrics = frozenset(result.metric for result in told.key_results)
    return Objective(str(told.id), told.title, metrics, limits, _override(told))


def _override(told: ObjectiveTold) -> Override | None:
    override = told.override
    if override is None:
        return None
    failing = tuple(item.item.replace("_", " ") for item in override.failing)
    return Override(override.reason, override.by, override.at.date(), failing)
