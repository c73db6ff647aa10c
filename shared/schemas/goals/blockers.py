"""Blockers: obstacles of the system, not of a person, each with an owner and an end."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.changes import left_out
from shared.schemas.goals.days import Day
from shared.schemas.goals.history import OnRecord
from shared.schemas.goals.links import Linked
from shared.schemas.words import Key, Sentence, Told, example

BlockerKind = Literal["tool", "process", "approval", "staffing", "dependency", "other"]
BlockerState = Literal["open", "cleared"]


class BlockerIn(Linked):
    """Something that stands in the way of a team, whoever works there."""

    model_config = example(
        kind="approval",
        title="Every refund waits for a signature",
        owner="lena",
        teams=["support"],
        insights=[
            {
                "subject": "team:support",
                "from": "2026-07-01",
                "to": "2026-09-30",
                "rule": "conflict_quality_without_speed",
            }
        ],
        opened_on="2026-10-01",
        notes="Two days on average; the limit has not moved since 2019.",
    )

    kind: BlockerKind
    title: Sentence
    owner: Key | None = Field(None, description="The person who sees to it")
    state: BlockerState = "open"
    opened_on: Day | None = Field(None, description="Left out: today")
    cleared_on: Day | None = None
    notes: Sentence | None = None


class BlockerChange(Linked):
    """What changes of a blocker: a field left out stays, a list is replaced as a whole."""

    model_config = example(
        state="cleared", cleared_on="2026-10-20", why="Refunds below 100 € need no signature"
    )

    kind: BlockerKind = Field(default_factory=left_out)
    title: Sentence = Field(default_factory=left_out)
    owner: Key | None = None
    state: BlockerState = Field(default_factory=left_out)
    opened_on: Day = Field(default_factory=left_out)
    cleared_on: Day | None = None
    notes: Sentence | None = None
    why: Sentence | None = Field(None, description="Kept in the history")


class Blocker(BlockerIn, OnRecord):
    """A blocker as it stands."""

    id: UUID


class Blockers(Told):
    """A page of blockers, the newest first."""

    items: list[Blocker]
    next_cursor: str | None = None
