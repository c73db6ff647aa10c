"""Who audits: whom the plan names; administrators look on, and draw."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from services.metrics.audits import store
from services.metrics.audits.domain import AuditorsOnly
from shared.auth import Caller, Person
from shared.db import Session
from shared.schemas.metrics.audits import AuditPlan
from shared.schemas.words import Key


@dataclass(frozen=True)
class AuditOf:
    """A plan, and the caller as one who may look at what it drew."""

    plan: AuditPlan
    caller: Person

    def require_auditor(self) -> str:
        """The person, if the plan names them; AuditorsOnly."""
        if self.caller.person is None or self.caller.person not in self.plan.auditors:
            raise AuditorsOnly(self.plan.key)
        return self.caller.person


async def _audit(key: Key, caller: Caller, session: Session) -> AuditOf:
    plan = await store.get_plan(session, key)
    if not caller.holds("administrator") and caller.person not in plan.auditors:
        raise AuditorsOnly(key)
    return AuditOf(plan, caller)


Audit = Annotated[AuditOf, Depends(_audit)]
