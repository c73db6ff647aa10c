"""Secrets at rest: derived keys, and sealing what must be read again."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.settings import Settings

NONCE_BYTES = 12


class SealBroken(Exception):
    """What was sealed cannot be opened: the secret key is another one, or the data was changed."""


def pepper_of(settings: Settings) -> bytes:
    """The key under which API keys are hashed."""
    return _derived(settings, b"api keys")


def seal(settings: Settings, plain: str, purpose: str) -> bytes:
    """Encrypt a secret for one purpose."""
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(_derived(settings, b"sealing"))
    return nonce + cipher.encrypt(nonce, plain.encode(), purpose.encode())


def unseal(settings: Settings, sealed: bytes, purpose: str) -> str:
    """Read a sealed secret; SealBroken."""
    cipher = AESGCM(_derived(settings, b"sealing"))
    try:
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return cipher.decrypt(nonce, rest, purpose.encode()).decode()
    except InvalidTag as error:
        raise SealBroken from error


def _derived(settings: Settings, purpose: bytes) -> bytes:
    root = base64.b64decode(settings.secret_key.get_secret_value())
    return HKDF(SHA256(), 32, salt=b"counterpoise", info=purpose).derive(root)
