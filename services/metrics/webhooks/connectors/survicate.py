"""Survicate: single answers, which name the rated person in an attribute of the respondent."""

from datetime import datetime

from services.metrics.webhooks.connectors.reading import login, within
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.surveys import Places, response
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.tokens import brings_secret
from shared.schemas.metrics.ratings import SurveyOptions

READS = ()
OPTIONS = SurveyOptions

ANSWER = "event.questionAnswered"
PLACES = Places(
    # A respondent answers a question of a survey once; another answer replaces it.
    id=f"join('.', [{ANSWER}.survey.id, to_string({ANSWER}.question.id), {ANSWER}.respondent.id])",
    answered_at=f"{ANSWER}.timestamp",
    changed_at=f"{ANSWER}.timestamp",
    rating=f"{ANSWER}.choice.body",
    comment=f"{ANSWER}.choice.comment",
    agent=f"{ANSWER}.respondent.attributes[?name=='agent'].value | [0]",
)


def verify(received: Received, terms: Terms[SurveyOptions], now: datetime) -> Refusal | None:
    """It signs nothing: the secret is in the address, or in a header."""
    return brings_secret(received, terms.secrets, "X-Webhook-Secret")


def identity(message: Message[SurveyOptions]) -> str | None:
    """The message, which all its tries share."""
    return login(within(message.said, "messageId"))


def event(message: Message[SurveyOptions]) -> str:
    """Such as `questionAnswered`."""
    told = within(message.said, "event")
    return login(next(iter(told), None)) or "unnamed" if isinstance(told, dict) else "unnamed"


def translate(message: Message[SurveyOptions]) -> Meaning:
    """The answer to a question; its words are a rating where the connector's scale says so."""
    if within(message.said, "event", "questionAnswered") is None:
        return Ignored.NOT_FOLLOWED
    return response(message, "survicate", PLACES)
