"""Recording a review: both numbers side by side, once, amended on record, for its readers."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from shared.clock import now
from tests.conftest import Headers
from tests.goals.conftest import Racing
from tests.goals.reviews.conftest import this_monday, week

REVIEWS = "/v1/reviews"
TYPED = {
    "performance": {"metric": "csat", "value": 0.9, "reason": "From the survey tool"},
    "productivity": {"metric": "tickets_closed", "value": 70, "reason": "Counted by hand"},
}
ACTION = {"what": "Raise the limit", "owner": "lena", "due_on": "2030-01-31"}
SAID = {
    "discussion": "Quality held.",
    "decisions": ["Keep the floor"],
    "actions": [ACTION],
    "attendance": ["lena", "ana"],
}


@pytest.fixture
def check(objective: dict[str, Any]) -> str:
    """The name of this week's check."""
    return f"objective:{objective['id']}:{week(this_monday())}"


@pytest.fixture
async def held(goals: httpx.AsyncClient, lead: dict[str, str], check: str) -> httpx.Response:
    """This week's check, held and recorded with typed numbers."""
    answer = await goals.post(REVIEWS, json=SAID | TYPED | {"review": check}, headers=lead)
    assert answer.status_code == 201, answer.text
    return answer


async def test_a_review_records_both_numbers_as_they_were_measured(
    goals: httpx.AsyncClient, lead: dict[str, str], measured: None, check: str
) -> None:
    planned = await goals.get(f"{REVIEWS}/{check}", headers=lead)
    assert planned.json()["state"] in ("due", "overdue")
    made = await goals.post(REVIEWS, json=SAID | {"review": check}, headers=lead)
    assert (made.status_code, made.headers["etag"]) == (201, '"1"'), made.text
    told = made.json()
    assert (told["state"], told["kind"]) == ("held", "throughput")
    assert told["actions"] == [ACTION | {"done_on": None}]
    assert told | {**SAID, "actions": told["actions"]} == told
    assert (told["performance"]["metric"], told["performance"]["unit"]) == ("csat", "share")
    assert told["performance"]["value"] == pytest.approx(0.9)
    assert (told["productivity"]["metric"], told["productivity"]["value"]) == ("tickets_closed", 70)
    assert told["productivity"]["typed_because"] is None
    read = await goals.get(made.headers["location"], headers=lead)
    assert read.json() == told
    due = (await goals.get(f"{REVIEWS}/due", headers=lead)).json()["items"]
    assert check not in [each["id"] for each in due]
    first = this_monday()
    calendar = await goals.get(f"{REVIEWS}/calendar?from={first}&to={first}", headers=lead)
    states = {each["id"]: each["state"] for each in calendar.json()["items"]}
    assert states[check] == "held"


async def test_a_scorecards_review_reads_its_pair_for_the_quarter(
    goals: httpx.AsyncClient, admin: dict[str, str], card: dict[str, Any]
) -> None:
    [due] = (await goals.get(f"{REVIEWS}/due?subject=role:agent", headers=admin)).json()["items"]
    said = {"review": due["id"]} | TYPED
    made = await goals.post(REVIEWS, json=said, headers=admin)
    assert made.status_code == 201, made.text
    assert (made.json()["role"], made.json()["subject"]) == ("agent", "role:agent")
    assert made.json()["first_day"] == due["first_day"]


async def test_one_number_may_be_typed_and_the_other_read(
    goals: httpx.AsyncClient, lead: dict[str, str], measured: None, check: str
) -> None:
    said = {"review": check, "performance": TYPED["performance"]}
    told = (await goals.post(REVIEWS, json=said, headers=lead)).json()
    assert told["performance"]["typed_because"] == "From the survey tool"
    assert (told["productivity"]["value"], told["productivity"]["typed_because"]) == (70, None)


async def test_what_was_not_measured_is_no_number(
    goals: httpx.AsyncClient, lead: dict[str, str], measured: None, check: str
) -> None:
    pair = {"performance": "nps", "productivity": "tickets_closed"}
    told = (await goals.post(REVIEWS, json={"review": check, "pair": pair}, headers=lead)).json()
    assert (told["performance"]["metric"], told["performance"]["value"]) == ("nps", None)


