"""Events as they stand, and what was done to them after they came."""

from typing import Any, Literal, Self

from pydantic import AwareDatetime, Field, field_validator, model_validator

from shared.schemas.words import Key, PushedSubject, Said, Sentence, Told, example

Kind = Literal["corrected", "voided", "restored", "taken_back"]


class EventCorrection(Said):
    """What an event should have said, and why; what is left out stays as it is."""

    model_config = example(value=2, reason="Booked twice by the nightly job")

    metric: Key | None = None
    time: AwareDatetime | None = None
    value: float | None = Field(None, strict=True)
    weight: float | None = Field(None, gt=0, strict=True)
    attributes: dict[str, Any] | None = Field(None, description="All of them, in their new form")
    void: Literal[False] | None = Field(None, description="Has a void event count again")
    reason: Sentence

    @field_validator("metric", "time", "value", "weight", "attributes", "void", mode="before")
    @classmethod
    def _not_taken_away(cls, value: object) -> object:
        if value is None:
            raise ValueError("leave it out to keep it as it is")
        return value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.model_fields_set == {"reason"}:
            raise ValueError("say what to correct: metric, time, value, weight, attributes or void")
        return self


class EventChanged(Told):
    """What became of a correction; `version` is what the next one must name as its ETag."""

    status: Literal["corrected", "voided", "restored", "unchanged"]
    version: int


class EventSaid(Told):
    """What an event says, or said: `value` is None once its metric's keep has passed."""

    metric: Key
    time: AwareDatetime
    received_at: AwareDatetime
    value: float | None
    weight: float
    attributes: dict[str, Any]
    void: bool


class Event(EventSaid):
    """An event as it stands."""

    id: str | None
    source: str
    subject: PushedSubject
    version: int


class Events(Told):
    """A page of events, newest first."""

    items: list[Event]
    next_cursor: str | None = None


class EventChange(Told):
    """What was done to an event: by whom, when and why, and what it said before and after."""

    version: int = Field(description="The version that it was changed from")
    kind: Kind
    at: AwareDatetime
    by: str
    reason: str
    before: EventSaid
    after: EventSaid | None = Field(description="None where it was taken back")


class EventHistory(Told):
    """A page of what was done to an event, in order of time."""

    items: list[EventChange]
    next_cursor: str | None = None
