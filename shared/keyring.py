"""The issuer's public keys, from a file or by JWKS address."""

import asyncio
import time
from pathlib import Path

import httpx
import msgspec
from joserfc.jwk import KeySet, KeySetSerialization

from shared.errors import Unavailable
from shared.settings import Settings

REFRESH_SECONDS = 60


class IssuerUnreachable(Unavailable):
    """The issuer's keys could not be fetched, so no token can be judged."""


class Keyring:
    """Keys by `kid`; an unknown `kid` asks the issuer again, at most once a minute."""

    def __init__(self, settings: Settings) -> None:
        self._file = settings.jwks_file
        self._url = settings.jwks_url
        self._issuer = settings.issuer
        self._keys: KeySet | None = None
        self._fetched = float("-inf")
        self._fetching = asyncio.Lock()

    async def keys(self, kid: str | None) -> KeySet:
        """The key set, renewed if it does not hold `kid`."""
        if self._keys is None or not self._holds(kid):
            async with self._fetching:
                if time.monotonic() - self._fetched > REFRESH_SECONDS:
                    self._keys = KeySet.import_key_set(await self._fetch())
                    self._fetched = time.monotonic()
        assert self._keys is not None
        return self._keys

    def _holds(self, kid: str | None) -> bool:
        assert self._keys is not None
        return any(key.kid == kid for key in self._keys.keys)

    async def _fetch(self) -> KeySetSerialization:
        if self._file:
            raw = await asyncio.to_thread(Path(self._file).read_bytes)
            return msgspec.json.decode(raw, type=KeySetSerialization)
        try:
            async with httpx.AsyncClient(timeout=2) as client:
                url = self._url or await self._discover(client)
                answer = (await client.get(url)).raise_for_status()
            return msgspec.json.decode(answer.content, type=KeySetSerialization)
        except (httpx.HTTPError, msgspec.MsgspecError, KeyError) as error:
            raise IssuerUnreachable("The token issuer's keys are out of reach.") from error

    async def _discover(self, client: httpx.AsyncClient) -> str:
        address = self._issuer.rstrip("/") + "/.well-known/openid-configuration"
        answer = (await client.get(address)).raise_for_status()
        return str(msgspec.json.decode(answer.content)["jwks_uri"])
