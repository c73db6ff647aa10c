"""Connectors as the busy path sees them: their secrets open, remembered for a few seconds."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.webhooks import tools
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.registry import CONNECTORS
from services.metrics.webhooks.connectors.shape import Terms
from services.metrics.webhooks.domain import ConnectorUnusable, OptionsRefused, SignatureRefused
from services.metrics.webhooks.terms import options_of
from services.metrics.work_items.keeping import Origin
from shared.secrets import SealBroken, unseal
from shared.settings import Settings

REMEMBERED_SECONDS = 5.0
DOUBTED_SECONDS = 0.5  # a forged signature may mean that our memory is old, but not every one


@dataclass(frozen=True)
class Passport:
    """Who a connector is, and what was agreed for it."""

    origin: Origin
    terms: Terms[Any]


class Passports:
    """Finds connectors; one changed here is seen so at once, and elsewhere within seconds."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], settings: Settings) -> None:
        self._sessions = sessions
        self._settings = settings
        self._known: dict[str, tuple[float, Passport]] = {}
        self._changed = float("-inf")

    async def of(self, key: str, *, doubted: bool = False) -> Passport:
        """A connector's passport, read anew if it is old or doubted; ConnectorUnknown."""
        began = time.monotonic()
        since, passport = self._known.get(key, (float("-inf"), None))
        age = began - since
        if passport is None or age > (DOUBTED_SECONDS if doubted else REMEMBERED_SECONDS):
            passport = await self._read(key)
            if began > self._changed:  # what was read during a change may be from before it
                self._known[key] = (began, passport)
        return passport

    def forget(self, key: str) -> None:
        """Read a connector at its next delivery: this process has changed it, and committed."""
        self._known.pop(key, None)
        self._changed = time.monotonic()

    async def _read(self, key: str) -> Passport:
        async with self._sessions() as session:
            row = await tools.get_connector(session, key)
        try:
            secrets = tuple(unseal(self._settings, sealed, key) for sealed in row.secrets)
            terms = Terms(secrets, options_of(row.tool, row.options))
        except SealBroken as error:
            detail = f"The secrets of connector {key!r} cannot be opened; say them again."
            raise ConnectorUnusable(detail) from error
        except OptionsRefused as error:
            detail = f"The options of connector {key!r} are none any more; change them."
            raise ConnectorUnusable(detail, error.errors) from error
        return Passport(Origin(row.key, row.tool, row.team), terms)


async def admit(passports: Passports, key: str, received: Received, now: datetime) -> Passport:
    """The passport of the connector whose tool sent this; SignatureRefused."""
    refusal = None
    for doubted in (False, True):
        passport = await passports.of(key, doubted=doubted)
        tool = CONNECTORS[passport.origin.tool]
        refusal = tool.verify(received, passport.terms, now)
        if refusal is None:
            return passport
    raise SignatureRefused(str(refusal))
