"""From what the peers told to an insight: read, pair, judge, report; pure."""

from collections.abc import Mapping

from services.insights.readings.context import context_sources, read_context
from services.insights.readings.floors import Floor, read_floor
from services.insights.readings.pairing import pair_of
from services.insights.readings.reading import read
from services.insights.reports.gathering import Gathered
from services.insights.reports.summary import summarize
from services.insights.rules.facts import Facts
from services.insights.rules.rulebook import finding, judge_all, outcome
from services.insights.rules.verdicts import Fired
from shared.schemas.insights.findings import Question
from shared.schemas.insights.insight import About, Insight, Pair, WhyNot
from shared.schemas.insights.signals import Signal


def interpret(gathered: Gathered) -> Insight:
    """Everything that can be said of what was gathered."""
    facts = facts_of(gathered)
    judged = judge_all(facts)
    said = Insight(
        about=about(gathered),
        window=gathered.span,
        partial=bool(gathered.missing),
        missing=gathered.missing,
        summary="",
        pair=facts.pair,
        context=list(facts.context.values()),
        not_measured=not_measured(facts.context) if gathered.days is not None else [],
        findings=[finding(rule, verdict) for rule, verdict in judged if isinstance(verdict, Fired)],
        rules=[outcome(rule, verdict) for rule, verdict in judged],
    )
    return said.model_copy(update={"summary": summarize(said)})


def why_not(gathered: Gathered) -> WhyNot:
    """What every rule said of what was gathered."""
    judged = judge_all(facts_of(gathered))
    return WhyNot(
        about=about(gathered),
        window=gathered.span,
        partial=bool(gathered.missing),
        missing=gathered.missing,
        rules=[outcome(rule, verdict) for rule, verdict in judged],
    )


def facts_of(gathered: Gathered) -> Facts:
    """What the rules are told; without definitions nothing can be said of goals either."""
    if gathered.days is None or gathered.catalogue is None:
        return Facts(pair=None)
    known = gathered.objectives
    context = () if gathered.pair is None else gathered.pair.context
    return Facts(
        pair=_pair(gathered),
        context=read_context(gathered.days, context),
        objectives=known,
        floors=_floors(gathered),
        incentives=gathered.incentives,
        kinds={key: metric.kind for key, metric in gathered.catalogue.items()},
    )


def about(gathered: Gathered) -> About:
    """Whom the insight is about, as far as the directory answered."""
    facts, kind = gathered.facts, gathered.subject.partition(":")[0]
    return About(
        subject=gathered.subject,
        name=gathered.subject if facts is None else facts.name,
        kind=kind,
        people=None if facts is None else facts.people,
        role=gathered.role,
    )


def not_measured(context: Mapping[str, Signal]) -> list[Question]:
    """What to ask where a context signal is absent or rests on too little."""
    return [
        Question(about=name, ask=source.ask)
        for name, source in context_sources().items()
        if name not in context or context[name].change is None
    ]


def _pair(gathered: Gathered) -> Pair | None:
    pair, days = gathered.pair, gathered.days or {}
    if pair is None or pair.productivity not in days or pair.performance not in days:
        return None
    return pair_of(read(days[pair.productivity]), read(days[pair.performance]))


def _floors(gathered: Gathered) -> tuple[Floor, ...] | None:
    if gathered.objectives is None:
        return None
    days = gathered.days or {}
    return tuple(
        read_floor(goal, limit, days.get(limit.metric))
        for goal in gathered.objectives
        for limit in goal.limits
    )
