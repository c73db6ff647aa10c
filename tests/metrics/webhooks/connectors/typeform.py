"""What Typeform sends about a response, as small as it can be and still mean something."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

TEXT = {"type": "text", "text": "Kind and quick", "field": {"id": "q2", "type": "long_text"}}


def rated(number: Any) -> dict[str, Any]:
    """An answer to a question with a scale."""
    return {"type": "number", "number": number, "field": {"id": "q1", "type": "opinion_scale"}}


def response(*answers: Any, hidden: Any = None, **more: Any) -> dict[str, Any]:
    """A response to a form, whose hidden field says who is rated."""
    known = {
        "form_id": "lT4Z3j",
        "token": "a3a12ec6",
        "submitted_at": "2026-03-02T12:00:00Z",
        "hidden": {"agent": "501"} if hidden is None else hidden,
        "answers": list(answers),
        "calculated": {"score": 9},
    }
    said = {"event_id": "LtWXD3crgy", "event_type": "form_response", "form_response": known}
    return said | more


def from_typeform(said: Any, **options: Any) -> Reading:
    """How a delivery by Typeform is read."""
    return read_as("typeform", said, **options)


LIFE = Life(
    [({}, response(TEXT, rated(4)))],
    {"csat": ("account:zendesk/501", 1)},
    {"accounts": "zendesk"},
)
