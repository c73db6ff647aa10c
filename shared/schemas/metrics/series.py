"""A metric of a subject over time."""

from datetime import date

from pydantic import Field

from shared.schemas.words import Key, Said, Subject, Told, Window, example


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


class SeriesQuery(Said):
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
    subjects: list[Subject] = Field(min_length=1, max_length=1000)
    first_day: date = Field(alias="from")
    last_day: date = Field(alias="to", description="Inclusive")
    window: Window = "day"


class SeriesAnswer(Told):
    """The series asked for, subject by subject and metric by metric."""

    series: list[Series]
