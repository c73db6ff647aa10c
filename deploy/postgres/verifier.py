"""Turns a password into PostgreSQL's verifier, so that no statement or log ever shows it."""

import hashlib
import hmac
import os
from base64 import b64encode


def scram_verifier(password: str, salt: bytes | None = None, iterations: int = 4096) -> str:
    """SCRAM-SHA-256 as RFC 7677 and PostgreSQL's pg_authid have it; the password must be ASCII.

    >>> scram_verifier("pencil", b"0123456789abcdef")[:45]
    'SCRAM-SHA-256$4096:MDEyMzQ1Njc4OWFiY2RlZg==$r'
    """
    salt = salt or os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt_text, stored_text, server_text = (b64encode(x).decode() for x in (salt, stored, server))
    return f"SCRAM-SHA-256${iterations}:{salt_text}${stored_text}:{server_text}"
