"""Rounds of 360-degree reviews."""

from datetime import date

from pydantic import Field

from shared.schemas.words import Key, Said, Sentence, Told, example


class RoundIn(Said):
    """A round of 360-degree reviews: what is said in it is seen by nobody before it is over."""

    model_config = example(name="Autumn", first_day="2026-10-01", last_day="2026-10-31")

    name: Sentence
    first_day: date
    last_day: date = Field(description="Inclusive")
    framework: Key | None = Field(None, description="Whose competencies are rated, one by one")


class Round(RoundIn):
    """A round as it stands, with its version."""

    key: Key
    version: int
    closed: bool


class Rounds(Told):
    """A page of rounds, by key."""

    items: list[Round]
    next_cursor: str | None = None
