"""Improvements: what was made better before more was asked for."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.changes import left_out
from shared.schemas.goals.days import Day
from shared.schemas.goals.history import OnRecord
from shared.schemas.goals.links import Linked
from shared.schemas.words import Key, ReadSubject, Sentence, Told, example

ImprovementKind = Literal["process", "tooling", "staffing", "training", "approval"]
ImprovementState = Literal["planned", "under_way", "landed", "abandoned"]


class ImprovementDays(Linked):
    """Whom it is for, and how far it has come."""

    owner: Key | None = Field(None, description="The person who sees to it")
    planned_for: Day | None = None
    started_on: Day | None = None
    landed_on: Day | None = Field(None, description="Where it has landed: since when it is used")
    abandoned_on: Day | None = None
    notes: Sentence | None = None


class ImprovementIn(ImprovementDays):
    """Something that makes the work easier; it counts from the day it has landed."""

    model_config = example(
        kind="tooling",
        title="Macros for the twenty most frequent questions",
        owner="lena",
        teams=["support"],
        state="under_way",
        started_on="2026-09-01",
    )

    kind: ImprovementKind = Field(description="approval: one that is no longer needed")
    title: Sentence
    teams: list[Key] = Field(min_length=1, max_length=50)
    state: ImprovementState = "planned"


class ImprovementChange(ImprovementDays):
    """What changes of an improvement: a field left out stays, a list is replaced as a whole."""

    model_config = example(state="landed", landed_on="2026-09-21", why="Everybody uses them")

    title: Sentence = Field(default_factory=left_out)
    teams: list[Key] = Field(default_factory=left_out, min_length=1, max_length=50)
    state: ImprovementState = Field(default_factory=left_out)
    why: Sentence | None = Field(None, description="Kept in the history")


class Effect(Told):
    """What to ask insights for: did it help this team, before against after the day it landed?"""

    subject: ReadSubject
    first_day: date = Field(alias="from")
    last_day: date = Field(alias="to")
    landed_on: Day
    insight: str = Field(description="The question, as a path of the insights service")


class Improvement(ImprovementIn, OnRecord):
    """An improvement as it stands."""

    id: UUID


class ImprovementTold(Improvement):
    """An improvement and, once it has landed, where to ask what it did."""

    effects: list[Effect]


class Improvements(Told):
    """A page of improvements, the newest first."""

    items: list[ImprovementTold]
    next_cursor: str | None = None
