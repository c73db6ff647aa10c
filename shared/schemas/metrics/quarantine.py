"""What could not be counted, and what becomes of it."""

from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.schemas.words import Said, Sentence, Told, example


class Quarantined(Told):
    """Something that could not be counted: why, and the bytes as they came."""

    id: UUID
    received_at: AwareDatetime
    pushed_by: str
    event_id: str | None
    code: str
    detail: str
    raw: str | None = Field(
        description="As text; its bytes are at …/raw. None some time after it is settled"
    )
    replayed_at: AwareDatetime | None
    outcome: str | None = Field(description="Of the last replay; or `discarded`")
    settled_at: AwareDatetime | None = Field(description="None while it is open")
    settled_by: str | None
    reason: str | None = Field(description="Why it was discarded")


class Quarantine(Told):
    """A page of the quarantine, by id."""

    items: list[Quarantined]
    next_cursor: str | None = None


class SameCause(Said):
    """Open entries of one cause, which was mended."""

    model_config = example(code="unknown_metric")

    code: Sentence
    pushed_by: Sentence | None = None


class DiscardReason(Said):
    """Why something will never be counted."""

    model_config = example(reason="Test traffic of the migration")

    reason: Sentence


class SameCauseDiscarded(SameCause):
    """Open entries of one cause, which will never be counted, and why."""

    model_config = example(code="unknown_metric", reason="Test traffic of the migration")

    reason: Sentence


class Replayed(Told):
    """What became of a page of replayed entries; with `next_cursor` there are more of them."""

    replayed: int
    stored: int
    duplicates: int
    conflicts: int
    quarantined: int
    ignored: int
    next_cursor: str | None = None


class Discarded(Told):
    """How many entries were discarded."""

    discarded: int
