"""A work item's facts: a pure fold over everything known of its life."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from services.metrics.work_items.deployments import deployment_facts
from services.metrics.work_items.facts import Fact
from services.metrics.work_items.incidents import incident_facts
from services.metrics.work_items.issues import issue_facts
from services.metrics.work_items.measured import measurement_facts
from services.metrics.work_items.pull_requests import pull_request_facts
from services.metrics.work_items.releases import release_facts
from services.metrics.work_items.tickets import ticket_facts
from services.metrics.work_items.transitions import Transition, Work, in_order

FOLDS: Mapping[Work, Callable[[list[Transition]], Iterator[Fact]]] = {
    "ticket": ticket_facts,
    "pull_request": pull_request_facts,
    "issue": issue_facts,
    "incident": incident_facts,
    "deployment": deployment_facts,
    "measurement": measurement_facts,
    "release": release_facts,
}


def facts_of(transitions: Iterable[Transition]) -> tuple[Fact, ...]:
    """All facts of one item, from all its transitions in whatever order they became known."""
    life = in_order(transitions)
    lives = {work: [one for one in life if one.work == work] for work in FOLDS}
    return tuple(fact for work, fold in FOLDS.items() for fact in fold(lives[work]))
