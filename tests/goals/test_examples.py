"""What the documentation shows works as it is shown."""

from typing import Any

import httpx
import pytest

ON_RECORD = {
    "blockers": ("BlockerIn", "BlockerChange"),
    "improvements": ("ImprovementIn", "ImprovementChange"),
    "experiments": ("ExperimentIn", "ExperimentChange"),
    "incentives": ("IncentiveIn", "IncentiveChange"),
}


async def test_the_bodies_that_the_documentation_shows_are_accepted_and_pass_the_checklist(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    document = (await goals.get("/openapi.json")).json()

    def shown(model: str) -> Any:
        return document["components"]["schemas"][model]["examples"][0]

    headers = admin | {"If-Match": "*"}
    card = await goals.put("/v1/scorecards/agent", json=shown("ScorecardIn"), headers=admin)
    made = await goals.post("/v1/objectives", json=shown("ObjectiveIn"), headers=admin)
    path = made.headers["location"]
    live = await goals.post(f"{path}/activate", json=shown("Activation"), headers=admin)
    edit = await goals.patch(path, json=shown("ObjectiveChange"), headers=headers)
    landed = await goals.post("/v1/improvements", json=shown("ImprovementIn"), headers=admin)
    again = landed.headers["location"]
    kept = await goals.patch(again, json=shown("ImprovementChange"), headers=headers)
    answers = (card, made, live, edit, landed, kept)
    assert [answer.status_code for answer in answers] == [201, 201, 200, 200, 201, 200]
    assert live.json()["override"] is None


@pytest.mark.parametrize("path", ON_RECORD)
async def test_what_the_documentation_shows_is_kept_and_changed(
    goals: httpx.AsyncClient, admin: dict[str, str], path: str
) -> None:
    schemas = (await goals.get("/openapi.json")).json()["components"]["schemas"]
    said, change = (schemas[model]["examples"][0] for model in ON_RECORD[path])
    made = await goals.post(f"/v1/{path}", json=said, headers=admin)
    headers = admin | {"If-Match": made.headers["etag"]}
    changed = await goals.patch(made.headers["location"], json=change, headers=headers)
    assert (made.status_code, changed.status_code, changed.headers["etag"]) == (201, 200, '"2"')
