"""A metric of a subject over time."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from shared.schemas.words import AttributeName, Key, Said, Subject, Told, Window, example

Fill = Literal["none", "null", "zero"]
Form = Literal["json", "csv", "arrow"]
GroupBy = Literal["person", "team", "role", "attribute"]
FormOfMany = Literal["json", "columns", "arrow"]

FILL = (
    "Of a window in which nothing happened, say: with `zero`, 0 of what is added up and nothing of"
    " what is measured (a rate of nothing is not 0); with `null`, nothing; with `none`, no point"
)
ZONE = "The organization's; it decided on which day each event counts, so no other can be had"

GROUP_BY = (
    "Add the numbers of the subject's people by person, team or role, as they belonged on each day,"
    " or by an attribute of what happened. Groups that would tell of too few people are told"
    " together as `others`, or not at all"
)
ATTRIBUTE = (
    "With `group_by=attribute`: which attribute of the events; its values are the groups, such as"
    " `priority=high`. Added up from the events themselves, half a million at most"
)
AS_OF = (
    "As it was known at a moment, or at the end of a day: what came later is left out, later"
    " corrections are undone; teams, accounts and definitions are those of now"
)


class Point(Told):
    """One window: `value` is None where nothing was measured."""

    start: date
    end: date = Field(description="The window's last day, inclusive")
    value: float | None
    count: int
    numerator: float | None = None
    denominator: float | None = None
    partial: bool = False


class Series(Told):
    """One metric of one subject over windows in order of time."""

    metric: Key
    subject: Subject
    window: Window
    time_zone: str
    unit: str
    points: list[Point]


class GroupPoint(Point):
    """One window of a group."""

    suppressed: bool = Field(
        False, description="Not told, for it would tell of fewer people than may be told of"
    )


class Group(Told):
    """A group of the subject's people, as they belonged to it day by day, or of what they did."""

    group: str = Field(examples=["team:support", "priority=high"])
    points: list[GroupPoint]


class Grouped(Series):
    """The whole, and its groups; the last, `others`, is whatever is in none of those told."""

    groups: list[Group]


class _Span(Said):
    first_day: date = Field(alias="from", examples=["2026-07-01"])
    last_day: date = Field(alias="to", description="Inclusive", examples=["2026-09-30"])
    window: Window = "day"
    fill: Fill = Field("zero", description=FILL)
    time_zone: str | None = Field(None, description=ZONE, max_length=80)
    as_of: AwareDatetime | date | None = Field(None, description=AS_OF, examples=["2026-09-15"])


class SeriesAsked(_Span):
    """One metric of one subject."""

    metric: Key = Field(examples=["csat"])
    subject: Subject = Field(examples=["team:support"])
    group_by: GroupBy | None = Field(None, description=GROUP_BY)
    attribute: AttributeName | None = Field(None, description=ATTRIBUTE, examples=["priority"])
    form: Form | None = Field(None, alias="format", description="Instead of the Accept header")


class SeriesQuery(_Span):
    """Many metrics of many subjects at once."""

    model_config = example(
        **{
            "metrics": ["csat", "tickets_closed"],
            "subjects": ["team:support"],
            "from": "2026-07-01",
            "to": "2026-09-30",
            "window": "week",
        }
    )

    metrics: list[Key] = Field(min_length=1, max_length=50)
    subjects: list[Subject] = Field(min_length=1, max_length=20_000)


class SeriesAnswer(Told):
    """The series asked for, subject by subject and metric by metric."""

    series: list[Series]
