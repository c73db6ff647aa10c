"""Feedback as it is read: one by one by those it is about, together by everybody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import HOLDERS, made_up_of
from services.metrics.feedback.domain import Rating
from services.metrics.series.domain import windows
from shared.schemas.metrics.feedback import Quarter, Rated

SHOWN = ("about", "framework", "competency", "expected", "gap")


@dataclass(frozen=True)
class Asked:
    """Which feedback is asked for."""

    subject: str
    first_day: date
    last_day: date
    kind: str | None = None


async def list_rated(
    session: AsyncSession, asked: Asked, *, after: UUID | None, limit: int
) -> list[Rated]:
    """A page of the ratings of a subject, its people and their accounts, by id."""
    found = await session.execute(
        _RATINGS, {**_parameters(asked), "after": after or UUID(int=0), "most": limit}
    )
    return [told(Rating(**row)) for row in found.mappings()]


async def get_quarters(session: AsyncSession, asked: Asked, least: int) -> list[Quarter]:
    """Whole quarters by kind, each only if enough people spoke in it.

    Words are told of teams only: those of all, less those of each team, would be somebody's.
    """
    words = {"least": least, "words": asked.subject.startswith("team:")}
    found = await session.execute(_QUARTERS, _parameters(asked) | words)
    ends = dict(windows(asked.first_day, asked.last_day, "quarter"))
    return [Quarter(**row, last_day=ends[row["first_day"]]) for row in found.mappings()]


async def published(session: AsyncSession, asked: Asked) -> Sequence[Rating]:
    """What was said of a person in the rounds that were over in these days."""
    found = await session.execute(_PUBLISHED, _parameters(asked))
    return [Rating(**row) for row in found.mappings()]


def whole_quarters(asked: Asked, today: date) -> Asked | None:
    """The quarters that are over and wholly within what is asked; None if there are none.

    Any other span could be moved by a day, to see what that day adds.
    """
    last = min(asked.last_day, today)
    within = [
        (start, end)
        for start, end in windows(asked.first_day, last, "quarter")
        if asked.first_day <= start and end <= asked.last_day and end < today
    ]
    return replace(asked, first_day=within[0][0], last_day=within[-1][1]) if within else None


def told(rating: Rating) -> Rated:
    """A rating as it is shown: never by whom."""
    named = {name: rating.named.get(name) for name in SHOWN}
    seen = ("id", "kind", "subject", "day", "value", "comment")
    return Rated.model_validate({name: getattr(rating, name) for name in seen} | named)


def _parameters(asked: Asked) -> dict[str, Any]:
    span = {"first": asked.first_day, "last": asked.last_day, "kind": asked.kind}
    return {**made_up_of([asked.subject]), **span}


_COLUMNS = ", ".join(
    f"rating.{name}"
    for name in ("id", "kind", "subject", "time", "day", "answer", "value", "comment", "rater")
)

# Found before it is put in order: in the order of ids PostgreSQL would walk through everybody's.
_FOUND = f"""
    with {HOLDERS}, found as materialized (
        select {_COLUMNS}, author, named
          from holders join metrics.rating on rating.subject = holders.key
           and rating.day between greatest(:first, holders.first_day)
                              and least(:last, holders.last_day)
         where withdrawn_at is null and kind <> 'review_360'
           and (cast(:kind as text) is null or kind = :kind)
    )
"""  # noqa: S608 - our own constants

_RATINGS = text(
    f"{_FOUND} select * from found where id > :after order by id limit :most"  # noqa: S608 - ours
)

_QUARTERS = text(
    f"""
    {_FOUND}
    select cast(date_trunc('quarter', day) as date) as first_day, kind,
           count(distinct rater) as raters, avg(value) as mean,
           coalesce(array_agg(comment order by comment collate "C")
                    filter (where :words and comment is not null), '{{}}') as comments
      from found group by 1, 2 having count(distinct rater) >= :least order by 1, 2
    """  # noqa: S608 - our own constants
)

_PUBLISHED = text(
    f"""
    select {_COLUMNS}, author, named
      from metrics.rating join metrics.feedback_round as round on round.key = rating.round
     where rating.subject = any(:subjects) and withdrawn_at is null and published
       and round.last_day between :first and :last
     order by rating.id
    """  # noqa: S608 - our own constants
)
