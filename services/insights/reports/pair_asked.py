"""Which two metrics are read together: named by the caller, or by a role's scorecard."""

from services.insights.reports.asking import Asked
from services.insights.sources.domain import PairNamed
from shared.errors import Invalid, NotFound
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.problems import Fault

NAME_A_PAIR = "name a pair with ?performance=…&productivity=…"


class RoleMissing(NotFound):
    """Nobody of the subject holds a role, so nothing says which pair to read."""

    def __init__(self, subject: str) -> None:
        super().__init__(f"Nobody of {subject!r} holds a role: give them one, or {NAME_A_PAIR}.")


class ScorecardMissing(NotFound):
    """The role has no scorecard, so nothing says which pair to read."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"The role {role!r} has no scorecard: PUT one at /v1/scorecards/{role} of the goals"
            f" service, or {NAME_A_PAIR}."
        )


class PairUnreadable(Invalid):
    """A pair whose metrics are not in the catalogue, or not one of each kind."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("A pair is one performance and one productivity metric.", faults)


def pair_said(asked: Asked) -> PairNamed | None:
    """The pair that the caller named, if any."""
    if asked.performance is None or asked.productivity is None:
        return None
    return PairNamed(asked.performance, asked.productivity)


def require_pair(pair: PairNamed, catalogue: dict[str, Metric]) -> None:
    """Raise PairUnreadable unless the catalogue has both metrics, each of its kind."""
    faults = []
    for kind, key in (("performance", pair.performance), ("productivity", pair.productivity)):
        metric = catalogue.get(key)
        if metric is None or metric.kind != kind:
            why = "is not in the catalogue" if metric is None else f"is a {metric.kind} metric"
            detail = f"{key!r} {why}."
            faults.append(Fault(pointer=f"/query/{kind}", code="unreadable", detail=detail))
    if faults:
        raise PairUnreadable(faults)
