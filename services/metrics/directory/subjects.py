"""Subjects by name and by number: what events carry, and who a number is about."""

from datetime import date

from sqlalchemy import BigInteger, Identity, Text, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.belonging import PEOPLE, asked
from services.metrics.directory.domain import NotInDirectory
from services.metrics.tables import Base
from shared.schemas.metrics.directory import RoleShare, SubjectFacts


class SubjectRow(Base):
    """A subject that something happened to; unknown accounts have theirs from the first event."""

    __tablename__ = "subject"

    subject_id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)


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
