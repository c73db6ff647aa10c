"""The reader of a request: a caller together with what they may see."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from services.metrics.privacy import store
from services.metrics.privacy.domain import NotYours, may_see
from services.metrics.privacy.store import Span
from shared.auth import Caller, Person
from shared.clock import now
from shared.db import Session
from shared.settings import Settings

GROUPS = ("team:", "role:", "organization")


@dataclass(frozen=True)
class ReaderOf:
    """Asks of each subject whether this caller may see it."""

    caller: Person
    session: Session
    settings: Settings
    today: date

    async def require(self, *subjects: str, span: Span | None = None) -> None:
        """Raise NotYours unless the caller may see every one of the subjects, all of the span."""
        visible = await self.visible(*subjects, span=span)
        for subject in subjects:
            if subject not in visible:
                raise NotYours(subject, self.settings.smallest_group)

    async def visible(self, *subjects: str, span: Span | None = None) -> set[str]:
        """Those of the subjects whose numbers the caller may see, all of the span or today."""
        least, roles = self.settings.smallest_group, self.caller.roles
        relations = await store.get_relations(
            self.session, self.caller.person, subjects, self.today, span or (self.today, self.today)
        )
        return {
            subject
            for subject, relation in relations.items()
            if may_see(relation, roles, group=subject.startswith(GROUPS), least=least)
        }

    async def answers_for(self, subject: str) -> bool:
        """Whether they are the subject, or lead them today."""
        return subject in await self.answering_for(subject)

    async def answering_for(self, *subjects: str) -> set[str]:
        """Those of the subjects whom they are, or lead today."""
        days = (self.today, self.today)
        found = await store.get_relations(
            self.session, self.caller.person, subjects, self.today, days
        )
        return {subject for subject, tie in found.items() if tie.is_self or tie.leads}

    async def require_record(self, subject: str) -> None:
        """Raise NotYours unless they may see the subject, or keep the directory it stands in."""
        if not self.caller.holds("administrator"):
            await self.require(subject)


async def _reader(request: Request, caller: Caller, session: Session) -> ReaderOf:
    settings: Settings = request.app.state.settings
    return ReaderOf(caller, session, settings, now().astimezone(settings.zone).date())


Reader = Annotated[ReaderOf, Depends(_reader)]
