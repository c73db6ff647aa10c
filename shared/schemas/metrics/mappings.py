"""How events that somebody else designed become events of ours."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from shared.schemas.words import AttributeName, Key, Said, Sentence, Told, example

Expression = Annotated[
    str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")
]  # JMESPath over the event as it came
EventType = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f]{1,200}$")]


class Picks(Said):
    """Where the parts of a metric's event are found, in JMESPath over the event as it came.

    What is left out is as the event itself says it: its id, source, subject and time; without a
    value it counts 1. Where the expression of a subject, value, weight or time finds none, nothing
    counts, unless it says what else to take: "data.weight || `1`"; an id not found is the event's.
    A yes counts as 1 and a no as 0; a time may be written or counted since 1970.
    """

    metric: Key = Field(description="What it feeds", examples=["revenue"])
    subject: Expression | None = Field(
        None,
        description="Yields `person:…`, `team:…` or `account:TOOL/LOGIN`",
        examples=["join('', ['account:crm/', data.owner])"],
    )
    value: Expression | None = Field(None, examples=["data.amount"])
    weight: Expression | None = Field(None, examples=["data.complexity"])
    filter: Expression | None = Field(
        None, description="Counts only where this holds", examples=["data.status == 'paid'"]
    )
    time: Expression | None = Field(None, examples=["data.closed_at"])
    id: Expression | None = Field(None, examples=["data.order"])
    attributes: dict[AttributeName, Expression] = Field({}, max_length=20)


ORDER_PAID = {
    "key": "paid_orders",
    "name": "Revenue of paid orders",
    "event_type": "com.example.order.paid",
    "metric": "revenue",
    "subject": "join('', ['person:', data.seller])",
    "value": "data.amount",
    "filter": "data.amount > `0`",
    "attributes": {"region": "data.region"},
}


class MappingIn(Picks):
    """A metric fed by events of a type: CloudEvents, or native events with a `type`."""

    model_config = example(**ORDER_PAID)

    key: Key
    name: Sentence
    event_type: EventType
    active: bool = Field(True, description="Whether it takes events")


class MappingChange(Said):
    """What changes of a mapping, from the next event on; what it counted already stays."""

    model_config = example(value="data.net_amount")

    name: Sentence | None = None
    active: bool | None = None
    subject: Expression | None = None
    value: Expression | None = None
    weight: Expression | None = None
    filter: Expression | None = None
    time: Expression | None = None
    id: Expression | None = None
    attributes: dict[AttributeName, Expression] | None = Field(None, max_length=20)

    @field_validator("name", "active", "attributes", mode="before")
    @classmethod
    def _not_taken_away(cls, value: object) -> object:
        if value is None:
            raise ValueError("leave it out to keep it as it is")
        return value


class Mapping(MappingIn):
    """A mapping as it stands."""

    version: int


class Mappings(Told):
    """A page of mappings."""

    items: list[Mapping]
    next_cursor: str | None = None


class MappingVersion(Told):
    """A mapping as it was from a moment on, until the version after it."""

    version: int
    since: AwareDatetime
    said_by: str
    definition: MappingIn


class MappingVersions(Told):
    """A page of a mapping's versions, the first one first."""

    items: list[MappingVersion]
    next_cursor: str | None = None


class Rehearsal(Said):
    """A sample event, and perhaps a mapping that is not there yet."""

    model_config = example(
        event={
            "specversion": "1.0",
            "id": "o-17",
            "source": "shop",
            "type": "com.example.order.paid",
            "time": "2026-11-02T09:30:00Z",
            "data": {"seller": "ana", "amount": 120.5, "region": "north"},
        },
        mapping=ORDER_PAID,
    )

    event: dict[str, Any] = Field(description="A CloudEvent, or a native event with a `type`")
    mapping: MappingIn | None = Field(None, description="Try this one; else all of the type")


class Outcome(Told):
    """What one mapping would make of the event, and why; `unseen` if it takes another type."""

    mapping: str
    metric: str
    status: Literal["counts", "filtered", "refused", "unseen"]
    code: str | None = None
    detail: str | None = None
    picked: dict[str, Any] = Field(description="What each expression answered")
    event: dict[str, Any] | None = Field(None, description="The native event that it yields")


class Rehearsed(Told):
    """What the mappings of its type would make of an event; nothing is kept."""

    event_type: str
    outcomes: list[Outcome]
