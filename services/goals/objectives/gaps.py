"""What an objective lacks, item by item of the SMART-OKR checklist, and what to do about it."""

from collections.abc import Iterator

from services.goals.objectives.backing import Gap, lacks
from services.goals.objectives.domain import told_direction
from services.goals.objectives.facts import Facts
from services.goals.objectives.reach import how_unusual
from services.goals.objectives.scheduling import never_met
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.goals.objectives import Objective
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Kind

OUT_OF_REACH = "The target of {!r} is beyond all that was reached in the 26 weeks before."
SHARED = ("team:", "organization")
MEASURES: dict[Kind, str] = {
    "performance": "how well the work is done, such as csat or quality_score",
    "productivity": "how much is done, such as tickets_closed or tickets_per_hour",
}


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
    elif not any(guardrail.audit or guardrail.audit_plan for _, guardrail in floors):
        index, guardrail = floors[0]
        yield Gap(
            f"/guardrails/{index}/audit",
            f"Say which error or quality audit stands behind the limit on {guardrail.metric!r}.",
        )
    for index, guardrail in floors:
        if guardrail.audit_plan is not None and guardrail.audit_plan not in facts.around.plans:
            do = f"There is no audit plan {guardrail.audit_plan!r}; make it, or name another."
            yield Gap(f"/guardrails/{index}/audit_plan", do)


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
    """Resources are vouched for, no blocker is open, and targets rise only with what makes them."""
    if facts.objective.resources_confirmed_by is None:
        yield Gap("/resources_confirmed_by", "Have a person confirm the resources.")
    for index, blocker in enumerate(facts.objective.blockers):
        yield Gap(f"/blockers/{index}", f"Clear this first: {blocker}")
    for linked in facts.around.blockers:
        owner = f" ({linked.owner} sees to it)" if linked.owner else ""
        yield Gap("/blockers", f"Clear this first: {linked.title}{owner}.")
    if not facts.around.improvements:
        yield from _out_of_reach(facts)
    if facts.around.earlier is not None:
        yield from lacks(facts.around.earlier.backing)


def _out_of_reach(facts: Facts) -> Iterator[Gap]:
    for index, result, far in facts.out_of_reach():
        do = (
            f"{how_unusual(result, far)} Link an improvement that makes it reachable, or aim at"
            f" {far.best:.4g} and name {result.target:g} as its stretch."
        )
        yield Gap(f"/key_results/{index}/target", do, openly=OUT_OF_REACH.format(result.metric))


def relevant(facts: Facts) -> Iterator[Gap]:
    """A team's or the organization's own objective, or one that serves another; and an outcome."""
    if not facts.objective.subject.startswith(SHARED):
        yield from _serving(facts.around.parent)
    if facts.objective.business_outcome is None:
        yield Gap("/business_outcome", "Say which business outcome it is good for.")


def _serving(parent: Objective | None) -> Iterator[Gap]:
    if parent is None:
        yield Gap("/parent", "Name the team objective that this one serves.")
    elif not parent.subject.startswith(SHARED):
        yield Gap("/parent", f"Serve a team's objective; “{parent.title}” is {parent.subject}'s.")
    elif parent.state == "closed":
        yield Gap("/parent", f"“{parent.title}” is closed; serve an objective that is not.")


def time_bound(facts: Facts) -> Iterator[Gap]:
    """A period, a throughput check each week or two, and a performance review each quarter."""
    cadence = facts.objective.review_cadence
    if facts.objective.period is None:
        yield Gap("/period", "Give it a first and a last day.")
    if cadence.throughput is None:
        yield Gap("/review_cadence/throughput", "Check throughput weekly or biweekly.")
    if cadence.performance is None:
        yield Gap("/review_cadence/performance", "Review performance quarterly.")
    for kind in never_met(cadence, facts.objective.period):
        do = f"No {kind} review falls on its days: mind when the meetings start."
        yield Gap("/review_cadence/meeting/starting", do)


def okr_alignment(facts: Facts) -> Iterator[Gap]:
    """Key results of both kinds: a floor protects the counterweight, but does not aim at it."""
    for kind in facts.kinds_missing(facts.objective.key_results):
        yield Gap("/key_results", f"Add a {kind} key result, a measure of {MEASURES[kind]}.")
