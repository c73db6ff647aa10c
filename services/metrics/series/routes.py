"""Series out: metrics over windows of time, for whoever may see them."""

from datetime import date
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from services.metrics.catalogue.domain import MetricUnknown
from services.metrics.privacy.reader import Reader
from services.metrics.series.answer import Series as Told
from services.metrics.series.answer import answer, whole_windows
from shared.db import Session
from shared.openapi import refusing
from shared.schemas.metrics.series import Series, SeriesAnswer, SeriesQuery
from shared.schemas.words import Key, Subject, Window

router = APIRouter(prefix="/v1/series", tags=["series"])


@router.get(
    "",
    operation_id="get_series",
    summary="One metric of one subject over time",
    response_model=Series,
    responses=refusing(MetricUnknown),
)
async def get_series(
    metric: Annotated[Key, Query(examples=["csat"])],
    subject: Annotated[Subject, Query(examples=["team:support"])],
    first_day: Annotated[date, Query(alias="from")],
    last_day: Annotated[date, Query(alias="to", description="Inclusive")],
    reader: Reader,
    session: Session,
    request: Request,
    window: Window = "day",
) -> Response:
    """Points in order of time; the last is `partial` while its window is unfinished."""
    query = SeriesQuery(
        metrics=[metric], subjects=[subject], first_day=first_day, last_day=last_day, window=window
    )
    [series] = await _answer(query, reader, session, request)
    return Response(msgspec.json.encode(series), media_type="application/json")


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


async def _answer(
    query: SeriesQuery, reader: Reader, session: Session, request: Request
) -> list[Told]:
    spans = whole_windows(query)
    await reader.require(*query.subjects, span=(spans[0][0], spans[-1][1]))
    return await answer(
        query,
        spans,
        session,
        request.app.state.known_metrics,
        time_zone=request.app.state.settings.time_zone,
        today=reader.today,
    )
