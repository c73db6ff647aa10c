"""API keys: they push, and read nothing; an identity provider's keeps the directory."""

from typing import Literal

from pydantic import AwareDatetime, Field

from shared.schemas.words import Key, Said, Sentence, Told, example

Scope = Literal["push", "scim"]


class ApiKeyIn(Said):
    """What a key may do; empty lists mean any source, any metric."""

    model_config = example(name="CRM", sources=["crm"], metrics=["tickets_closed"], days=90)

    name: Sentence
    scope: Scope = Field("push", description="`push` events and answers, or `scim` and no more")
    sources: list[str] = Field(default=[], max_length=100, description="Sources, by prefix")
    metrics: list[Key] = Field(default=[], max_length=100)
    days: int = Field(365, ge=1, le=365, description="Days until it expires")


class ApiKey(Told):
    """A key without its secret."""

    id: str
    name: str
    scope: Scope = "push"
    sources: list[str]
    metrics: list[str]
    created_at: AwareDatetime
    expires_at: AwareDatetime
    revoked_at: AwareDatetime | None


class ApiKeyShown(ApiKey):
    """A new key with its secret, shown this once."""

    secret: str


class ApiKeys(Told):
    """A page of keys, newest first."""

    items: list[ApiKey]
    next_cursor: str | None = None
