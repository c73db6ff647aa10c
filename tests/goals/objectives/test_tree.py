"""What serves what: the tree of an objective, rolled up from the leaves."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.goals.objectives.tree import rolled_up
from services.goals.objectives.tree_store import DEEPEST, MOST
from shared.schemas.goals.tree import RollUp, Standing
from tests.conftest import Headers
from tests.goals.conftest import Draft
from tests.goals.measuring import put_support
from tests.goals.wording import TICKETS
from tests.metrics.people import put_team

OBJECTIVES = "/v1/objectives"
TYPED = {"metric": "quality_score", "baseline": 0, "target": 100, "reading": "typed"}
shares = st.none() | st.floats(-1, 2, allow_nan=False)


async def tree(
    goals: httpx.AsyncClient, headers: dict[str, str], top: dict[str, Any]
) -> dict[str, Any]:
    """The tree below an objective."""
    answer = await goals.get(f"{OBJECTIVES}/{top['id']}/tree", headers=headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def stand(
    goals: httpx.AsyncClient, headers: dict[str, str], live: dict[str, Any], value: float
) -> None:
    """Check in with a value of its typed key result."""
    typed = {"metric": "quality_score", "value": value, "reason": "Counted"}
    said = {"confidence": value / 100, "values": [typed]}
    path = f"{OBJECTIVES}/{live['id']}/check_ins"
    answer = await goals.post(path, json=said, headers=headers)
    assert answer.status_code == 201, answer.text


@pytest.fixture
async def company(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    live: Draft,
    draft: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
) -> dict[str, dict[str, Any]]:
    """The organization's objective, two teams' below it, and a person's below one of them."""
    await put_support(metrics, admin)
    await put_team(metrics, admin, "sales", ["sam", "sue"], lead="paul")
    results = [TICKETS | {"weight": 0.001}, TYPED | {"weight": 1}]
    top = await live(subject="organization", key_results=results)
    support = await live(parent=top["id"], key_results=results)
    sales = await live(parent=top["id"], subject="team:sales", key_results=results)
    ana = await live(parent=support["id"], subject="person:ana", key_results=results)
    await draft(parent=support["id"], title="A draft")
    return {"top": top, "support": support, "sales": sales, "ana": ana}


