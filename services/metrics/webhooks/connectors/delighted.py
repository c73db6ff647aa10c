"""Delighted: responses to its surveys, which name the rated person in a property."""

from datetime import datetime

from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.surveys import Places, response
from services.metrics.webhooks.signatures import Refusal, Scheme
from services.metrics.webhooks.tokens import brings_secret
from shared.schemas.metrics.ratings import NpsSurveyOptions

SCHEME = Scheme("X-Delighted-Webhook-Signature", prefix="sha256=")
READS = ()
OPTIONS = NpsSurveyOptions

PLACES = Places(
    id="event_data.id",
    answered_at="event_data.created_at",
    changed_at="event_data.updated_at",
    rating="event_data.score",
    comment="event_data.comment",
    agent="event_data.person_properties.agent",
)


def verify(received: Received, terms: Terms[NpsSurveyOptions], now: datetime) -> Refusal | None:
    """`sha256=` and hexadecimal HMAC-SHA256 of the body; unsigned, the secret in the address."""
    if received.header(SCHEME.header) is None:
        return brings_secret(received, terms.secrets)
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[NpsSurveyOptions]) -> str | None:
    """The event."""
    return login(within(message.said, "event_id"))


def event(message: Message[NpsSurveyOptions]) -> str:
    """Such as `survey_response.updated`."""
    return word(within(message.said, "event_type")) or "unnamed"


def translate(message: Message[NpsSurveyOptions]) -> Meaning:
    """The response, which keeps its id when it is updated."""
    if not event(message).startswith("survey_response."):
        return Ignored.NOT_FOLLOWED
    return response(message, "delighted", PLACES)
