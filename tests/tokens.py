"""Tokens as an issuer would give them."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey


def jwks_file(key: OKPKey, directory: Path) -> Path:
    """The issuer's public keys, as a file."""
    path = directory / "jwks.json"
    path.write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
    return path


class Tokens:
    """Gives tokens signed by one key."""

    def __init__(self, key: OKPKey) -> None:
        self._key = key

    def headers(
        self, person: str | None = None, roles: Sequence[str] = (), **claims: Any
    ) -> dict[str, str]:
        """An Authorization header for a person with roles; `claims` replace what is usual."""
        at = int(time.time())
        usual = {
            "iss": "http://issuer.test",
            "aud": "counterpoise",
            "sub": person or "service",
            "person": person,
            "roles": list(roles),
            "iat": at,
            "exp": at + 600,
        }
        header = {"alg": "Ed25519", "kid": self._key.kid, "typ": "JWT"}
        token = jwt.encode(header, usual | claims, self._key, algorithms=["Ed25519"])
        return {"Authorization": f"Bearer {token}"}
