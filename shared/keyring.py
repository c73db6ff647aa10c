"""The issuer's public keys, from a file or by JWKS address."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

STALE_SECONDS = 300  # so long may a key that the issuer withdrew still be believed
REFRESH_SECONDS = 60  # no sooner is the issuer asked again while we have keys of it
RETRY_SECONDS = 1  # or while we have none

OUT_OF_REACH = (OSError, httpx.HTTPError, httpx.InvalidURL)
NONSENSE = (msgspec.MsgspecError, JoseError, ValueError, TypeError, KeyError)


class IssuerUnreachable(Unavailable):
    """The issuer's keys could not be fetched, so no token can be judged."""


class Keyring:
    """Keys by `kid`; renewed when they are old, and for an unknown `kid`."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = settings.jwks_file
        self._url = settings.jwks_url
        self._issuer = settings.issuer
        self._clock = clock
        self._keys: KeySet | None = None
        self._fetched = float("-inf")
        self._asked = float("-inf")
        self._asking = asyncio.Lock()

    async def keys(self, kid: str | None) -> KeySet:
        """The issuer's keys; IssuerUnreachable if it never told us any."""
        if self._due(kid) and not (self._asking.locked() and self._holds(kid)):
            async with self._asking:
                if self._due(kid):  # or whoever we waited for has asked
                    await self._renew()
        if self._keys is None:
            raise IssuerUnreachable("The token issuer's keys are out of reach.")
        return self._keys

    def _due(self, kid: str | None) -> bool:
        at = self._clock()
        if self._keys is None:
            return at - self._asked > RETRY_SECONDS
        doubtful = at - self._fetched > STALE_SECONDS or not self._holds(kid)
        return doubtful and at - self._asked > REFRESH_SECONDS

    def _holds(self, kid: str | None) -> bool:
        return self._keys is not None and any(key.kid == kid for key in self._keys.keys)

    async def _renew(self) -> None:
        """Fetch the keys again; what we have stays where that fails."""
        try:
            raw = await self._read_file() if self._file else await self._fetch()
            told = msgspec.json.decode(raw, type=KeySetSerialization)
            self._keys, self._fetched = KeySet.import_key_set(told), self._clock()
        except (*OUT_OF_REACH, *NONSENSE) as error:
            log.warning("issuer's keys out of reach", error=repr(error))
        finally:
            self._asked = self._clock()

    async def _read_file(self) -> bytes:
        return await asyncio.to_thread(Path(self._file or "").read_bytes)

    async def _fetch(self) -> bytes:
        async with httpx.AsyncClient(timeout=2) as client:
            url = self._url or await self._discover(client)
            return (await client.get(url)).raise_for_status().content

    async def _discover(self, client: httpx.AsyncClient) -> str:
        address = self._issuer.rstrip("/") + "/.well-known/openid-configuration"
        answer = (await client.get(address)).raise_for_status()
        return str(msgspec.json.decode(answer.content, type=dict[str, Any])["jwks_uri"])
