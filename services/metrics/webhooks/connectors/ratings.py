"""Customers' ratings: what a number or a word on a question's scale counts as."""

from typing import Any

from services.metrics.webhooks.connectors.reading import number, prose, word
from services.metrics.work_items.transitions import Measure
from shared.schemas.metrics.ratings import Scale

PROMOTER_FROM, PASSIVE_FROM = 9, 7


def rating(scale: Scale, answer: Any, comment: Any = None, **more: Any) -> Measure | None:
    """An answer as the measure that it is, with what was said beside it; None if it is none."""
    value = _on(scale, answer)
    if value is None:
        return None
    said = prose(comment)
    return Measure(
        metric=scale.metric,
        value=_counted(scale, value),
        attributes={"comment": said} if said else {},
        **more,
    )


def _on(scale: Scale, answer: Any) -> float | None:
    """Where on its scale an answer lies."""
    words = {text.strip().lower(): value for text, value in scale.words.items()}
    value = words.get(word(answer), number(answer))
    return value if value is not None and scale.lowest <= value <= scale.highest else None


def _counted(scale: Scale, value: float) -> float:
    """Promoters count 100 and detractors -100; who is satisfied counts one."""
    if scale.metric == "csat":
        return float(value >= scale.satisfied_from)
    return 100.0 if value >= PROMOTER_FROM else 0.0 if value >= PASSIVE_FROM else -100.0
