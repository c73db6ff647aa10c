"""What Survicate sends about an answer, as small as it can be and still mean something."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

AGENT = {"name": "agent", "value": "501"}
WORDS: dict[str, Any] = {"scale": {"words": {"Great": 5, "Poor": 1}}}


def answer(choice: str, minute: int = 0, **respondent: Any) -> dict[str, Any]:
    """An answer; its respondent's attributes say who is rated."""
    answered = {
        "survey": {"id": "b92b6eca", "name": "Satisfaction"},
        "timestamp": f"2026-03-02T12:{minute:02}:00+00:00",
        "respondent": {"id": "534759", "attributes": [AGENT]} | respondent,
        "question": {"id": 12123, "body": "How was it?"},
        "choice": {"id": 21573, "body": choice, "comment": "Thanks"},
    }
    said = {"messageId": f"c0101a{minute}", "deliveryTries": 0}
    return said | {"event": {"questionAnswered": answered}}


def from_survicate(said: Any, **options: Any) -> Reading:
    """How a delivery by Survicate is read."""
    return read_as("survicate", said, **options)


LIFE = Life(
    [({}, answer("Great")), ({}, answer("Poor", 5))],
    {"csat": ("account:survicate/501", 0)},
    WORDS,
)