async def test_a_whole_is_rolled_up_from_its_parts(
    goals: httpx.AsyncClient,
    company: dict[str, dict[str, Any]],
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    await stand(goals, lead, company["support"], 40)
    await stand(goals, lead, company["ana"], 60)
    told = await tree(goals, lead, company["support"])
    assert [each["id"] for each in told["above"]] == [company["top"]["id"]]
    root = told["objective"]
    assert (root["standing"]["share"], root["rolled_up"]["share"]) == (0.4, 0.5)
    assert (root["rolled_up"]["confidence"], root["rolled_up"]["known"]) == (0.4, 2)
    assert [child["title"] for child in root["children"]] == [company["ana"]["title"], "A draft"]
    assert root["children"][1]["rolled_up"]["known"] == 0


async def test_what_a_caller_may_not_see_is_rolled_up_into_nothing(
    goals: httpx.AsyncClient,
    company: dict[str, dict[str, Any]],
    lead: dict[str, str],
    token: Headers,
) -> None:
    await stand(goals, lead, company["support"], 40)
    await stand(goals, lead, company["ana"], 60)
    for headers, rolled, hidden in (
        (lead, 0.5, [None, None]),
        (token(person="ana"), 0.6, ["not_yours", None]),
        (token(person="stranger"), None, ["not_yours", "not_yours"]),
    ):
        root = (await tree(goals, headers, company["support"]))["objective"]
        assert root["rolled_up"]["share"] == rolled
        assert [root["hidden"], root["children"][0]["hidden"]] == hidden


@pytest.mark.parametrize(
    ("subject", "under", "status"),
    [
        pytest.param("team:support", "organization", 201, id="a team under the organization"),
        pytest.param("team:support", "team:sales", 201, id="a team under a team"),
        pytest.param("person:ana", "role:agent", 201, id="a person under a role"),
        pytest.param("team:support", "person:ana", 422, id="a team under a person"),
        pytest.param("organization", "team:support", 422, id="the organization under a team"),
    ],
)
async def test_an_objective_serves_one_of_its_own_level_or_a_wider_one(
    goals: httpx.AsyncClient,
    draft: Draft,
    lead: dict[str, str],
    subject: str,
    under: str,
    status: int,
) -> None:
    parent = await draft(subject=under)
    said = {"title": "Serve", "subject": subject, "parent": parent["id"]}
    answer = await goals.post(OBJECTIVES, json=said, headers=lead)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert answer.json()["errors"][0]["code"] == "parent_narrower"


async def test_a_tree_too_large_for_one_answer_says_so(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str], administrator: Any
) -> None:
    top = await draft()

    async def hang(count: int, *, deep: bool) -> None:
        """Objectives under the first, beside each other or in one line."""
        await administrator.execute(
            "insert into goals.objective"
            " (id, subject, parent, state, version, document, created_by, created_at)"
            " select md5($1::text || n)::uuid, 'team:support',"
            " case when $3 and n > 1 then md5($1::text || n - 1) else $1::text end::uuid,"
            " 'draft', 1, '{\"title\": \"x\"}', 'x', now()"
            " from generate_series(1, $2::int) as n order by n",
            top["id"],
            count,
            deep,
        )

    await hang(DEEPEST, deep=True)
    assert not (await tree(goals, lead, top))["truncated"]
    await administrator.execute("delete from goals.objective where id <> $1", top["id"])
    await hang(DEEPEST + 1, deep=True)
    assert (await tree(goals, lead, top))["truncated"]
    await administrator.execute("delete from goals.objective where id <> $1", top["id"])
    await hang(MOST, deep=False)
    cut = await tree(goals, lead, top)
    assert (cut["truncated"], len(cut["objective"]["children"])) == (True, MOST - 1)


def standing(share: float | None, confidence: float = 0.5) -> Standing:
    """A standing whose gain is all granted."""
    fields = {"at": "2026-11-02T09:00:00Z", "confidence": confidence}
    return Standing.model_validate(fields | {"share": share, "credited": share})


def leaf(share: float | None) -> RollUp:
    """The roll-up of an objective without children."""
    return rolled_up(standing(share), [])


@given(own=shares, below=st.lists(shares, max_size=6))
def test_a_roll_up_lies_between_its_parts_and_knows_how_many_they_are(
    own: float | None, below: list[float | None]
) -> None:
    told = rolled_up(standing(own), [leaf(share) for share in below])
    known = [max(0.0, min(1.0, share)) for share in (own, *below) if share is not None]
    assert told.known == 1 + len(below)
    if known:
        assert told.share is not None
        assert min(known) - 1e-12 <= told.share <= max(known) + 1e-12
        assert told.share == pytest.approx(sum(known) / len(known))
    else:
        assert told.share is None


@given(below=st.lists(shares, min_size=1, max_size=6), data=st.data())
def test_neither_order_nor_what_is_unknown_changes_a_roll_up(
    below: list[float | None], data: st.DataObject
) -> None:
    parts = [leaf(share) for share in below]
    shuffled = data.draw(st.permutations(parts))
    nothing = rolled_up(None, [])
    told = rolled_up(None, parts)
    again = rolled_up(None, [*shuffled, nothing])
    assert (again.known, again.confidence) == (told.known, told.confidence)
    assert again.share == (None if told.share is None else pytest.approx(told.share))


@given(below=st.lists(st.floats(0, 1), min_size=1, max_size=6), index=st.integers(0, 5))
def test_more_done_anywhere_is_never_less_together(below: list[float], index: int) -> None:
    before = rolled_up(None, [leaf(share) for share in below])
    below[index % len(below)] = 1.0
    after = rolled_up(None, [leaf(share) for share in below])
    assert before.share is not None
    assert after.share is not None
    assert after.share >= before.share - 1e-12
