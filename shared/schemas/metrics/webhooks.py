"""Connectors to tools, and what became of their deliveries."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, SecretStr

from shared.schemas.words import Key, Said, Sentence, Told, example

Tool = Literal["zendesk", "github"]


Secret = Annotated[SecretStr, Field(min_length=8, max_length=500)]
# Two may live at once while one is rotated out.
Secrets = Annotated[list[Secret], Field(min_length=1, max_length=2)]


class ConnectorIn(Said):
    """A tool that may deliver webhooks, and the one or two secrets it may sign with."""

    model_config = example(
        key="desk",
        tool="zendesk",
        name="Support desk",
        secrets=["THE-SIGNING-SECRET"],
        team="support",
    )

    key: Key
    tool: Tool
    name: Sentence
    secrets: Secrets
    team: Key | None = Field(None, description="Who arrivals without an assignee count for")


class SecretsIn(Said):
    """The secrets that a tool may sign with from now on; those before are good no more."""

    model_config = example(secrets=["THE-NEW-SIGNING-SECRET", "THE-OLD-SIGNING-SECRET"])

    secrets: Secrets


class Connector(Told):
    """A connector, without its secrets; give `url_path` of this service to the tool."""

    key: Key
    tool: Tool
    name: str
    team: Key | None
    created_at: AwareDatetime
    url_path: str


class Connectors(Told):
    """A page of connectors, by key."""

    items: list[Connector]
    next_cursor: str | None = None


class Fact(Told):
    """A metric fact that a delivery led to."""

    metric: Key
    subject: str
    time: AwareDatetime
    value: float


class DeliveryReceipt(Told):
    """The answer to a tool: its delivery is kept."""

    id: str
    status: Literal["processed", "ignored", "duplicate", "failed"]
    detail: str


class Delivery(DeliveryReceipt):
    """A webhook received, and what came of it."""

    connector: Key
    received_at: AwareDatetime
    event: str
    items: list[str] = []
    facts: list[Fact] = []


class Deliveries(Told):
    """A page of deliveries, newest first."""

    items: list[Delivery]
    next_cursor: str | None = None
