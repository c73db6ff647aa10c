"""Audit plans over HTTP: how finished work is drawn, and what it is looked at for."""

from fastapi import APIRouter, Request, Response

from services.metrics.audits import store
from services.metrics.audits.domain import AuditPlanUnknown, require_sound
from services.metrics.catalogue.domain import MetricUnknown
from services.metrics.catalogue.store import get_metric
from services.metrics.documents import version_after
from shared.auth import Administrator, Caller
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, key_of
from shared.schemas.metrics.audits import AuditPlan, AuditPlanIn, AuditPlans
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/audit_plans", tags=["audits"])


@router.get("", operation_id="list_audit_plans", summary="Every audit plan")
async def list_audit_plans(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> AuditPlans:
    """What is drawn, by whom it is looked at, and what for."""
    found = await store.list_plans(session, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: each.key)
    return AuditPlans(items=items, next_cursor=following)


@router.get(
    "/{key}",
    operation_id="get_audit_plan",
    summary="One audit plan",
    responses=refusing(AuditPlanUnknown),
)
async def get_audit_plan(key: Key, response: Response, _: Caller, session: Session) -> AuditPlan:
    """The plan, with the ETag that a change must name."""
    plan = await store.get_plan(session, key)
    response.headers["ETag"] = etag_of(plan.version)
    return plan


@router.put(
    "/{key}",
    operation_id="put_audit_plan",
    summary="Write an audit plan",
    responses={
        201: {"description": "Its first version.", "model": AuditPlan},
        **refusing(ChangedMeanwhile, VersionRequired, MetricUnknown),
    },
)
async def put_audit_plan(
    key: Key,
    said: AuditPlanIn,
    response: Response,
    _: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> AuditPlan:
    """Replaces what was there; what is drawn already stays drawn."""
    require_sound(said)
    await get_metric(session, said.population.metric)
    standing = await store.find_plan(session, key, to_change=True)
    version = version_after(standing, if_match)
    plan = AuditPlan(key=key, version=version, **said.model_dump())
    await store.put_plan(session, plan)
    response.status_code = 201 if version == 1 else 200
    response.headers["ETag"] = etag_of(version)
    return plan
