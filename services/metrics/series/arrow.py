"""Series as an Arrow stream, a row for each point; the library is loaded when first asked for."""

import asyncio
import importlib
import io
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import numpy as np

from services.metrics.series.answer import Series
from services.metrics.series.forms import ArrowMissing
from services.metrics.series.tables import table_of
from services.metrics.series.told import Told
from services.metrics.series.wanted import Wanted


async def library() -> Any:
    """pyarrow, which most workers never need and none should pay for; ArrowMissing."""
    try:
        return await asyncio.to_thread(importlib.import_module, "pyarrow")
    except ImportError as error:
        raise ArrowMissing from error


def arrow_of(arrow: Any, series: Series) -> bytes:
    """The stream of one series, gaps and groups and all."""
    columns = table_of(series)
    schema = _schema(arrow, series.window, series.time_zone, {series.metric: series.unit})
    if "group" in columns:
        schema = schema.insert(2, arrow.field("group", schema.field("subject").type))
        schema = schema.append(arrow.field("suppressed", arrow.bool_()))
    written = _Written(arrow, schema)
    return written.batch([arrow.array(columns[f.name], f.type) for f in schema]) + written.end()


async def arrow_stream(
    arrow: Any, wanted: Wanted, told: AsyncIterator[Told]
) -> AsyncIterator[bytes]:
    """The stream of many series, some subjects at a time; windows of nothing are left out."""
    units = {metric.key: metric.unit for metric in wanted.metrics}
    written = _Written(arrow, _schema(arrow, wanted.window, wanted.time_zone, units))
    keys = arrow.array(list(units)), arrow.array(wanted.subjects)
    done = 0
    async for some in told:
        arrays = await asyncio.to_thread(_arrays, arrow, wanted, some, keys, done)
        yield written.batch(arrays)
        done += len(some.subjects)
    yield written.end()


class _Written:
    """An Arrow stream that is taken away as it grows."""

    def __init__(self, arrow: Any, schema: Any) -> None:
        self._arrow, self._schema, self._sink = arrow, schema, io.BytesIO()
        self._stream = arrow.ipc.new_stream(self._sink, schema)

    def batch(self, arrays: Sequence[Any]) -> bytes:
        """The bytes of one batch more."""
        self._stream.write_batch(self._arrow.record_batch(arrays, schema=self._schema))
        return self._taken()

    def end(self) -> bytes:
        """The bytes that say that nothing follows."""
        self._stream.close()
        return self._taken()

    def _taken(self) -> bytes:
        taken = self._sink.getvalue()
        self._sink.seek(0)
        self._sink.truncate()
        return taken


def _schema(arrow: Any, window: str, time_zone: str, units: dict[str, str]) -> Any:
    names = arrow.dictionary(arrow.int32(), arrow.string())
    number, day = arrow.float64(), arrow.date32()
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
        metadata={"window": window, "time_zone": time_zone, "units": json.dumps(units)},
    )


def _arrays(
    arrow: Any, wanted: Wanted, told: Told, keys: tuple[Any, Any], before: int
) -> list[Any]:
    something = told.measured.something
    subject, metric, window = np.nonzero(something)
    days = np.array(wanted.spans, "datetime64[D]")[window]

    def numbers(column: str) -> Any:
        return arrow.array(getattr(told.measured, column)[something], from_pandas=True)

    def names(places: Any, of: Any) -> Any:
        return arrow.DictionaryArray.from_arrays(arrow.array(places.astype(np.int32)), of)

    return [
        names(metric, keys[0]),
        names(subject + before, keys[1]),
        arrow.array(days[:, 0]),
        arrow.array(days[:, 1]),
        *map(numbers, ("value", "count", "numerator", "denominator")),
        arrow.array(window >= len(wanted.spans) - wanted.unfinished),
    ]
