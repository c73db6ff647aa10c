"""Series out: metrics over windows of time, for whoever may see them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from services.metrics.catalogue.domain import MetricUnknown
from services.metrics.privacy.reader import Reader
from services.metrics.series.answer import Series as Whole
from services.metrics.series.answer import answer
from services.metrics.series.arrow import arrow_of, arrow_stream, library
from services.metrics.series.asking import COPIED_AT_MOST, STREAMED_AT_MOST, require_few
from services.metrics.series.bulk import get_holdings
from services.metrics.series.columns import window_of_days
from services.metrics.series.forms import MEDIA, STREAMS, TABLES, ArrowMissing, FormUnknown, form_of
from services.metrics.series.lines import lines_of
from services.metrics.series.one import one_series, require_named
from services.metrics.series.one_event import ValueOfOne
from services.metrics.series.stream import answered, begun, copied
from services.metrics.series.tables import csv_of
from services.metrics.series.told import Told
from services.metrics.series.understanding import understood
from services.metrics.series.wanted import Wanted
from shared.clock import now
from shared.db import Session
from shared.openapi import refusing
from shared.schemas.metrics.series import (
    Form,
    FormOfMany,
    Grouped,
    Series,
    SeriesAnswer,
    SeriesAsked,
    SeriesQuery,
)

router = APIRouter(prefix="/v1/series", tags=["series"])

Accept = Annotated[str, Header(include_in_schema=False)]
FORMS: tuple[Form, ...] = ("json", "csv", "arrow")
OF_MANY: tuple[FormOfMany, ...] = ("json", "columns", "arrow")


@router.get(
    "",
    operation_id="get_series",
    summary="One metric of one subject over time",
    response_model=Series | Grouped,
    responses=TABLES | refusing(MetricUnknown, ValueOfOne, FormUnknown, ArrowMissing),
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
    require_named(asked)
    said = asked.model_dump(exclude={"metric", "subject", "form", "group_by", "attribute"})
    query = SeriesQuery(metrics=[asked.metric], subjects=[asked.subject], **said)
    wanted = await understood(query, reader, request)
    series = await one_series(asked, wanted, reader, session, now())
    return Response(await _written(series, form), media_type=MEDIA[form])


@router.post(
    "/query",
    operation_id="query_series",
    summary="Many metrics of many subjects",
    response_model=SeriesAnswer,
    responses=STREAMS | refusing(MetricUnknown, ValueOfOne, FormUnknown, ArrowMissing),
)
async def query_series(
    query: SeriesQuery,
    reader: Reader,
    session: Session,
    request: Request,
    form: Annotated[FormOfMany | None, Query(alias="format")] = None,
    accept: Accept = "",
) -> Response:
    """All of them at once, subject by subject and metric by metric in the order asked.

    JSON has at most 200,000 points. `format=columns` (lines of JSON: a head, a line for each
    subject and metric, an end) and `format=arrow` stream up to ten million, at most 200,000 of
    them of one subject, and leave out the windows in which nothing happened. A stream that breaks
    off before its end was not all of it: ask again.
    """
    chosen = form_of(form, accept, OF_MANY)
    if chosen == "json":
        series = await answer(await understood(query, reader, request), session)
        return Response(msgspec.json.encode({"series": series}), media_type=MEDIA["json"])
    write = partial(arrow_stream, await library()) if chosen == "arrow" else lines_of
    wanted = await understood(query, reader, request, most=STREAMED_AT_MOST)
    wanted = replace(wanted.each_once(), fill="zero")
    told = await begun(await _told(wanted, session, request))
    return StreamingResponse(write(wanted, told), media_type=MEDIA[chosen])


async def _written(series: Whole, form: Form) -> bytes:
    if form == "json":
        return msgspec.json.encode(series)
    if form == "csv":
        return await asyncio.to_thread(csv_of, series)
    return await asyncio.to_thread(arrow_of, await library(), series)


async def _told(wanted: Wanted, session: Session, request: Request) -> AsyncIterator[Told]:
    state = request.app.state
    if wanted.then is not None or wanted.binned:
        return answered(state.sessions, wanted)
    holdings = await get_holdings(session, wanted.subjects, wanted.days)
    require_few(len(holdings.place), len(window_of_days(wanted.spans)), COPIED_AT_MOST)
    return copied(state.sessions, state.bulk, wanted, holdings)
