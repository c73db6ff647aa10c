"""The secrets of one local house: made once, kept where only their owner can read them."""

import json
import os
import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from joserfc.jwk import KeySet, OKPKey

from deploy.postgres.bootstrap import ROLES
from deploy.processes.private import keep_private, make_private


@dataclass(frozen=True)
class Keys:
    """What the services and the local issuer of tokens must know and nobody else."""

    secret_key: str = field(repr=False)  # base64 of 32 bytes
    issuer_key: OKPKey = field(repr=False)
    jwks_file: Path
    passwords: dict[str, str] = field(repr=False)  # by schema


def keep_keys(directory: Path, environment: Mapping[str, str] = os.environ) -> Keys:
    """The directory's secrets; the first time, new ones."""
    place = make_private(directory / "secrets")
    issuer_key = _issuer_key(place)
    jwks_file = directory / "jwks.json"
    public = json.dumps(KeySet([issuer_key]).as_dict(private=False))
    return Keys(
        secret_key=keep_private(place / "secret-key", b64encode(secrets.token_bytes(32)).decode()),
        issuer_key=issuer_key,
        jwks_file=_keep_public(jwks_file, public),
        passwords=passwords_for(directory, environment),
    )


def _issuer_key(place: Path) -> OKPKey:
    new = OKPKey.generate_key("Ed25519", {"use": "sig"}, private=True, auto_kid=True)
    kept = keep_private(place / "issuer.jwk", json.dumps(new.as_dict(private=True)))
    return OKPKey.import_key(json.loads(kept))


def _keep_public(path: Path, text: str) -> Path:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    return path


def passwords_for(directory: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Each schema's: COUNTERPOISE_METRICS_PASSWORD and …_GOALS_…, else the directory's own."""
    return {
        schema: environment.get(f"COUNTERPOISE_{schema.upper()}_PASSWORD")
        or _kept_password(directory, schema)
        for schema in ROLES
    }


def _kept_password(directory: Path, schema: str) -> str:
    path = make_private(directory / "secrets") / f"{schema}-password"
    return keep_private(path, secrets.token_urlsafe(24))
