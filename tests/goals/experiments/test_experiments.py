"""Experiments: drafted, fixed by their start, ended or given up, and never bent afterwards."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from shared.clock import now
from tests.conftest import Headers
from tests.goals.conftest import Racing

EXPERIMENTS = "/v1/experiments"
NOBODY = "7d9c3ff4-6d3c-4a5e-9c7b-1f6f4d4f9a11"
RUN, WHY = {"state": "running"}, {"why": "Customers complained"}


def day(offset: int) -> str:
    """So many days from today."""
    return (now().date() + timedelta(days=offset)).isoformat()


def experiment(**said: Any) -> dict[str, Any]:
    """An experiment that is yet to begin."""
    usual = {
        "hypothesis": "Macros let us close more",
        "change": "East answers with macros",
        "pair": {"performance": "csat", "productivity": "tickets_closed"},
        "minimum_effect": {"metric": "tickets_closed", "amount": 0.05, "relative": True},
        "guardrail_margin": {"amount": 0.02, "relative": False},
        "treated": ["team:east"],
        "controls": ["team:west"],
        "baseline": {"first_day": day(-60), "last_day": day(-1)},
        "starts_on": day(1),
        "ends_on": day(28),
        "stop_rule": "CSAT below 80 % for a week; Lena decides",
    }
    return usual | said


@pytest.fixture
def change(goals: httpx.AsyncClient, lead: dict[str, str]) -> Any:
    """Change an experiment, whatever its version; answer what came of it."""

    async def patch(path: str, **said: Any) -> httpx.Response:
        return await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})

    return patch


@pytest.fixture
async def drafted(goals: httpx.AsyncClient, lead: dict[str, str]) -> str:
    """The path of a draft."""
    made = await goals.post(EXPERIMENTS, json=experiment(), headers=lead)
    assert (made.status_code, made.json()["state"]) == (201, "draft"), made.text
    path: str = made.headers["location"]
    return path


@pytest.fixture
async def begun(goals: httpx.AsyncClient, lead: dict[str, str]) -> str:
    """The path of a draft whose first day is today."""
    made = await goals.post(EXPERIMENTS, json=experiment(starts_on=day(0)), headers=lead)
    path: str = made.headers["location"]
    return path


async def test_a_draft_changes_and_its_start_registers_it(
    goals: httpx.AsyncClient, change: Any, drafted: str, token: Headers
) -> None:
    changed = await change(drafted, controls=["team:north"])
    assert (changed.status_code, changed.json()["preregistered"]) == (200, None)
    running = await change(drafted, **RUN)
    told = running.json()
    assert (running.status_code, told["state"], told["preregistered"]) == (200, "running", True)
    assert told["registered_at"]
    read = await goals.get(drafted, headers=token(person="ana"))
    assert read.json() == told
    history = (await goals.get(f"{drafted}/history", headers=token(person="ana"))).json()["items"]
    assert [edit["what"] for edit in history] == ["created", "edited", "running"]


@pytest.mark.parametrize(
    "said",
    [
        {"hypothesis": "Something else"},
        {"change": "Everybody"},
        {"pair": {"performance": "nps", "productivity": "tickets_closed"}},
        {"minimum_effect": {"metric": "tickets_closed", "amount": 0.01, "relative": True}},
        {"guardrail_margin": {"amount": 0.2}},
        {"treated": ["team:north"]},
        {"controls": []},
        {"baseline": {"first_day": day(-90), "last_day": day(-1)}},
        {"starts_on": day(2)},
        {"ends_on": day(21)},
        {"stop_rule": "When it looks good"},
        {"teams": ["east"]},
        {"state": "ended", "ends_on": day(-2), "why": "It looks good"},
    ],
    ids=lambda said: next(iter(said)),
)
async def test_what_runs_has_its_terms_fixed(
    change: Any, drafted: str, said: dict[str, Any]
) -> None:
    await change(drafted, **RUN)
    refused = await change(drafted, **said)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/terms-fixed")
    assert [fault["pointer"] for fault in refused.json()["errors"]] == [
        f"/{field}" for field in said if field not in ("state", "why")
    ]
    assert "You may change owner and notes" in refused.json()["detail"]
    allowed = await change(drafted, owner="lena", notes="Going well")
    assert (allowed.status_code, allowed.json()["owner"]) == (200, "lena")


async def test_an_early_end_needs_a_reason_and_stays_visible(change: Any, begun: str) -> None:
    await change(begun, **RUN)
    silent = await change(begun, state="ended")
    assert (silent.status_code, silent.json()["type"]) == (422, "/problems/reason-missing")
    ended = await change(begun, state="ended", **WHY)
    told = ended.json()
    assert (told["state"], told["ended_early"], told["ended_on"]) == ("ended", True, day(0))


async def test_before_its_first_day_an_experiment_is_abandoned_and_does_not_end(
    change: Any, drafted: str
) -> None:
    await change(drafted, **RUN)
    refused = await change(drafted, state="ended", **WHY)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/way-closed")
    assert refused.json()["detail"].endswith("it can become abandoned.")
    abandoned = await change(drafted, state="abandoned", **WHY)
    assert (abandoned.status_code, abandoned.json()["ended_on"]) == (200, None)


@pytest.mark.parametrize("last", [0, -2], ids=["on its last day", "after it"])
async def test_an_experiment_whose_last_day_has_come_ends_without_a_reason(
    goals: httpx.AsyncClient, lead: dict[str, str], change: Any, last: int
) -> None:
    baseline = {"first_day": day(-90), "last_day": day(-31)}
    said = experiment(baseline=baseline, starts_on=day(-30), ends_on=day(last))
    path = (await goals.post(EXPERIMENTS, json=said, headers=lead)).headers["location"]
    late = (await change(path, **RUN)).json()
    assert late["preregistered"] is False  # it had begun before its terms were fixed
    ended = (await change(path, state="ended")).json()
    assert (ended["ended_early"], ended["ended_on"]) == (False, day(last))


async def test_terms_that_are_fixed_on_the_first_day_are_fixed_in_time(
    goals: httpx.AsyncClient, lead: dict[str, str], change: Any
) -> None:
    said = experiment(starts_on=day(0))
    path = (await goals.post(EXPERIMENTS, json=said, headers=lead)).headers["location"]
    assert (await change(path, **RUN)).json()["preregistered"] is True


@pytest.mark.parametrize("ways", [["abandoned"], ["running", "abandoned"], ["running", "ended"]])
async def test_what_is_over_moves_no_more(change: Any, begun: str, ways: list[str]) -> None:
    for state in ways:
        assert (await change(begun, state=state, **WHY)).status_code == 200
    for state in ("draft", "running", "ended", "abandoned"):
        refused = await change(begun, state=state, **WHY)
        if state == ways[-1]:
            assert refused.status_code == 200  # it says what is so
        else:
            assert (refused.status_code, refused.json()["type"]) == (409, "/problems/way-closed")
    assert (await change(begun, hypothesis="As it came out")).status_code == 409
    assert (await change(begun, notes="What we learnt")).status_code == 200


async def test_nothing_is_given_up_without_a_reason(change: Any, drafted: str) -> None:
    assert (await change(drafted, state="abandoned")).status_code == 422
    assert (await change(drafted, state="ended", **WHY)).status_code == 409


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"treated": ["team:east"] * 2}, "/treated/1", id="treated twice"),
        pytest.param({"controls": ["team:east"]}, "/controls/0", id="treated and control"),
        pytest.param({"controls": ["person:ana"]}, "/controls/0", id="unlike compared"),
        pytest.param({"treated": ["account:x/y"]}, "/treated/0", id="an account"),
        pytest.param({"treated": []}, "/treated", id="nobody treated"),
        pytest.param({"starts_on": day(-1)}, "/starts_on", id="begins in the baseline"),
        pytest.param({"ends_on": day(6)}, "/ends_on", id="less than a week"),
        pytest.param(
            {"baseline": {"first_day": day(-6), "last_day": day(-1)}},
            "/baseline/last_day",
            id="a baseline of less than a week",
        ),
        pytest.param(
            {"pair": {"performance": "tickets_closed", "productivity": "tickets_closed"}},
            "/pair/performance",
            id="no pair",
        ),
        pytest.param(
            {"minimum_effect": {"metric": "nps", "amount": 1}},
            "/minimum_effect/metric",
            id="an effect beside the pair",
        ),
        pytest.param(
            {"guardrail_margin": {"amount": 0}}, "/guardrail_margin/amount", id="no margin"
        ),
        pytest.param({"improvement": NOBODY}, "/improvement", id="of no improvement"),
        pytest.param({"objectives": [NOBODY]}, "/objectives/0", id="of no objective"),
    ],
)
async def test_an_experiment_that_could_tell_nothing_is_refused(
    goals: httpx.AsyncClient,
    lead: dict[str, str],
    change: Any,
    drafted: str,
    said: dict[str, Any],
    pointer: str,
) -> None:
    made = await goals.post(EXPERIMENTS, json=experiment(**said), headers=lead)
    for answer in (made, await change(drafted, **said)):
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_week_on_each_side_is_enough(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    week = {"first_day": day(-7), "last_day": day(-1)}
    said = experiment(baseline=week, starts_on=day(0), ends_on=day(6))
    assert (await goals.post(EXPERIMENTS, json=said, headers=lead)).status_code == 201


async def test_an_experiment_with_every_field_wrong_answers_one_problem_naming_every_field(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    said = dict.fromkeys(experiment(), 7) | {"state": "running", "owner": "X Y", "insights": 1}
    answer = await goals.post(EXPERIMENTS, json=said, headers=lead)
    named = {fault["pointer"].split("/")[1] for fault in answer.json()["errors"]}
    assert (answer.status_code, named) == (422, set(said))


async def test_experiments_are_found_by_whom_they_treat_and_what_they_try_out(
    goals: httpx.AsyncClient, lead: dict[str, str], change: Any, drafted: str
) -> None:
    macros = {"kind": "tooling", "title": "Macros", "teams": ["east"]}
    improvement = (await goals.post("/v1/improvements", json=macros, headers=lead)).json()["id"]
    said = experiment(improvement=improvement, treated=["team:north"], teams=["north"])
    await goals.post(EXPERIMENTS, json=said, headers=lead)
    await change(drafted, **RUN)
    for asked, count in (
        ("", 2),
        ("?treated=team:east", 1),
        ("?treated=team:west", 0),
        (f"?improvement={improvement}", 1),
        ("?team=north", 1),
        ("?state=running", 1),
        ("?state=draft&treated=team:north", 1),
    ):
        items = (await goals.get(EXPERIMENTS + asked, headers=lead)).json()["items"]
        assert len(items) == count, asked


async def test_a_repeated_experiment_with_its_key_is_one_experiment(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    headers = lead | {"Idempotency-Key": "once"}
    answers = [await goals.post(EXPERIMENTS, json=experiment(), headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await goals.get(EXPERIMENTS, headers=lead)).json()["items"]) == 1


async def test_of_many_starts_and_changes_of_one_version_one_is_kept(
    goals: httpx.AsyncClient, lead: dict[str, str], drafted: str, racing: Racing
) -> None:
    headers = lead | {"If-Match": '"1"'}
    said = [RUN, RUN, {"hypothesis": "Other"}, {"notes": "x"}]
    edits = [goals.patch(drafted, json=each, headers=headers) for each in said]
    assert await racing("experiment", *edits) == [200, 412, 412, 412]


async def test_an_employee_drafts_none(goals: httpx.AsyncClient, token: Headers) -> None:
    answer = await goals.post(EXPERIMENTS, json=experiment(), headers=token(person="ana"))
    assert answer.status_code == 403
