"""People, teams, roles and tool accounts; everything that changes has its first and last day."""

from datetime import date

from sqlalchemy import Date, Double, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.metrics.tables import Base


class PersonRow(Base):
    """A person."""

    __tablename__ = "person"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    fte: Mapped[float] = mapped_column(Double)
    archived_on: Mapped[date | None] = mapped_column(Date)


class TeamRow(Base):
    """A team."""

    __tablename__ = "team"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class RoleRow(Base):
    """A role."""

    __tablename__ = "role"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class Dated:
    """From its first day to its last, both inclusive; unbounded ends are the calendar's."""

    first_day: Mapped[date] = mapped_column(Date, primary_key=True, sort_order=1)
    last_day: Mapped[date] = mapped_column(Date, sort_order=2)


class RoleHeldRow(Dated, Base):
    """A role a person held."""

    __tablename__ = "role_held"

    person: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True, index=True)


class MembershipRow(Dated, Base):
    """A team a person belonged to."""

    __tablename__ = "membership"

    person: Mapped[str] = mapped_column(Text, primary_key=True)
    team: Mapped[str] = mapped_column(Text, primary_key=True, index=True)


class LeadershipRow(Dated, Base):
    """A team a person led."""

    __tablename__ = "leadership"

    person: Mapped[str] = mapped_column(Text, primary_key=True)
    team: Mapped[str] = mapped_column(Text, primary_key=True, index=True)


class PartTimeRow(Dated, Base):
    """A share of full time that a person worked."""

    __tablename__ = "part_time"

    person: Mapped[str] = mapped_column(Text, primary_key=True)
    fte: Mapped[float] = mapped_column(Double)


class AbsenceRow(Dated, Base):
    """Days on which a person was not at work; why, is not kept."""

    __tablename__ = "absence"

    person: Mapped[str] = mapped_column(Text, primary_key=True)


class PersonCalendarRow(Dated, Base):
    """A working calendar of a person."""

    __tablename__ = "person_calendar"

    person: Mapped[str] = mapped_column(Text, primary_key=True)
    calendar: Mapped[str] = mapped_column(Text)


class TeamCalendarRow(Dated, Base):
    """A working calendar of a team's members."""

    __tablename__ = "team_calendar"

    team: Mapped[str] = mapped_column(Text, primary_key=True)
    calendar: Mapped[str] = mapped_column(Text)


class AccountRow(Base):
    """A tool account."""

    __tablename__ = "account"

    tool: Mapped[str] = mapped_column(Text, primary_key=True)
    login: Mapped[str] = mapped_column(Text, primary_key=True)
    bot: Mapped[bool]


class AccountHeldRow(Dated, Base):
    """An account that was a person's; on one day it is one person's at most."""

    __tablename__ = "account_held"

    tool: Mapped[str] = mapped_column(Text, primary_key=True)
    login: Mapped[str] = mapped_column(Text, primary_key=True)
    person: Mapped[str] = mapped_column(Text, index=True)
