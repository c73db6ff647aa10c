"""Improvements: what was made better before more was asked for."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.objectives import Day
from shared.schemas.words import Key, Said, Sentence, Told, example

ImprovementKind = Literal["process", "tooling", "staffing", "training", "approval"]
ImprovementState = Literal["planned", "landed"]


class ImprovementIn(Said):
    """Something that makes the work easier; it counts from the day it has landed."""

    model_config = example(
        kind="tooling",
        title="Macros for the twenty most frequent questions",
        team="support",
        state="landed",
        landed_on="2026-09-21",
    )

    kind: ImprovementKind = Field(description="approval: one that is no longer needed")
    title: Sentence
    team: Key
    objective: UUID | None = None
    state: ImprovementState = "planned"
    landed_on: Day | None = Field(None, description="Where it has landed: since when it is used")


class ImprovementChange(Said):
    """What changes of an improvement; a field left out stays."""

    model_config = example(state="landed", landed_on="2026-09-21")

    title: Sentence = ""
    objective: UUID | None = None
    state: ImprovementState = "planned"
    landed_on: Day | None = None


class Improvement(ImprovementIn):
    """An improvement as it stands."""

    id: UUID
    version: int


class Improvements(Told):
    """A page of improvements, the newest first."""

    items: list[Improvement]
    next_cursor: str | None = None
