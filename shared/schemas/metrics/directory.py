"""Who is who, with dates of validity: both days inclusive, absent means unbounded."""

from datetime import date
from typing import Literal

from pydantic import Field

from shared.schemas.words import Key, Said, Sentence, Subject, Told, example


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


class PersonIn(Said):
    """A person, with everything dated that is known of them; a PUT replaces all of it."""

    model_config = example(
        name="Ana Lopes",
        fte=0.8,
        roles=[{"role": "support-agent", "first_day": "2026-01-01"}],
        memberships=[{"team": "support", "first_day": "2026-01-01", "last_day": "2026-06-30"}],
    )

    name: Sentence
    fte: float = Field(1.0, gt=0, le=2)
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


class Holder(Dated):
    """A person whose account it is, and when."""

    person: Key


class AccountIn(Said):
    """An identity in a tool and whose it is; what a bot does earns nobody credit.

    Say `holders` where it passed from hand to hand; `person`, `first_day` and `last_day` are short
    for its one and only holder.
    """

    model_config = example(
        holders=[
            {"person": "ana", "last_day": "2026-06-30"},
            {"person": "ben", "first_day": "2026-07-01"},
        ]
    )

    holders: list[Holder] | None = Field(
        None, max_length=200, description="Everybody who ever held it: replaces what was said"
    )
    person: Key | None = Field(None, description="Short for its one and only holder")
    first_day: date | None = None
    last_day: date | None = None
    bot: bool = False


class Account(Said):
    """A known account of a tool, and who held it when."""

    tool: str
    login: str
    holders: list[Holder]
    bot: bool


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
