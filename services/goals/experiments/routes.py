"""Experiments over HTTP: drafted, registered by their start, ended, and read by insights."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Request, Response

from services.goals.experiments.domain import (
    ExperimentUnknown,
    ExperimentUnsound,
    TermsFixed,
    WayClosed,
    is_judged,
    moved_on,
    require_terms_kept,
)
from services.goals.experiments.knowing import known_of
from services.goals.experiments.soundness import require_sound
from services.goals.experiments.store import EXPERIMENTS
from services.goals.measured import ForCaller
from services.goals.numbers import number_of
from services.goals.planners import Planner
from services.goals.records import store
from services.goals.records.answers import add_history, show, standing_of, turn
from services.goals.records.domain import holding, next_of
from services.goals.records.lists import list_records
from services.goals.tables import idempotency
from services.goals.today import Today
from shared.auth import Caller
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, require_match
from shared.headers import IfMatch
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit
from shared.schemas.goals.experiments import (
    Experiment,
    ExperimentChange,
    ExperimentIn,
    Experiments,
    ExperimentState,
)
from shared.schemas.words import Key, ReadSubject

router = APIRouter(prefix="/v1/experiments", tags=["experiments"])
add_history(router, EXPERIMENTS, "experiment")

Standing = Annotated[Experiment, Depends(standing_of(EXPERIMENTS))]
EDITS = refusing(
    ExperimentUnknown, ExperimentUnsound, TermsFixed, WayClosed, ChangedMeanwhile, VersionRequired
)


@router.post(
    "",
    status_code=201,
    operation_id="add_experiment",
    summary="Draft an experiment",
    responses=refusing(StillRunning, ExperimentUnsound),
)
async def add_experiment(
    said: ExperimentIn,
    response: Response,
    caller: Planner,
    session: Session,
    measured: ForCaller,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Experiment:
    """With all its terms; they may change until it starts."""
    if known := await once.answered(Experiment):
        return _made(response, known)
    require_sound(said, await known_of(said, measured, session))
    new = Experiment(
        **said.model_dump(), id=uuid4(), version=1, changed_by=caller.subject, changed_at=now()
    )
    experiment = await once(Experiment, lambda: store.add_record(session, EXPERIMENTS, new))
    return _made(response, experiment)


def _made(response: Response, experiment: Experiment) -> Experiment:
    response.headers["Location"] = f"/v1/experiments/{experiment.id}"
    return show(response, experiment)


@router.get("", operation_id="list_experiments", summary="Experiments, the newest first")
async def list_experiments(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    team: Key | None = None,
    objective: UUID | None = None,
    treated: Annotated[ReadSubject | None, Query(examples=["team:support"])] = None,
    improvement: UUID | None = None,
    state: ExperimentState | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Experiments:
    """Of everybody, or of one team, objective, treated subject, improvement or state."""
    among = [treated] if treated else None
    tried = str(improvement) if improvement else None
    wanted = holding(team=team, objective=objective, treated=among, improvement=tried, state=state)
    found = await list_records(
        session, EXPERIMENTS, wanted, before=number_of(cursor), limit=limit + 1
    )
    items, following = turn(request, response, found, limit)
    return Experiments(items=items, next_cursor=following)


@router.get(
    "/{record_id}",
    operation_id="get_experiment",
    summary="One experiment",
    responses=refusing(ExperimentUnknown),
)
async def get_experiment(standing: Standing, response: Response, _: Caller) -> Experiment:
    """As it stands, with the ETag that a change must name; its result is read by insights."""
    return show(response, standing)


@router.patch(
    "/{record_id}",
    operation_id="change_experiment",
    summary="Change a draft; start, end or abandon an experiment",
    responses=EDITS,
)
async def change_experiment(
    standing: Standing,
    said: ExperimentChange,
    response: Response,
    caller: Planner,
    session: Session,
    measured: ForCaller,
    today: Today,
    if_match: IfMatch = None,
) -> Experiment:
    """`state: running` registers it: from then on its terms are fixed."""
    require_match(if_match, standing.version)
    following = next_of(standing, said, by=caller.subject, at=now())
    require_terms_kept(standing, following)
    if is_judged(standing, following):
        require_sound(following, await known_of(following, measured, session))
    following = moved_on(standing, following, said, now(), today)
    await store.keep_record(session, EXPERIMENTS, standing, following, why=said.why)
    return show(response, following)
