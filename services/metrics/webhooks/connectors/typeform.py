"""Typeform: responses to a form, which names the rated person in a hidden field."""

from datetime import datetime

from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.surveys import Places, response
from services.metrics.webhooks.signatures import Refusal, Scheme
from shared.schemas.metrics.ratings import SurveyOptions

SCHEME = Scheme("Typeform-Signature", prefix="sha256=", encoding="base64")
READS = ()
OPTIONS = SurveyOptions

PLACES = Places(
    id="form_response.token",
    answered_at="form_response.submitted_at",
    changed_at="form_response.submitted_at",
    rating="form_response.answers[?type=='number'].number | [0]",
    comment="form_response.answers[?type=='text'].text | [0]",
    agent="form_response.hidden.agent",
)


def verify(received: Received, terms: Terms[SurveyOptions], now: datetime) -> Refusal | None:
    """`sha256=` and base64 HMAC-SHA256 of the body; Typeform signs no time."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[SurveyOptions]) -> str | None:
    """The event."""
    return login(within(message.said, "event_id"))


def event(message: Message[SurveyOptions]) -> str:
    """Such as `form_response`."""
    return word(within(message.said, "event_type")) or "unnamed"


def translate(message: Message[SurveyOptions]) -> Meaning:
    """The rating of a whole response; a part of one is not counted."""
    if event(message) != "form_response":
        return Ignored.NOT_FOLLOWED
    return response(message, "typeform", PLACES)
