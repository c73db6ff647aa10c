"""Series as an Arrow stream, a row for each point; the library is loaded when first asked for."""

import asyncio
import importlib
import json
from collections.abc import Sequence
from typing import Any

from services.metrics.series.answer import Series
from services.metrics.series.forms import ArrowMissing

POINT = ("start", "end", "value", "count", "numerator", "denominator", "partial")


async def library() -> Any:
    """pyarrow, which most workers never need and none should pay for; ArrowMissing."""
    try:
        return await asyncio.to_thread(importlib.import_module, "pyarrow")
    except ImportError as error:
        raise ArrowMissing from error


async def arrow_of(series: Sequence[Series]) -> bytes:
    """The stream of one batch; window, time zone and units are in the schema's metadata."""
    arrow = await library()
    schema = _schema(arrow, series)
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, schema) as stream:
        stream.write_batch(_batch(arrow, schema, series))
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _schema(arrow: Any, series: Sequence[Series]) -> Any:
    names = arrow.dictionary(arrow.int32(), arrow.string())
    number, day = arrow.float64(), arrow.date32()
    said = {"window": series[0].window, "time_zone": series[0].time_zone}
    units = {each.metric: each.unit for each in series}
    return arrow.schema(
        [
            ("metric", names),
            ("subject", names),
            ("start", day),
            ("end", day),
            ("value", number),
            ("count", arrow.int64()),
            ("numerator", number),
            ("denominator", number),
            ("partial", arrow.bool_()),
        ],
        metadata=said | {"units": json.dumps(units)},
    )


def _batch(arrow: Any, schema: Any, series: Sequence[Series]) -> Any:
    points = [(each, point) for each in series for point in each.points]
    columns = [[getattr(each, name) for each, _ in points] for name in ("metric", "subject")]
    columns += [[getattr(point, name) for _, point in points] for name in POINT]
    arrays = [arrow.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
    return arrow.record_batch(arrays, schema=schema)
