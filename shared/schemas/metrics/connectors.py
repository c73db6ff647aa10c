"""Connectors: the tools that may deliver webhooks, and how each is to be read."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, SecretStr, field_validator

from shared.schemas.words import Key, Said, Sentence, Told, example

Tool = Literal[
    "asana",
    "azuredevops",
    "clickup",
    "delighted",
    "freshdesk",
    "front",
    "github",
    "gitlab",
    "groove",
    "helpscout",
    "hmac",
    "hubspot",
    "intercom",
    "jira",
    "linear",
    "opsgenie",
    "pagerduty",
    "servicenow",
    "shortcut",
    "standard",
    "survicate",
    "trello",
    "typeform",
    "zendesk",
]

Secret = Annotated[SecretStr, Field(min_length=8, max_length=500)]
# Two may live at once while one is rotated out; a tool may bring the first one itself.
Secrets = Annotated[list[Secret], Field(max_length=2)]
Options = dict[str, Any]


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
    secrets: Secrets = []
    team: Key | None = Field(None, description="Who arrivals without an assignee count for")
    options: Options = Field({}, description="How the tool is to be read; each has its own")


class ConnectorChange(Said):
    """What changes of a connector; its key and its tool never do, its secrets have their own."""

    model_config = example(team="support")

    name: Sentence | None = None
    team: Key | None = None
    options: Options | None = Field(None, description="All of them, instead of those before")

    @field_validator("name", "options", mode="before")
    @classmethod
    def _not_taken_away(cls, value: object) -> object:
        if value is None:
            raise ValueError("leave it out to keep it as it is")
        return value


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
    options: Options
    version: int
    created_at: AwareDatetime
    url_path: str


class Connectors(Told):
    """A page of connectors, by key."""

    items: list[Connector]
    next_cursor: str | None = None


class ToolCard(Told):
    """A tool that can be connected: how, and what it then tells."""

    tool: Tool
    name: Sentence
    connect: Sentence = Field(description="What to do at the tool, and where its secret goes")
    events: Sentence = Field(description="What to subscribe to")
    accounts: Sentence = Field(description="Which of a person's ids there is the account's login")
    brings_secret: bool = Field(False, description="It says its secret itself, with its first call")
    options: dict[str, Any] = Field({}, description="The JSON schema of its options")


class Tools(Told):
    """Every tool that can be connected, by key."""

    items: list[ToolCard]
