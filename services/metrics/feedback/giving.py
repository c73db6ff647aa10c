"""Giving feedback: judged by who gives it to whom, kept once, counted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.feedback import rounds, store
from services.metrics.feedback.authors import AuthorOf
from services.metrics.feedback.counting import Counting
from services.metrics.feedback.domain import Rating, RatingUnsound, require_sound, tie_of
from services.metrics.feedback.facts import facts_of
from services.metrics.feedback.kinds import KINDS, NAMED
from services.metrics.frameworks.domain import expected
from services.metrics.frameworks.store import get_framework
from services.metrics.keys.domain import Grant
from shared.errors import Forbidden
from shared.schemas.metrics.feedback import RatingIn, RatingKept
from shared.schemas.metrics.frameworks import Framework
from shared.schemas.problems import Fault

SEALED = "review_360"


class OutOfScope(Forbidden):
    """A key that may not push this source or metric."""

    def __init__(self) -> None:
        super().__init__("The key may not push this source or metric.")


@dataclass(frozen=True)
class Giving:
    """What giving needs: the transaction, how to count, who gives, and the moment."""

    session: AsyncSession
    counting: Counting
    author: AuthorOf
    at: datetime

    async def give(self, said: RatingIn) -> RatingKept:
        """Keep a rating and count it, unless it is sealed until its round is over."""
        require_sound(said, pushed=self.author.grant is not None)
        named = {name: value for name in NAMED if (value := getattr(said, name)) is not None}
        group = await self._group(said)
        sealed_until = None
        if said.kind == SEALED:
            named["group"] = group
            sealed_until = await self._round_end(said)
        if said.framework is not None:
            named |= await self._expectation(said)
        rating = self._rating(said, named)
        kept = await store.keep_rating(self.session, rating)
        if kept is rating and said.kind != SEALED:
            await self.counting.count(self.session, facts_of(rating), self.at)
        return RatingKept(
            id=kept.id,
            status="kept" if kept is rating else "duplicate",
            metric=KINDS[kept.kind].metric,
            value=kept.value,
            expected=kept.named.get("expected"),
            gap=kept.named.get("gap"),
            sealed_until=sealed_until,
        )

    async def _group(self, said: RatingIn) -> str | None:
        """As whom the author rates; a system says as whom somebody did."""
        if self.author.grant is not None:
            _require_scope(self.author.grant, said)
            return said.group
        assert self.author.person is not None
        today = self.counting.day_of(self.at)
        ties = await store.get_ties(self.session, self.author.person, said.subject, today)
        return tie_of(said, ties)

    async def _round_end(self, said: RatingIn) -> date:
        """The last day of the round it is said in; what that asks about is named, and no other."""
        assert said.round is not None
        day, today = self._day(said), self.counting.day_of(self.at)
        round_ = await rounds.require_open(self.session, said.round, day, today)
        framework = round_.framework and await get_framework(self.session, round_.framework)
        _require_asked(said, framework or None)
        return round_.last_day

    async def _expectation(self, said: RatingIn) -> dict[str, Any]:
        """What the person's roles of that day are expected to show, and how far off they are."""
        assert said.framework is not None
        assert said.competency is not None
        framework = await get_framework(self.session, said.framework)
        _require_asked(said, framework)
        person = said.subject.removeprefix("person:")
        roles = await store.roles_of(self.session, person, self._day(said))
        score = expected(framework, said.competency, roles, said.level)
        return {} if score is None else {"expected": score, "gap": round(said.value - score, 9)}

    def _day(self, said: RatingIn) -> date:
        return self.counting.day_of(said.time or self.at)

    def _rating(self, said: RatingIn, named: dict[str, Any]) -> Rating:
        author, time = self.author, said.time or self.at
        pushed = author.grant is not None
        return Rating(
            id=uuid4(),
            kind=said.kind,
            subject=said.subject,
            time=time,
            day=self._day(said),
            answer=said.value,
            value=KINDS[said.kind].counted(said.value),
            comment=said.comment,
            rater=author.hashed(f"{said.source}\n{said.rater}") if pushed else author.digest,
            author=author.digest,
            named=named,
            key=f"{len(said.source or '')}:{said.source}{said.id}" if pushed else None,
        )


def _require_scope(grant: Grant, said: RatingIn) -> None:
    if not grant.allows(said.source or "", KINDS[said.kind].metric):
        raise OutOfScope


def _require_asked(said: RatingIn, framework: Framework | None) -> None:
    """Raise RatingUnsound unless a competency of the framework is named, or none without one."""
    known = [each.key for each in framework.competencies] if framework else [None]
    if said.competency not in known:
        wanted = ", ".join(filter(None, known)) or "none"
        detail = f"Here, a competency is one of: {wanted}."
        fault = Fault(pointer="/competency", code="competency_unknown", detail=detail)
        raise RatingUnsound("Mend /competency", [fault])
