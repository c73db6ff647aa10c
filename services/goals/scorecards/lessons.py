"""Why a metric cannot stand where it was put, in a sentence that teaches."""

from collections.abc import Sequence

from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Kind

SAYS: dict[Kind, str] = {
    "performance": "how well work is done, not how much",
    "productivity": "how much is done, not how well",
}
INSTEAD: dict[Kind, str] = {
    "performance": "a metric of quality or outcome, such as csat, quality_score or error_rate",
    "productivity": "a metric of output, such as tickets_closed or tickets_per_hour",
}


def lesson(metric: Metric, kinds: Sequence[Kind]) -> str:
    """What is wrong with a metric where one of `kinds` belongs, and what to do."""
    if "context" in kinds:
        return (
            f"{metric.key!r} is a {metric.kind} metric: it is itself read and aimed at, where"
            " context only explains. Name it under secondary."
        )
    if "productivity" in kinds and metric.input:
        return (
            f"{metric.key!r} counts what goes in, not what comes out: being busy is not being"
            " productive. Name it under context, and for productivity take output, or output per"
            " hour."
        )
    if metric.kind == "context":
        return (
            f"{metric.key!r} is a context metric: it explains the pair and is never a target by"
            " itself. Name it under context."
        )
    return (
        f"{metric.key!r} is a {metric.kind} metric: it says {SAYS[metric.kind]}."
        f" Choose {INSTEAD[kinds[0]]}."
    )
