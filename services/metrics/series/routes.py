"""Series out: metrics over windows of time, for whoever may see them."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Header, Query, Request, Response

from services.metrics.catalogue.domain import MetricUnknown
from services.metrics.privacy.reader import Reader
from services.metrics.series.answer import Series as Told
from services.metrics.series.answer import answer, whole_windows
from services.metrics.series.arrow import arrow_of
from services.metrics.series.forms import MEDIA, ArrowMissing, FormUnknown, form_of
from services.metrics.series.known_then import then_of
from services.metrics.series.tables import csv_of
from services.metrics.series.zones import require_zone
from shared.clock import now
from shared.db import Session
from shared.openapi import refusing
from shared.schemas.metrics.series import Form, Series, SeriesAnswer, SeriesAsked, SeriesQuery

router = APIRouter(prefix="/v1/series", tags=["series"])

Accept = Annotated[str, Header(include_in_schema=False)]
FORMS: tuple[Form, ...] = ("json", "csv", "arrow")
TABLES: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA["csv"]: {}, MEDIA["arrow"]: {}}}}


@router.get(
    "",
    operation_id="get_series",
    summary="One metric of one subject over time",
    response_model=Series,
    responses=TABLES | refusing(MetricUnknown, FormUnknown, ArrowMissing),
)
async def get_series(
    asked: Annotated[SeriesAsked, Query()],
    reader: Reader,
    session: Session,
    request: Request,
    accept: Accept = "",
) -> Response:
    """Points in order of time; the last is `partial` while its window is unfinished.

    As JSON, or as a table in CSV or Arrow, by `format` or the Accept header.
    """
    form = form_of(asked.form, accept, FORMS)
    said = asked.model_dump(exclude={"metric", "subject", "form"})
    query = SeriesQuery(metrics=[asked.metric], subjects=[asked.subject], **said)
    series = await _answer(query, reader, session, request)
    return Response(await _written(series, form), media_type=MEDIA[form])


@router.post(
    "/query",
    operation_id="query_series",
    summary="Many metrics of many subjects",
    response_model=SeriesAnswer,
    responses=refusing(MetricUnknown),
)
async def query_series(
    query: SeriesQuery, reader: Reader, session: Session, request: Request
) -> Response:
    """All of them at once, subject by subject and metric by metric in the order asked."""
    series = await _answer(query, reader, session, request)
    return Response(msgspec.json.encode({"series": series}), media_type="application/json")


async def _written(series: list[Told], form: Form) -> bytes:
    if form == "arrow":
        return await arrow_of(series)
    return csv_of(series) if form == "csv" else msgspec.json.encode(series[0])


async def _answer(
    query: SeriesQuery, reader: Reader, session: Session, request: Request
) -> list[Told]:
    time_zone, zone = request.app.state.settings.time_zone, request.app.state.settings.zone
    then = None if query.as_of is None else then_of(query.as_of, zone, now())
    require_zone(query.time_zone, time_zone)
    spans = whole_windows(query)
    await reader.require(*query.subjects, span=(spans[0][0], spans[-1][1]))
    return await answer(
        query,
        spans,
        session,
        request.app.state.known_metrics,
        time_zone=time_zone,
        today=min(reader.today, then.day) if then else reader.today,
        then=then,
    )
