"""An objective as it stands, read apart from the request's own transaction."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from services.goals.objectives import store
from shared.auth import Caller
from shared.schemas.goals.objectives import Objective


async def _standing(objective_id: UUID, request: Request, _: Caller) -> Objective:
    """The objective of the path.

    Its connection is given back at once: while another service is asked, none waits with us.
    What was decided on this version is kept only if it is still the latest.
    """
    async with request.app.state.sessions() as session:
        return await store.get_objective(session, objective_id)


Standing = Annotated[Objective, Depends(_standing)]