async def test_a_review_is_recorded_once(
    goals: httpx.AsyncClient, lead: dict[str, str], check: str
) -> None:
    said, headers = TYPED | {"review": check}, lead | {"Idempotency-Key": "once"}
    first = await goals.post(REVIEWS, json=said, headers=headers)
    again = await goals.post(REVIEWS, json=said, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    other = await goals.post(REVIEWS, json=said, headers=lead)
    assert (other.status_code, other.json()["type"]) == (409, "/problems/already-on-record")
    assert len((await goals.get(REVIEWS, headers=lead)).json()["items"]) == 1


async def test_an_action_is_ticked_off_and_a_number_put_right_on_record(
    goals: httpx.AsyncClient, lead: dict[str, str], held: httpx.Response
) -> None:
    path = held.headers["location"]
    today = now().date().isoformat()
    action = ACTION | {"done_on": today}
    right = TYPED["productivity"] | {"value": 71, "reason": "One was counted late"}
    said = {"actions": [action], "productivity": right, "why": "Put right"}
    blind = await goals.patch(path, json=said, headers=lead)
    changed = await goals.patch(path, json=said, headers=lead | {"If-Match": '"1"'})
    stale = await goals.patch(path, json=said, headers=lead | {"If-Match": '"1"'})
    assert [each.status_code for each in (blind, changed, stale)] == [428, 200, 412]
    told = changed.json()
    assert (told["productivity"]["value"], told["actions"][0]["done_on"]) == (71, today)
    assert told["performance"] == held.json()["performance"]
    history = (await goals.get(f"{path}/history", headers=lead)).json()["items"]
    assert [edit["why"] for edit in history] == [None, "Put right"]
    assert set(history[1]["after"]) == {"actions", "productivity"}


async def test_of_many_amendments_of_one_version_one_is_kept(
    goals: httpx.AsyncClient, lead: dict[str, str], held: httpx.Response, racing: Racing
) -> None:
    path, headers = held.headers["location"], lead | {"If-Match": '"1"'}
    edits = [goals.patch(path, json={"discussion": f"{n}"}, headers=headers) for n in range(4)]
    assert await racing("review", *edits) == [200, 412, 412, 412]


async def test_a_cancelled_review_says_why_and_may_be_held_after_all(
    goals: httpx.AsyncClient, lead: dict[str, str], measured: None, check: str
) -> None:
    said = {"review": check, "state": "cancelled"}
    silent = await goals.post(REVIEWS, json=said, headers=lead)
    assert (silent.status_code, silent.json()["errors"][0]["pointer"]) == (422, "/why")
    made = await goals.post(REVIEWS, json=said | {"why": "All were ill"}, headers=lead)
    told = made.json()
    assert (told["state"], told["cancelled_because"]) == ("cancelled", "All were ill")
    assert told["performance"] is told["productivity"] is None
    path, match = made.headers["location"], lead | {"If-Match": "*"}
    after_all = await goals.patch(path, json={"state": "held"}, headers=match)
    assert (after_all.json()["state"], after_all.json()["cancelled_because"]) == ("held", None)
    assert after_all.json()["productivity"]["value"] == 70


async def test_what_is_still_to_come_can_be_cancelled_and_not_held(
    goals: httpx.AsyncClient, lead: dict[str, str], objective: dict[str, Any]
) -> None:
    coming = f"objective:{objective['id']}:{week(this_monday() + timedelta(days=14))}"
    early = await goals.post(REVIEWS, json=TYPED | {"review": coming}, headers=lead)
    assert (early.status_code, early.json()["errors"][0]["code"]) == (422, "not_yet")
    said = {"review": coming, "state": "cancelled", "why": "A holiday of ours"}
    assert (await goals.post(REVIEWS, json=said, headers=lead)).status_code == 201


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"attendance": ["ana", "ana"]}, "/attendance/1"),
        (
            {"actions": [ACTION | {"done_on": "2199-01-01"}]},
            "/actions/0/done_on",
        ),
        ({"state": "cancelled", "why": "x", **TYPED}, "/performance"),
        ({"performance": {"metric": "csat", "value": 1}}, "/performance/reason"),
        ({"pair": {"performance": "csat", "productivity": "csat"}}, "/pair/productivity"),
        ({"numbers": []}, "/numbers"),
    ],
)
async def test_a_review_that_contradicts_itself_is_refused(
    goals: httpx.AsyncClient,
    lead: dict[str, str],
    measured: None,
    check: str,
    said: dict[str, Any],
    pointer: str,
) -> None:
    answer = await goals.post(REVIEWS, json={"review": check} | said, headers=lead)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_a_review_with_every_field_wrong_answers_one_problem_naming_every_field(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    said = {"review": "tomorrow", "state": "maybe", "why": "", "pair": 1, **dict.fromkeys(SAID, 7)}
    said |= {"performance": {"value": "much"}, "productivity": [], "mood": "good"}
    answer = await goals.post(REVIEWS, json=said, headers=lead)
    named = {fault["pointer"].split("/")[1] for fault in answer.json()["errors"]}
    assert (answer.status_code, named) == (422, set(said))


async def test_an_objective_that_lacks_a_side_asks_for_a_pair(
    goals: httpx.AsyncClient,
    admin: dict[str, str],
    measured: None,
    check: str,
    administrator: asyncpg.Connection,
) -> None:
    lone = """jsonb_set(document, '{guardrails}', '[]') || '{"key_results": []}'"""
    await administrator.execute(f"update goals.objective set document = {lone}")
    answer = await goals.post(REVIEWS, json={"review": check}, headers=admin)
    pointers = [fault["pointer"] for fault in answer.json()["errors"]]
    assert (answer.status_code, pointers) == (422, ["/pair/performance", "/pair/productivity"])


@pytest.mark.parametrize(
    "name",
    [
        "objective:7d9c3ff4-6d3c-4a5e-9c7b-1f6f4d4f9a11:2026-W45",
        "scorecard:nobody:2026-Q3",
        "scorecard:agent:2026-W45",
        "scorecard:agent:2026-W54",
        "scorecard:agent:2000-W01",
        "scorecard:agent:2199-W53",
    ],
)
async def test_a_review_that_no_cadence_makes_is_not_found(
    goals: httpx.AsyncClient, admin: dict[str, str], card: dict[str, Any], name: str
) -> None:
    answers = [
        await goals.get(f"{REVIEWS}/{name}", headers=admin),
        await goals.get(f"{REVIEWS}/{name}/history", headers=admin),
        await goals.post(REVIEWS, json=TYPED | {"review": name}, headers=admin),
        await goals.patch(f"{REVIEWS}/{name}", json={}, headers=admin | {"If-Match": "*"}),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/review-unknown")


async def test_recorded_reviews_are_listed_without_their_numbers(
    goals: httpx.AsyncClient, objective: dict[str, Any], held: httpx.Response, token: Headers
) -> None:
    for asked, count in (
        ("", 1),
        (f"?objective={objective['id']}", 1),
        ("?subject=team:support&kind=throughput&state=held", 1),
        ("?kind=performance", 0),
        ("?state=cancelled", 0),
        ("?role=agent", 0),
    ):
        items = (await goals.get(REVIEWS + asked, headers=token(person="stranger"))).json()["items"]
        assert len(items) == count, asked
    [listed] = (await goals.get(REVIEWS, headers=token(person="stranger"))).json()["items"]
    assert listed["id"] == held.json()["id"]
    assert not {"performance", "discussion", "attendance"} & set(listed)


async def test_a_review_is_read_by_those_who_may_see_the_numbers_and_those_who_were_there(
    goals: httpx.AsyncClient, held: httpx.Response, measured: None, token: Headers
) -> None:
    path = held.headers["location"]
    readers = {
        "lena": (["lead"], 200),  # leads the team
        "ana": ([], 200),  # was there
        "ben": ([], 403),  # a member of a team too small to be shown, and was not there
        "lou": (["lead"], 403),  # leads another team
        "ada": (["analyst"], 403),  # too small a group for an analyst
    }
    for person, (roles, status) in readers.items():
        for rest in ("", "/history"):
            answer = await goals.get(path + rest, headers=token(person=person, roles=roles))
            assert answer.status_code == status, (person, answer.text)
    other = token(person="lou", roles=["lead"]) | {"If-Match": "*"}
    assert (await goals.patch(path, json={"discussion": "x"}, headers=other)).status_code == 403


async def test_numbers_are_read_with_the_permission_of_who_records(
    goals: httpx.AsyncClient, measured: None, check: str, token: Headers
) -> None:
    other = token(person="lou", roles=["lead"])
    answer = await goals.post(REVIEWS, json={"review": check}, headers=other)
    assert answer.status_code == 403
    employee = await goals.post(REVIEWS, json={"review": check}, headers=token(person="ana"))
    assert (employee.status_code, employee.json()["type"]) == (403, "/problems/planners-only")


async def test_what_was_recorded_stays_when_the_cadence_changes(
    goals: httpx.AsyncClient,
    lead: dict[str, str],
    objective: dict[str, Any],
    held: httpx.Response,
    measured: None,
) -> None:
    path, match = f"/v1/objectives/{objective['id']}", lead | {"If-Match": "*"}
    cadence = {"throughput": "biweekly", "performance": "quarterly"}
    cadence |= {"meeting": {"starting": str(this_monday() + timedelta(days=28))}}
    changed = await goals.patch(path, json={"review_cadence": cadence}, headers=match)
    assert changed.status_code == 200, changed.text
    read = await goals.get(held.headers["location"], headers=lead)
    assert (read.status_code, read.json()) == (200, held.json())
    again = await goals.post(REVIEWS, json=TYPED | {"review": held.json()["id"]}, headers=lead)
    assert again.status_code == 409
