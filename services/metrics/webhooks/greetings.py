"""What a tool is told before it delivers: an echo of its own words, at its first call."""

from fastapi import Request, Response

from services.metrics.webhooks import tools
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.registry import GREETINGS
from services.metrics.webhooks.connectors.shape import Greeting
from services.metrics.webhooks.passports import Passport, Passports
from shared.secrets import seal


def greeting_of(passport: Passport, received: Received) -> Greeting | None:
    """What the tool waits to hear, if this is its greeting and no delivery."""
    greet = GREETINGS.get(passport.origin.tool)
    return None if greet is None else greet(received)


async def take_secret(request: Request, key: str, secret: str) -> None:
    """Keep the secret that a tool brought, sealed, if it is the first; GreetedAlready."""
    state = request.app.state
    async with state.sessions.begin() as session:
        await tools.take_first_secret(session, key, seal(state.settings, secret, key))
    passports: Passports = state.passports
    passports.forget(key)


def answer_to(greeting: Greeting) -> Response:
    """The greeting as the tool expects it."""
    return Response(greeting.text, headers=dict(greeting.headers), media_type="text/plain")
