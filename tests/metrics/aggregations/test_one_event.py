"""What a single event says is told of a group only to those who may see the event itself."""

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.aggregations.own import definition
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_team

TEAM = ["ana", "ben", "cem", "dia", "eli"]
SHOWN = {"min": False, "max": False, "latest": False, "distinct": True, "percentile": True}


@pytest.mark.parametrize(("aggregation", "to_analysts"), SHOWN.items())
async def test_who_sees_a_group_only_as_a_group_sees_no_value_of_one(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    token: Headers,
    aggregation: str,
    to_analysts: bool,
) -> None:
    await put_team(metrics, admin, "support", TEAM)
    await metrics.post("/v1/metrics", json=definition(aggregation), headers=admin)
    about = {"metric": f"own_{aggregation}", "attributes": {"customer": "x"}, "value": 5}
    await post(*(event(id=key, subject=f"person:{key}", **about) for key in TEAM))
    analyst = token(person="olga", roles=["analyst"])
    query = {"metrics": ["csat", about["metric"]], "from": "2026-11-02", "to": "2026-11-02"}
    for reader, subject, may in (
        (analyst, "team:support", to_analysts),
        (token(person="ben"), "team:support", to_analysts),
        (token(person="lena"), "team:support", True),
        (token(person="ana"), "person:ana", True),
    ):
        for form in ("json", "columns"):
            answer = await metrics.post(
                f"/v1/series/query?format={form}",
                json=query | {"subjects": [subject]},
                headers=reader,
            )
            assert answer.status_code == (200 if may else 403), (answer.text, subject)
            assert may or answer.json()["type"] == "/problems/value-of-one"
