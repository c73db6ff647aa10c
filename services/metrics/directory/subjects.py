"""Subjects by name and by number: what events carry, and who a number is about."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import BigInteger, Identity, Text, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.directory.domain import NotInDirectory
from services.metrics.tables import Base
from shared.schemas.metrics.directory import RoleShare, SubjectFacts


class SubjectRow(Base):
    """A subject that something happened to; unknown accounts have theirs from the first event."""

    __tablename__ = "subject"

    subject_id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)


# Who belongs to the subjects asked for, and when. One statement, so that what it says is of
# one moment; each branch is a look-up by key, never a scan.
PEOPLE = """
    people (asked, person, first_day, last_day) as (
        select 'person:' || key, key, date '-infinity', date 'infinity'
          from metrics.person where key = any(:persons)
        union all
        select 'team:' || team, person, first_day, last_day
          from metrics.membership where team = any(:teams)
        union all
        select 'role:' || role, person, first_day, last_day
          from metrics.role_held where role = any(:roles)
        union all
        select 'organization', key, date '-infinity', date 'infinity'
          from metrics.person where :organization
    )
"""


def asked(subjects: Iterable[str]) -> dict[str, object]:
    """The parameters of PEOPLE for the subjects asked for."""
    by_kind: dict[str, list[str]] = {"person": [], "team": [], "role": []}
    everybody = False
    for subject in subjects:
        kind, _, key = subject.partition(":")
        if kind in by_kind:
            by_kind[kind].append(key)
        everybody = everybody or subject == "organization"
    return {
        "persons": by_kind["person"],
        "teams": by_kind["team"],
        "roles": by_kind["role"],
        "organization": everybody,
    }


async def get_facts(session: AsyncSession, subject: str, today: date) -> SubjectFacts:
    """Name, size and roles of a subject as of `today`; NotInDirectory."""
    kind, _, key = subject.partition(":")
    name = await session.scalar(_NAMES[kind], {"key": key}) if kind in _NAMES else "Organization"
    if name is None:
        raise NotInDirectory(subject)
    found = await session.execute(_ROLES, {**asked([subject]), "today": today})
    rows = found.all()
    return SubjectFacts(
        subject=subject,
        name=name,
        kind=kind,
        people=sum(row.people for row in rows if row.role is None),
        roles=[RoleShare(role=row.role, people=row.people) for row in rows if row.role],
    )


_NAMES = {
    "person": text("select name from metrics.person where key = :key"),
    "team": text("select name from metrics.team where key = :key"),
    "role": text("select name from metrics.role where key = :key"),
}

_ROLES = text(
    f"""
    with {PEOPLE}, present as (
        select distinct person from people where :today between first_day and last_day
    )
    select null as role, count(*) as people from present
    union all
    select role, count(distinct person) from present join metrics.role_held using (person)
     where :today between first_day and last_day
     group by role order by people desc, role
    """  # noqa: S608 - PEOPLE is our own constant
)
