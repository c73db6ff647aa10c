"""What a template needs of the catalogue."""

from collections.abc import Container

from services.goals.scorecards.places import places
from shared.errors import Conflict, NotFound
from shared.schemas.goals.templates import Template
from shared.schemas.metrics.catalogue import MetricIn
from shared.schemas.problems import Fault


class TemplateUnknown(NotFound):
    """There is no such template."""

    def __init__(self) -> None:
        super().__init__("There is none of this key; GET /v1/scorecard_templates lists them.")


class CatalogueLacks(Conflict):
    """A template names metrics that the catalogue does not have yet."""

    def __init__(self, template: Template, missing: list[MetricIn]) -> None:
        faults = [
            Fault(pointer=pointer, code="metric_unknown", detail=f"Define {key!r} first.")
            for pointer, key, _ in places(template.scorecard)
            if key in {metric.key for metric in missing}
        ]
        super().__init__(
            f"Define {', '.join(metric.key for metric in missing)} first: POST to /v1/metrics what"
            f" GET /v1/scorecard_templates/{template.key}/missing answers, in that order.",
            faults,
        )


def needs(template: Template) -> set[str]:
    """Every metric that a template names, and what its ratios are made of."""
    named = {key for _, key, _ in places(template.scorecard)}
    parts = {part for metric in template.metrics for part in (metric.numerator, metric.denominator)}
    return named | {part for part in parts if part is not None}


def missing_from(template: Template, known: Container[str]) -> list[MetricIn]:
    """The definitions that the catalogue lacks; parts before what is made of them."""
    lacking = [metric for metric in template.metrics if metric.key not in known]
    return sorted(lacking, key=lambda metric: metric.aggregation == "ratio")
