"""What an incentive may say; whether it is wise is for its flags."""

from collections.abc import Iterator, Mapping

from services.goals.records.domain import RecordUnknown
from shared.errors import Invalid
from shared.schemas.goals.incentives import IncentiveIn
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.problems import Fault


class IncentiveUnknown(RecordUnknown):
    """There is no such incentive."""

    listed_at = "/v1/incentives"


class IncentiveUnsound(Invalid):
    """An incentive that contradicts itself, or names a metric that is not there."""


def places(said: IncentiveIn) -> Iterator[tuple[str, str]]:
    """Every metric that a policy names, and where."""
    for index, rewarded in enumerate(said.metrics):
        yield f"/metrics/{index}/metric", rewarded.metric
    for index, floor in enumerate(said.floors):
        yield f"/floors/{index}/metric", floor.metric


def require_sound(said: IncentiveIn, found: Mapping[str, Metric]) -> None:
    """Raise IncentiveUnsound, naming every field that is wrong."""
    faults = [*_metric_faults(said, found), *_period_faults(said)]
    if faults:
        raise IncentiveUnsound(" ".join(fault.detail for fault in faults), faults)


def _metric_faults(said: IncentiveIn, found: Mapping[str, Metric]) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for pointer, key in places(said):
        entry = (pointer.split("/")[1], key)
        if key not in found:
            detail = f"There is no metric {key!r} in the catalogue."
            yield Fault(pointer=pointer, code="metric_unknown", detail=detail)
        elif entry in seen:
            detail = f"{key!r} stands here twice; name a metric once."
            yield Fault(pointer=pointer, code="metric_repeated", detail=detail)
        seen.add(entry)


def _period_faults(said: IncentiveIn) -> Iterator[Fault]:
    last = said.period.last_day
    if last is not None and last < said.period.first_day:
        detail = "Not before its first day."
        yield Fault(pointer="/period/last_day", code="ends_first", detail=detail)
