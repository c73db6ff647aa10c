"""Nothing that a caller can send about an event is answered by a fault of ours."""

from typing import Any

import httpx
import pytest

from shared.pages import cursor_of
from tests.metrics.conftest import Post, event

CRM = "/v1/events/crm/e1"
ANYTIME = {"If-Match": "*"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="an array"),
        pytest.param(b'{"reason": "r", "value": 1e400}', id="a number beyond all"),
        pytest.param(b'{"reason": "r", "value": NaN}', id="no number"),
        pytest.param(b'{"reason": "r", "value": true}', id="a truth"),
        pytest.param(b'{"reason": "r", "weight": -1}', id="a negative weight"),
        pytest.param(b'{"reason": "r", "attributes": {"a": 1e400}}', id="infinity within"),
        pytest.param(b'{"reason": "r", "attributes": {"a": NaN}}', id="no number within"),
        pytest.param(b'{"reason": "r", "attributes": [1]}', id="attributes as an array"),
        pytest.param(b'{"reason": "r\\u0000", "value": 2}', id="NUL in the reason"),
        pytest.param(b'{"reason": "\\ud800", "value": 2}', id="half a character"),
        pytest.param(b'{"reason": "r", "attributes": {"a": "\\ud800"}}', id="half of one within"),
        pytest.param(b'{"reason": "r", "time": "0001-01-01T00:00:00+14:00"}', id="before time"),
        pytest.param(b'{"reason": "r", "time": "9999-12-31T23:59:59-14:00"}', id="after time"),
        pytest.param(b'{"reason": "r", "time": 1e18}', id="a time as a number"),
        pytest.param(b'{"reason": "r", "metric": "a\\u0000"}', id="NUL in the metric"),
        pytest.param(b'{"a":' * 5_000 + b"1" + b"}" * 5_000, id="nested deeply"),
        pytest.param(b'{"reason": "r", "value": ' + b"9" * 5_000 + b"}", id="very many digits"),
        pytest.param(b"\xff\xfe", id="no text"),
    ],
)
async def test_a_correction_that_makes_no_sense_is_refused(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], body: bytes
) -> None:
    await post(event())
    headers = admin | ANYTIME | {"Content-Type": "application/json"}
    answer = await metrics.patch(CRM, content=body, headers=headers)
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        pytest.param("/v1/events", {"source": "\x00"}, id="NUL in a source"),
        pytest.param("/v1/events", {"metric": "\x00"}, id="NUL in a metric"),
        pytest.param("/v1/events", {"subject": "person:\x00"}, id="NUL in a subject"),
        pytest.param("/v1/events", {"from": "yesterday"}, id="no day"),
        pytest.param("/v1/events", {"from": "2026-11-03", "to": "99999-01-01"}, id="no year"),
        pytest.param("/v1/events", {"limit": "501"}, id="too many"),
        pytest.param("/v1/events", {"cursor": cursor_of("0001-01-01T00:00Z 1 1")}, id="a cursor"),
        pytest.param(f"{CRM}/history", {"cursor": cursor_of("\u00b2")}, id="a superscript"),
        pytest.param(f"{CRM}/history", {"cursor": cursor_of("-1")}, id="a negative cursor"),
        pytest.param(CRM, {"subject": "role:agent"}, id="a role is nobody"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], path: str, asked: dict[str, Any]
) -> None:
    await post(event())
    answer = await metrics.get(path, params=asked, headers=admin)
    assert answer.status_code in (403, 422), answer.text
