"""Which entries of the quarantine are asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query

Text = Annotated[str | None, Query(max_length=200)]


@dataclass(frozen=True)
class Filters:
    """Each that is said narrows it."""

    code: Annotated[Text, Query(examples=["unknown_metric"])] = None
    pushed_by: Annotated[Text, Query(description="The id of a key")] = None
    event_id: Text = None
    state: Annotated[
        Literal["open", "settled"] | None,
        Query(description="Open is what waits to be replayed or discarded"),
    ] = None
    first_day: Annotated[date, Query(alias="from", description="Of receipt, in UTC")] = date.min
    last_day: Annotated[date, Query(alias="to", description="Inclusive")] = date.max


Asked = Annotated[Filters, Depends()]
