"""What an objective lacks, item by item of the SMART-OKR checklist, and what to do about it."""

from collections.abc import Iterator
from typing import NamedTuple

from services.goals.objectives.domain import told_direction
from services.goals.objectives.facts import Facts
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Kind

MEASURES: dict[Kind, str] = {
    "performance": "how well the work is done, such as csat or quality_score",
    "productivity": "how much is done, such as tickets_closed or tickets_per_hour",
}


class Gap(NamedTuple):
    """One thing that is missing: where, and what to do."""

    pointer: str
    do: str


def specific(facts: Facts) -> Iterator[Gap]:
    """Output, quality standard, and for every push for output the floor and audit behind it."""
    if facts.objective.output is None:
        yield Gap("/output", "Say what is produced.")
    if facts.objective.quality_standard is None:
        yield Gap("/quality_standard", "Say how good it has to be.")
    if pushed := [repr(result.metric) for result in facts.pushes()]:
        yield from _floor(facts, " and ".join(pushed))


def _floor(facts: Facts, pushed: str) -> Iterator[Gap]:
    guardrails = enumerate(facts.objective.guardrails)
    floors = [(index, guardrail) for index, guardrail in guardrails if facts.is_floor(guardrail)]
    if not floors:
        yield Gap(
            "/guardrails",
            f"{pushed} is pushed without a minimum standard: add a guardrail that keeps a"
            " performance metric from getting worse, such as a floor under csat.",
        )
    elif not any(guardrail.audit for _, guardrail in floors):
        index, guardrail = floors[0]
        yield Gap(
            f"/guardrails/{index}/audit",
            f"Say which error or quality audit stands behind the limit on {guardrail.metric!r}.",
        )


def measurable(facts: Facts) -> Iterator[Gap]:
    """One metric of each kind, all in the catalogue, each key result from baseline to target."""
    for index, result in enumerate(facts.objective.key_results):
        metric = facts.found.get(result.metric)
        yield from _unmeasurable(f"/key_results/{index}", result, metric)
    for index, guardrail in enumerate(facts.objective.guardrails):
        if facts.kind(guardrail) is None:
            yield _unknown(f"/guardrails/{index}", guardrail.metric)
    for kind in facts.kinds_missing(facts.objective.key_results, facts.objective.guardrails):
        yield Gap("/key_results", f"Nothing measures {kind}: add a metric of {MEASURES[kind]}.")


def _unmeasurable(at: str, result: KeyResult, metric: Metric | None) -> Iterator[Gap]:
    if metric is None:
        yield _unknown(at, result.metric)
    elif metric.kind == "context":
        do = f"{result.metric!r} is a context metric: it explains and is never a target by itself."
        yield Gap(f"{at}/metric", do)
    elif told_direction(result) not in (None, metric.better):
        do = f"{result.metric!r} is better when {metric.better}; aim that way."
        yield Gap(f"{at}/target", do)
    for field in ("baseline", "target"):
        if getattr(result, field) is None:
            yield Gap(f"{at}/{field}", f"Give {result.metric!r} a {field}.")


def _unknown(at: str, key: str) -> Gap:
    return Gap(f"{at}/metric", f"There is no metric {key!r} in the catalogue.")


def achievable(facts: Facts) -> Iterator[Gap]:
    """Somebody vouches for the resources, and no blocker is open."""
    if facts.objective.resources_confirmed_by is None:
        yield Gap("/resources_confirmed_by", "Have a person confirm the resources.")
    for index, blocker in enumerate(facts.objective.blockers):
        yield Gap(f"/blockers/{index}", f"Clear this first: {blocker}")


def relevant(facts: Facts) -> Iterator[Gap]:
    """A team's or the organization's own objective, or one that serves another; and an outcome."""
    is_shared = facts.objective.subject.startswith(("team:", "organization"))
    if not is_shared and facts.objective.parent is None:
        yield Gap("/parent", "Name the team objective that this one serves.")
    if facts.objective.business_outcome is None:
        yield Gap("/business_outcome", "Say which business outcome it is good for.")


def time_bound(facts: Facts) -> Iterator[Gap]:
    """A period, a throughput check each week or two, and a performance review each quarter."""
    cadence = facts.objective.review_cadence
    if facts.objective.period is None:
        yield Gap("/period", "Give it a first and a last day.")
    if cadence.throughput is None:
        yield Gap("/review_cadence/throughput", "Check throughput weekly or biweekly.")
    if cadence.performance is None:
        yield Gap("/review_cadence/performance", "Review performance quarterly.")


def okr_alignment(facts: Facts) -> Iterator[Gap]:
    """Key results of both kinds: a floor protects the counterweight, but does not aim at it."""
    for kind in facts.kinds_missing(facts.objective.key_results):
        yield Gap("/key_results", f"Add a {kind} key result, a measure of {MEASURES[kind]}.")
