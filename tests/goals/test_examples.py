"""What the documentation shows works as it is shown."""

from typing import Any

import httpx


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
    blocked = await goals.post("/v1/blockers", json=shown("BlockerIn"), headers=admin)
    cleared = await goals.patch(
        blocked.headers["location"], json=shown("BlockerChange"), headers=headers
    )
    taken = await goals.post(
        "/v1/scorecard_templates/support_agent/scorecards",
        json=shown("FromTemplate"),
        headers=admin,
    )
    answers = (card, made, live, edit, landed, kept, blocked, cleared, taken)
    assert [answer.status_code for answer in answers] == [
        201,
        201,
        200,
        200,
        201,
        200,
        201,
        200,
        201,
    ]
    assert live.json()["override"] is None
