"""What an objective lacks to be balanced, in words; evidence where it lacks anything."""

from collections.abc import Iterable, Mapping

from services.insights.sources.domain import Incentive, Objective
from shared.schemas.insights.findings import Evidence
from shared.schemas.words import Kind

PAIR: tuple[Kind, Kind] = ("performance", "productivity")


def lacks(objective: Objective, kinds: Mapping[str, Kind]) -> list[str]:
    """What keeps an objective from being balanced; empty if nothing does, override or not.

    An override is history once the goal was mended, so by itself it is not held against a goal.
    """
    measured = _kinds(objective.metrics, kinds)
    guarded = _kinds((limit.metric for limit in objective.limits), kinds)
    found = [f"no key result is a {kind} metric" for kind in PAIR if kind not in measured]
    if "productivity" in measured and "performance" not in guarded:
        found.append("no guardrail keeps up performance while productivity is pushed")
    return found


def goal_evidence(objective: Objective, kinds: Mapping[str, Kind]) -> Evidence:
    """An unbalanced objective as evidence: what it lacks, and how its checklist was overridden."""
    says = f"Objective “{objective.title}”: {'; '.join(lacks(objective, kinds))}."
    override = objective.override
    if override is not None:
        failed = f" (failing: {', '.join(override.failing)})" if override.failing else ""
        says += (
            f" Its checklist{failed} was overridden on {override.on:%-d %B %Y} by {override.by}:"
            f" “{override.reason.rstrip('.')}”."
        )
    return Evidence(says=says, objective=objective.id)


def incentive_evidence(policy: Incentive) -> Evidence:
    """A policy that pays for one side as evidence: what is unsound about it."""
    says = f"Incentive “{policy.title}”: {' '.join(policy.flags)}"
    return Evidence(says=says, incentive=policy.id)


def _kinds(metrics: Iterable[str], kinds: Mapping[str, Kind]) -> set[Kind]:
    return {kinds[metric] for metric in metrics if metric in kinds}
