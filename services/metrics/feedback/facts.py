"""What a rating counts as."""

from services.metrics.events.said import Said
from services.metrics.feedback.domain import Rating
from services.metrics.feedback.kinds import KINDS

NEVER_SHOWN = ("group", "scores", "error")


def facts_of(rating: Rating) -> list[Said]:
    """The metric facts that follow from a rating; of an audit also whether there was an error."""
    facts = [_fact(rating, str(rating.id), KINDS[rating.kind].metric, rating.value)]
    if "error" in rating.named:
        facts.append(_fact(rating, f"{rating.id}:error", "error_rate", rating.named["error"]))
    return facts


def _fact(rating: Rating, name: str, metric: str, value: float) -> Said:
    attributes = {key: said for key, said in rating.named.items() if key not in NEVER_SHOWN}
    return Said(
        id=name,
        source=f"feedback:{rating.kind}",
        metric=metric,
        subject=rating.subject,
        time=rating.time,
        value=value,
        attributes=attributes,
    )
