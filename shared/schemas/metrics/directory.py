"""Who is who, with dates of validity: both days inclusive, absent means unbounded."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.schemas.words import Key, Said, Sentence, Subject, Told, example

Share = Annotated[float, Field(gt=0, le=2)]


class Dated(Said):
    """Something that holds from its first day to its last day, both inclusive."""

    first_day: date | None = None
    last_day: date | None = None


class RoleHeld(Dated):
    """A role that a person holds, and when."""

    role: Key


class Membership(Dated):
    """A team that a person belongs to, and when."""

    team: Key


class Leadership(Dated):
    """A person who leads a team, and when."""

    person: Key


class PartTime(Dated):
    """A share of full time that a person works in these days."""

    fte: Share


class Absence(Dated):
    """Days on which a person is not at work. Why, is nobody's business here."""


class CalendarUsed(Dated):
    """A working calendar that holds in these days."""

    calendar: Key


class PersonIn(Said):
    """A person, with everything dated that is known of them; a PUT replaces all of it."""

    model_config = example(
        name="Ana Lopes",
        fte=1.0,
        part_time=[{"fte": 0.8, "first_day": "2026-04-01", "last_day": "2026-09-30"}],
        absences=[{"first_day": "2026-08-03", "last_day": "2026-08-14"}],
        calendars=[{"calendar": "munich"}],
        roles=[{"role": "support-agent", "first_day": "2026-01-01"}],
        memberships=[{"team": "support", "first_day": "2026-01-01", "last_day": "2026-06-30"}],
    )

    name: Sentence
    fte: Share = Field(1.0, description="Of full time, where `part_time` says no other")
    part_time: list[PartTime] = Field(default=[], max_length=200)
    absences: list[Absence] = Field(default=[], max_length=1000)
    calendars: list[CalendarUsed] = Field(
        default=[], max_length=200, description="Else their team's holds, else `standard`"
    )
    archived_on: date | None = Field(
        None, description="The first day on which they are here no more; what they did stays"
    )
    roles: list[RoleHeld] = Field(default=[], max_length=200)
    memberships: list[Membership] = Field(default=[], max_length=200)


class Person(PersonIn):
    """A person of the directory."""

    key: Key


class TeamIn(Said):
    """A team and who leads it; a PUT replaces both."""

    model_config = example(name="Support", leads=[{"person": "lena", "first_day": "2026-01-01"}])

    name: Sentence
    leads: list[Leadership] = Field(default=[], max_length=200)
    calendars: list[CalendarUsed] = Field(
        default=[], max_length=200, description="Of its members who have none of their own"
    )


class Team(TeamIn):
    """A team of the directory."""

    key: Key


class RoleIn(Said):
    """A role that people hold."""

    model_config = example(name="Support agent")

    name: Sentence


class Role(RoleIn):
    """A role of the directory."""

    key: Key


class RoleShare(Told):
    """How many of a subject's people hold a role."""

    role: Key
    people: int


class SubjectFacts(Told):
    """What a reader of numbers needs to know of their subject."""

    subject: Subject
    name: str
    kind: Literal["person", "team", "role", "organization"]
    people: int
    roles: list[RoleShare]
