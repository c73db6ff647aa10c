"""How events that somebody else designed become events of ours."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.schemas.words import AttributeName, Key, Said

Expression = Annotated[
    str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")
]  # JMESPath over the event as it came


class Picks(Said):
    """Where the parts of a metric's event are found, in JMESPath over the event as it came.

    What is left out, or is not there, is as the event itself says it: its id, source, subject and
    time. A yes counts as 1 and a no as 0; a time may be written or counted since 1970.
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
