"""Key results can be added, aimed anew and taken out one by one, as every change is judged."""

import httpx

from tests.goals.conftest import Draft
from tests.goals.wording import CSAT, TICKETS

AIM = {"baseline": 0.6, "target": 0.7}


async def test_a_key_result_is_added_aimed_anew_in_its_place_and_taken_out(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    drafted = await draft()
    path = f"/v1/objectives/{drafted['id']}/key_results"

    async def named() -> list[tuple[str, float]]:
        items = (await goals.get(path, headers=lead)).json()["items"]
        return [(each["metric"], each["target"]) for each in items]

    etag = (await goals.get(path, headers=lead)).headers["etag"]
    resolution = f"{path}/first_contact_resolution"
    added = await goals.put(resolution, json=AIM, headers=lead | {"If-Match": etag})
    assert (added.status_code, added.headers["etag"]) == (200, '"2"')
    again = await goals.put(
        f"{path}/tickets_closed", json=TICKETS | {"metric": "tickets_closed"}, headers=lead
    )
    assert again.json()["errors"][0]["pointer"] == "/metric"
    said = {"baseline": 100, "target": 115, "why": "Two people are away"}
    aimed = await goals.put(f"{path}/tickets_closed", json=said, headers=lead | {"If-Match": '"2"'})
    assert aimed.status_code == 200
    assert await named() == [
        ("tickets_closed", 115),
        ("csat", 0.92),
        ("first_contact_resolution", 0.7),
    ]
    gone = await goals.delete(f"{path}/csat?why=Twice", headers=lead | {"If-Match": '"3"'})
    assert gone.status_code == 200
    assert [metric for metric, _ in await named()] == ["tickets_closed", "first_contact_resolution"]
    history = await goals.get(f"/v1/objectives/{drafted['id']}/history", headers=lead)
    assert [edit["why"] for edit in history.json()["items"]] == [
        None,
        None,
        "Two people are away",
        "Twice",
    ]


async def test_a_change_of_one_key_result_is_a_change_of_its_objective(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str]
) -> None:
    objective = await live(key_results=[TICKETS, CSAT])
    path = f"/v1/objectives/{objective['id']}/key_results"
    anyway = lead | {"If-Match": "*"}
    unversioned = await goals.put(f"{path}/csat", json=AIM, headers=lead)
    stale = await goals.put(f"{path}/csat", json=AIM, headers=lead | {"If-Match": '"1"'})
    lost = await goals.delete(f"{path}/csat", headers=anyway)
    raised = await goals.put(
        f"{path}/tickets_closed", json={"baseline": 100, "target": 150}, headers=anyway
    )
    unknown = await goals.delete(f"{path}/nps", headers=anyway)
    answers = (unversioned, stale, lost, raised, unknown)
    assert [answer.status_code for answer in answers] == [428, 412, 409, 409, 404]
    assert lost.json()["type"] == "/problems/checklist-fails"
    assert raised.json()["type"] == "/problems/raise-refused"


async def test_one_key_result_too_many_is_refused(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    most = [{"metric": f"metric_{n}"} for n in range(20)]
    drafted = await draft(key_results=most)
    path = f"/v1/objectives/{drafted['id']}/key_results/one_more"
    answer = await goals.put(path, json={}, headers=lead | {"If-Match": "*"})
    assert (answer.status_code, "at most 20" in answer.json()["detail"]) == (422, True)
