"""What a deployment's life says: whether it came through."""

from collections.abc import Iterator

from services.metrics.work_items.facts import Fact, counted
from services.metrics.work_items.transitions import Transition


def deployment_facts(life: list[Transition]) -> Iterator[Fact]:
    """Its last outcome, on the human who made it, else on the connector's team."""
    outcome = next((one for one in reversed(life) if one.kind in ("succeeded", "failed")), None)
    if outcome is None:
        return
    whose = next((one.author for one in life if one.author is not None), None)
    if outcome.kind == "succeeded":
        yield counted("deployments", whose, outcome)
    yield counted("change_failure_rate", whose, outcome, float(outcome.kind == "failed"))
