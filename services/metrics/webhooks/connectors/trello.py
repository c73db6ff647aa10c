"""Trello: deliveries of its webhooks, and what they say of cards."""

from datetime import datetime

from services.metrics.webhooks.connectors.reading import login, text, within
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.trello_cards import MEANINGS, card_told
from services.metrics.webhooks.signatures import Refusal, Scheme
from shared.schemas.metrics.options import StandingOptions

SCHEME = Scheme("X-Trello-Webhook", encoding="base64", algorithm="sha1")
READS: tuple[str, ...] = ()
OPTIONS = StandingOptions


def verify(received: Received, terms: Terms[StandingOptions], now: datetime) -> Refusal | None:
    """Base64 HMAC-SHA1 of the body and the address that Trello was given."""
    return SCHEME.judge(received, terms.secrets, received.body + received.url.encode())


def identity(message: Message[StandingOptions]) -> str | None:
    """The action, which every webhook that sees it shares."""
    return login(within(message.said, "action", "id"))


def event(message: Message[StandingOptions]) -> str:
    """Such as `updateCard`."""
    return text(within(message.said, "action", "type")) or "unnamed"


def translate(message: Message[StandingOptions]) -> Meaning:
    """What happened to a card."""
    meaning = MEANINGS.get(event(message))
    if meaning is None:
        return Ignored.NOT_FOLLOWED
    action = within(message.said, "action")
    card = card_told(action)
    return card if isinstance(card, Ignored) else meaning(card, action, message.options)
