"""What keeps bins is streamed as it is answered one by one."""

import httpx
import msgspec
import pytest

from tests.conftest import Headers
from tests.metrics.aggregations.own import definition
from tests.metrics.conftest import Post, event
from tests.metrics.people import values

BINNED = ["min", "max", "latest", "distinct", "percentile"]


@pytest.mark.parametrize("aggregation", BINNED)
async def test_columns_hold_what_a_series_holds(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    token: Headers,
    aggregation: str,
) -> None:
    await metrics.post("/v1/metrics", json=definition(aggregation), headers=admin)
    about = {"metric": f"own_{aggregation}", "attributes": {"customer": "x"}}
    await post(*(event(id=f"e{value}", value=value, **about) for value in (3, 8, 5)))
    query = {
        "metrics": [about["metric"], "tickets_closed"],
        "subjects": ["person:ana"],
        "from": "2026-11-02",
        "to": "2026-11-04",
    }
    ana = token(person="ana")
    answer = await metrics.post("/v1/series/query?format=columns", json=query, headers=ana)
    lines = [msgspec.json.decode(line) for line in answer.text.splitlines()]
    [value, *_] = await values(metrics, ana, "person:ana", f"own_{aggregation}")
    assert value is not None
    assert [line["value"] for line in lines if "value" in line] == [[value], []]
