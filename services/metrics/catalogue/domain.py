"""What makes a metric's definition sound."""

from collections.abc import Iterator, Mapping

from services.metrics.catalogue.inputs import goes_in, input_as_aim, untied_ratio
from shared.errors import Conflict, Invalid, NotFound
from shared.schemas.metrics.catalogue import Metric, MetricIn
from shared.schemas.metrics.metric_changes import MetricChange
from shared.schemas.problems import Fault

Catalogue = dict[str, tuple[int, Metric]]  # by key, with the number that events carry


def by_number(catalogue: Catalogue) -> dict[int, Metric]:
    """The metrics by the number that events carry."""
    return dict(catalogue.values())


class MetricUnknown(NotFound):
    """The catalogue has no such metric."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no metric {key!r}; GET /v1/metrics lists what there is.")


class MetricExists(Conflict):
    """A metric of this key is in the catalogue already."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is a metric {key!r} already; PATCH it with its ETag.")


class DefinitionUnsound(Invalid):
    """A definition that contradicts itself."""


class BuiltInFixed(Conflict):
    """A built-in metric means the same everywhere."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{key!r} is built in; define a metric of your own beside it.")


class MeaningFixed(Conflict):
    """What a metric's number means never changes under its key: history would be read anew."""


# What an aggregation needs beside the events, and no other has.
PARTS = {
    "numerator": "ratio",
    "denominator": "ratio",
    "percentile": "percentile",
    "distinct_by": "distinct",
}
FIXED = ("kind", "unit", "aggregation", "duration", *PARTS)


def changed_by(metric: Metric, said: MetricChange) -> MetricIn:
    """The definition with the fields that were said put in; MeaningFixed."""
    kept = metric.model_dump(include=set(MetricIn.model_fields))
    changes = said.model_dump(exclude_unset=True)
    moved = [field for field in FIXED if field in changes and changes[field] != kept[field]]
    if moved:
        detail = "Define a metric of another key beside it."
        faults = [Fault(pointer=f"/{it}", code="meaning_fixed", detail=detail) for it in moved]
        raise MeaningFixed(f"{metric.key!r} keeps its {', '.join(moved)}. {detail}", faults)
    return MetricIn.model_validate(kept | changes)


def settled(metric: MetricIn) -> MetricIn:
    """The definition with what follows from the rest of it: whether it is an input."""
    return metric.model_copy(update={"input": goes_in(metric)})


def require_sound(metric: MetricIn) -> None:
    """Raise DefinitionUnsound, naming every field that is wrong."""
    faults = [*_faults(metric), *input_as_aim(metric)]
    if faults:
        raise DefinitionUnsound(" ".join(fault.detail for fault in faults), faults)


def require_parts(metric: MetricIn, known: Mapping[str, Metric]) -> None:
    """Raise DefinitionUnsound unless a ratio's parts are known, and add up; and of capacity."""
    faults = [*_partless(metric, known), *_computed(metric)] or list(untied_ratio(metric, known))
    if faults:
        raise DefinitionUnsound(" ".join(fault.detail for fault in faults), faults)


def _partless(metric: MetricIn, known: Mapping[str, Metric]) -> Iterator[Fault]:
    for field, key in (("numerator", metric.numerator), ("denominator", metric.denominator)):
        if key is not None and key not in known:
            detail = f"There is no metric {key!r}."
            yield Fault(pointer=f"/{field}", code="part_unknown", detail=detail)
        elif key is not None and not known[key].adds_up:
            detail = f"{key!r} does not add up; divide sums, counts or capacity."
            yield Fault(pointer=f"/{field}", code="part_adds_not_up", detail=detail)


def _computed(metric: MetricIn) -> Iterator[Fault]:
    if metric.aggregation == "capacity":
        detail = "Capacity follows from the directory; take fte_days or working_days."
        yield Fault(pointer="/aggregation", code="capacity_is_computed", detail=detail)


def _faults(metric: MetricIn) -> Iterator[Fault]:
    for field, aggregation in PARTS.items():
        if (metric.aggregation == aggregation) != (getattr(metric, field) is not None):
            detail = f"Every {aggregation} needs it, and nothing else has any."
            yield Fault(pointer=f"/{field}", code=f"{aggregation}_parts", detail=detail)
    if (metric.kind == "context") != (metric.better is None):
        detail = "Say which way is better; only a context metric, never a target, has none."
        yield Fault(pointer="/better", code="better_missing_or_needless", detail=detail)
    if not _below(metric.minimum, metric.maximum):
        detail = "Lower than the maximum, please."
        yield Fault(pointer="/minimum", code="range_empty", detail=detail)
    if metric.aggregation == "rate" and (metric.minimum, metric.maximum) != (0.0, 1.0):
        yield Fault(pointer="/maximum", code="rate_range", detail="A rate ranges from 0 to 1.")


def _below(minimum: float | None, maximum: float | None) -> bool:
    return minimum is None or maximum is None or minimum < maximum
