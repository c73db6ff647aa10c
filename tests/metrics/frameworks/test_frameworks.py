"""What is expected of whom."""

from typing import Any

import httpx
import pytest

from services.metrics.frameworks.domain import expected
from shared.schemas.metrics.frameworks import Framework
from tests.conftest import Headers

SAID: dict[str, Any] = {
    "name": "Support",
    "competencies": [
        {"key": "listening", "name": "Listening", "behaviours": [{"score": 3, "seen": "Nods."}]},
        {"key": "writing", "name": "Writing"},
    ],
    "expectations": [
        {"role": "agent", "competency": "listening", "score": 3},
        {"role": "agent", "competency": "listening", "score": 4, "level": "senior"},
        {"role": "coach", "competency": "listening", "score": 5},
    ],
}


@pytest.mark.parametrize(
    ("competency", "roles", "level", "score"),
    [
        pytest.param("listening", ["agent"], None, 3, id="of every level"),
        pytest.param("listening", ["agent"], "senior", 4, id="of the level"),
        pytest.param("listening", ["agent"], "junior", 3, id="of a level that is not named"),
        pytest.param("listening", ["agent", "coach"], None, 5, id="the higher of two roles"),
        pytest.param("writing", ["agent"], None, None, id="of another competency"),
        pytest.param("listening", [], None, None, id="of nobody"),
    ],
)
def test_what_is_expected(
    competency: str, roles: list[str], level: str | None, score: float | None
) -> None:
    framework = Framework(key="f", version=1, **SAID)
    assert expected(framework, competency, roles, level) == score


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"competencies": []}, "/competencies", id="none at all"),
        pytest.param(
            {"competencies": SAID["competencies"] * 2}, "/competencies/2/key", id="one twice"
        ),
        pytest.param(
            {"expectations": [{"role": "a", "competency": "juggling", "score": 3}]},
            "/expectations/0/competency",
            id="of what is none",
        ),
        pytest.param(
            {"expectations": SAID["expectations"] + SAID["expectations"][:1]},
            "/expectations/3",
            id="the same twice",
        ),
        pytest.param(
            {"expectations": [{"role": "a", "competency": "writing", "score": 6}]},
            "/expectations/0/score",
            id="more than five",
        ),
    ],
)
async def test_an_unsound_framework_is_refused_with_a_pointer(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    answer = await metrics.put("/v1/frameworks/f", json=SAID | said, headers=admin)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_framework_is_written_by_administrators_and_read_by_all(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    where = "/v1/frameworks/support"
    first = await metrics.put(where, json=SAID, headers=admin)
    assert (first.status_code, first.json()["version"]) == (201, 1)
    ana = token("ana")
    assert (await metrics.put(where, json=SAID, headers=ana)).status_code == 403
    assert (await metrics.get(where, headers=ana)).json() == first.json()
    [listed] = (await metrics.get("/v1/frameworks", headers=ana)).json()["items"]
    assert listed["key"] == "support"
    assert (await metrics.get("/v1/frameworks/other", headers=ana)).status_code == 404
    assert (await metrics.put(where, json=SAID, headers=admin)).status_code == 428
    match = admin | {"If-Match": first.headers["ETag"]}
    second = await metrics.put(where, json=SAID | {"name": "New"}, headers=match)
    assert (second.status_code, second.json()["version"]) == (200, 2)
    assert (await metrics.put(where, json=SAID, headers=match)).status_code == 412
