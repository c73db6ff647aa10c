"""The issuer's keys follow the issuer: new ones, withdrawn ones, and none at all."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException
from joserfc.jwk import OKPKey

from shared.auth import Judge, TokenRefused
from shared.keyring import REFRESH_SECONDS, STALE_SECONDS, IssuerUnreachable, Keyring
from shared.settings import Settings
from tests.live import Live, free_port
from tests.tokens import Tokens


def key_named(kid: str) -> OKPKey:
    """A new key of that name."""
    return OKPKey.generate_key("Ed25519", {"kid": kid}, private=True)


@dataclass
class Issuer:
    """An identity provider on the loopback, and a clock that the tests set."""

    url: str
    keys: list[OKPKey] = field(default_factory=lambda: [key_named("first")])
    nonsense: Any = None
    down: bool = False
    asked: int = 0
    seconds: float = 0.0

    def app(self) -> FastAPI:
        """Its two addresses."""
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        async def discovery() -> dict[str, str]:
            return {"jwks_uri": f"{self.url}/keys"}

        @app.get("/keys")
        async def jwks() -> Any:
            self.asked += 1
            if self.down:
                raise HTTPException(500)
            return self.nonsense or {"keys": [key.as_dict(private=False) for key in self.keys]}

        return app

    async def names(self, ring: Keyring, kid: str) -> set[str | None]:
        """The names of the keys that the ring believes in."""
        return {key.kid for key in (await ring.keys(kid)).keys}


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    """An issuer that answers."""
    issuer = Issuer(f"http://127.0.0.1:{free_port()}")
    async with Live(issuer.app(), issuer.url):
        yield issuer


@pytest.fixture
def ring(issuer: Issuer) -> Keyring:
    """Keys by the issuer's JWKS address."""
    return Keyring(Settings(jwks_url=f"{issuer.url}/keys"), lambda: issuer.seconds)


async def test_keys_are_found_by_discovery_and_asked_for_once(issuer: Issuer) -> None:
    ring = Keyring(Settings(issuer=issuer.url))
    for _ in range(3):
        assert await issuer.names(ring, "first") == {"first"}
    assert issuer.asked == 1


async def test_a_new_key_is_found_though_not_sooner_than_after_a_minute(
    issuer: Issuer, ring: Keyring
) -> None:
    await ring.keys("first")
    issuer.keys.append(key_named("second"))
    assert await issuer.names(ring, "second") == {"first"}
    issuer.seconds += REFRESH_SECONDS + 1
    assert await issuer.names(ring, "second") == {"first", "second"}
    assert issuer.asked == 2


async def test_a_withdrawn_key_is_believed_for_five_minutes_at_most(
    issuer: Issuer, ring: Keyring
) -> None:
    await ring.keys("first")
    issuer.keys[:] = [key_named("second")]
    issuer.seconds += STALE_SECONDS
    assert await issuer.names(ring, "first") == {"first"}
    issuer.seconds += 1
    assert await issuer.names(ring, "first") == {"second"}


@pytest.mark.parametrize(
    "ill",
    [
        pytest.param({"down": True}, id="down"),
        pytest.param({"nonsense": ["keys"]}, id="another shape"),
        pytest.param({"nonsense": {"keys": []}}, id="no keys"),
        pytest.param({"nonsense": {"keys": [{"kty": "OKP"}]}}, id="half a key"),
    ],
)
async def test_an_issuer_that_falls_ill_is_believed_as_it_was_and_asked_again_each_minute(
    issuer: Issuer, ring: Keyring, ill: dict[str, Any]
) -> None:
    await ring.keys("first")
    vars(issuer).update(ill)
    issuer.seconds += STALE_SECONDS + 1
    for _ in range(3):
        assert await issuer.names(ring, "first") == {"first"}
    assert issuer.asked == 2
    issuer.seconds += REFRESH_SECONDS + 1
    await ring.keys("first")
    assert issuer.asked == 3


async def test_an_issuer_that_comes_up_late_is_found(issuer: Issuer, ring: Keyring) -> None:
    issuer.down = True
    with pytest.raises(IssuerUnreachable):
        await ring.keys("first")
    issuer.down = False
    issuer.seconds += 2
    assert await issuer.names(ring, "first") == {"first"}


@pytest.mark.parametrize("text", [None, "", "[]", '{"keys": 5}'])
async def test_a_file_that_is_missing_or_holds_no_keys_is_an_issuer_out_of_reach(
    tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "jwks.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(IssuerUnreachable, match="issuer's keys"):
        await Keyring(Settings(jwks_file=str(path))).keys("first")


async def test_a_token_of_a_key_that_was_never_the_issuers_is_refused(issuer: Issuer) -> None:
    judge = Judge(Settings(issuer=issuer.url))
    theirs, forged = (
        Tokens(key).headers("ana", iss=issuer.url)["Authorization"].removeprefix("Bearer ")
        for key in (issuer.keys[0], key_named("first"))
    )
    assert (await judge.judge(theirs)).person == "ana"
    with pytest.raises(TokenRefused):
        await judge.judge(forged)
