"""What happened, as a system posts it, and what became of it."""

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from shared.schemas.words import Key, PushedSubject, Said, Told

Status = Literal["stored", "duplicate", "conflict", "quarantined", "ignored"]
Fate = Literal["stored", "duplicate", "void", "conflict"]  # void: a duplicate of what was voided


class EventIn(Said):
    """A native event. Identity is (`source`, `id`) of its subject, for ever."""

    id: str = Field(min_length=1, max_length=200, examples=["crm-4711"])
    source: str = Field(min_length=1, max_length=200, examples=["crm"])
    metric: Key = Field(examples=["tickets_closed"])
    subject: PushedSubject = Field(examples=["person:ana"])
    time: AwareDatetime = Field(examples=["2026-11-02T09:30:00Z"])
    value: float | None = Field(None, description="Defaults to 1 for metrics that are counted")
    weight: float = Field(1.0, gt=0)
    attributes: dict[str, Any] = Field(default={}, examples=[{"priority": "high"}])


class TypedEventIn(Said):
    """A native event of a type that mappings know: they find metric, value and the rest in it."""

    id: str = Field(min_length=1, max_length=200, examples=["o-17"])
    source: str = Field(min_length=1, max_length=200, examples=["shop"])
    type: str = Field(min_length=1, max_length=200, examples=["com.example.order.paid"])
    time: AwareDatetime = Field(examples=["2026-11-02T09:30:00Z"])
    subject: PushedSubject | None = Field(None, examples=["person:ana"])
    data: Any = Field(None, examples=[{"seller": "ana", "amount": 120.5}])


class EventResult(Told):
    """The fate of one event that was not simply stored."""

    index: int
    id: str | None
    status: Status
    code: str | None = None
    detail: str | None = None


class Ingested(Told):
    """What became of a batch; `results` lists only the events that were not simply stored."""

    stored: int
    duplicates: int
    conflicts: int
    quarantined: int
    ignored: int = Field(0, description="Of a mapped type, but let through by no mapping's filter")
    results: list[EventResult]


class IngestedLines(Ingested):
    """What became of a stream of lines; `index` counts them, `results` lists the first 1,000."""

    lines: int = Field(description="How many were read, blank ones left out")
    unlisted: int = Field(description="How many results there were beyond those listed")

    @classmethod
    def nothing(cls) -> "IngestedLines":
        """Before the first line."""
        return cls(
            stored=0, duplicates=0, conflicts=0, quarantined=0, results=[], lines=0, unlisted=0
        )
