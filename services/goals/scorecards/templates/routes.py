"""Templates of scorecards over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from services.goals.measured import ForCaller
from services.goals.planners import Steward
from services.goals.scorecards.domain import ScorecardExists, require_sound
from services.goals.scorecards.templates.domain import (
    CatalogueLacks,
    TemplateUnknown,
    missing_from,
    needs,
)
from services.goals.scorecards.templates.known import templates
from services.goals.scorecards.writing import Writing, write
from services.goals.tables import idempotency
from shared.auth import Caller
from shared.clock import now
from shared.db import Session
from shared.edits import etag_of
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.schemas.goals.scorecards import Scorecard
from shared.schemas.goals.templates import (
    FromTemplate,
    MissingMetrics,
    Template,
    TemplateListed,
    Templates,
)
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/scorecard_templates", tags=["scorecards"])


async def _template(template_key: Key) -> Template:
    if template_key not in templates():
        raise TemplateUnknown
    return templates()[template_key]


Chosen = Annotated[Template, Depends(_template)]


@router.get("", operation_id="list_scorecard_templates", summary="Roles to begin with")
async def list_scorecard_templates(_: Caller) -> Templates:
    """Ten common roles, each with a sensible pair."""
    listed = [
        TemplateListed(key=each.key, title=each.title, pair=each.scorecard.pair)
        for each in templates().values()
    ]
    return Templates(items=listed)


@router.get(
    "/{template_key}",
    operation_id="get_scorecard_template",
    summary="One role's template",
    responses=refusing(TemplateUnknown),
)
async def get_scorecard_template(template: Chosen, _: Caller) -> Template:
    """Its outputs, outcomes, metrics, expectations, and how they are known to be gamed."""
    return template


@router.get(
    "/{template_key}/missing",
    operation_id="list_missing_metrics",
    summary="What the catalogue lacks for a template",
    responses=refusing(TemplateUnknown),
)
async def list_missing_metrics(template: Chosen, _: Caller, measured: ForCaller) -> MissingMetrics:
    """Definitions that an administrator may POST to /v1/metrics, one after the other."""
    known = await measured.definitions(needs(template))
    return MissingMetrics(items=missing_from(template, known))


@router.post(
    "/{template_key}/scorecards",
    status_code=201,
    operation_id="add_scorecard_from_template",
    summary="Write a role's first scorecard from a template",
    responses=refusing(TemplateUnknown, CatalogueLacks, ScorecardExists, StillRunning),
)
async def add_scorecard_from_template(
    said: FromTemplate,
    template: Chosen,
    response: Response,
    caller: Steward,
    session: Session,
    measured: ForCaller,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Scorecard:
    """As the template has it; change it from there."""
    if written := await once.answered(Scorecard):
        return _made(response, written)
    known = await measured.definitions(needs(template))
    if missing := missing_from(template, known):
        raise CatalogueLacks(template, missing)
    require_sound(template.scorecard, known)
    how = Writing(caller.subject, now(), if_none_match="*")
    why = said.why or f"From the template {template.key!r}"
    scorecard = await once(
        Scorecard, lambda: write(session, said.role, template.scorecard, how, why=why)
    )
    return _made(response, scorecard)


def _made(response: Response, scorecard: Scorecard) -> Scorecard:
    response.headers["Location"] = f"/v1/scorecards/{scorecard.role}"
    response.headers["ETag"] = etag_of(scorecard.version)
    return scorecard
