"""Shortcut: deliveries of its webhooks, and what they say of stories."""

from datetime import datetime

from services.metrics.webhooks.connectors.reading import dicts, login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms, together
from services.metrics.webhooks.connectors.shortcut_stories import story_moved
from services.metrics.webhooks.signatures import Refusal, Scheme
from shared.schemas.metrics.options import StandingOptions

SCHEME = Scheme("Payload-Signature")
READS: tuple[str, ...] = ()
OPTIONS = StandingOptions


def verify(received: Received, terms: Terms[StandingOptions], now: datetime) -> Refusal | None:
    """Hexadecimal HMAC-SHA256 of the body."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[StandingOptions]) -> str | None:
    """The delivery's own id."""
    return login(within(message.said, "id"))


def event(message: Message[StandingOptions]) -> str:
    """Such as `story.update`, after the first of what may be many actions."""
    first = next(iter(dicts(within(message.said, "actions"))), {})
    names = (word(first.get(name)) for name in ("entity_type", "action"))
    return ".".join(filter(None, names)) or "unnamed"


def translate(message: Message[StandingOptions]) -> Meaning:
    """What happened to stories: one delivery may change many."""
    actions = dicts(within(message.said, "actions"))
    stories = [action for action in actions if word(action.get("entity_type")) == "story"]
    if not stories:
        return Ignored.NOT_FOLLOWED
    return together(story_moved(message, action) for action in stories)
