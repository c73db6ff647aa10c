"""Many series as columns: JSON lines, of which the first is a Head and the last an End."""

from datetime import date

from pydantic import Field

from shared.schemas.words import Key, Subject, Told, Window


class Head(Told):
    """What all lines share: the windows by their first and last days."""

    window: Window
    time_zone: str
    units: dict[Key, str] = Field(description="By metric")
    starts: list[date]
    ends: list[date]
    unfinished: int = Field(description="How many of the windows, the last ones, are not over")


class Line(Told):
    """One metric of one subject, in columns; windows in which nothing happened are left out."""

    subject: Subject
    metric: Key
    at: list[int] = Field(description="Which windows, counted from 0")
    value: list[float | None]
    count: list[int]
    numerator: list[float | None] | None = Field(description="None of what is added up")
    denominator: list[float | None] | None


class End(Told):
    """Says that the stream is whole: how many lines of series there were."""

    series: int
