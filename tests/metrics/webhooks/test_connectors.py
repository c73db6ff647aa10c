"""Connectors: made once, found where they say, their secrets rotated without a gap."""

import json
from datetime import UTC, datetime

import asyncpg
import httpx
import pytest

from deploy.senders.tools import SECRET, SENDERS, Outgoing
from tests.conftest import Headers
from tests.metrics.webhooks import zendesk

DESK = {"key": "desk", "tool": "zendesk", "name": "Desk", "secrets": [zendesk.SECRET]}
PATH = "/v1/connectors/desk"


async def delivered(metrics: httpx.AsyncClient, secret: str) -> int:
    """The status of a delivery signed with a secret."""
    body = json.dumps(zendesk.solved(7, "2026-11-02T10:00:00Z")).encode()
    headers = zendesk.signed(body, secret)
    return (await metrics.post("/v1/webhooks/rotated", content=body, headers=headers)).status_code


async def test_a_connector_is_found_where_its_location_says(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    made = await metrics.post("/v1/connectors", json=DESK, headers=admin)
    found = await metrics.get(made.headers["location"], headers=admin)
    assert (found.status_code, found.json()) == (200, made.json())
    assert zendesk.SECRET not in found.text


async def test_a_repeated_creation_is_answered_as_it_was_the_first_time(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    headers = admin | {"Idempotency-Key": "once"}
    first = await metrics.post("/v1/connectors", json=DESK, headers=headers)
    again = await metrics.post("/v1/connectors", json=DESK, headers=headers)
    other = await metrics.post("/v1/connectors", json=DESK | {"name": "x"}, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    assert (other.status_code, other.json()["type"]) == (422, "/problems/key-reused")


async def test_a_rotated_secret_is_good_at_once_and_the_one_before_no_more(
    metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    await zendesk.connect(metrics, admin, key="rotated")
    assert await delivered(metrics, zendesk.SECRET) == 200
    rotated = {"secrets": ["the-new-secret"]}
    answer = await metrics.put("/v1/connectors/rotated/secrets", json=rotated, headers=admin)
    assert (answer.status_code, "the-new-secret" in answer.text) == (200, False)
    assert await delivered(metrics, zendesk.SECRET) == 401
    assert await delivered(metrics, "the-new-secret") == 200
    kept = await administrator.fetchval("select secrets from metrics.connector")
    assert [b"the-new-secret" in sealed for sealed in kept] == [False]


@pytest.mark.parametrize("secrets", [[], ["a-secret"] * 3, ["short"]], ids=len)
async def test_one_or_two_secrets_live_at_once(
    metrics: httpx.AsyncClient, admin: dict[str, str], secrets: list[str]
) -> None:
    await zendesk.connect(metrics, admin)
    answer = await metrics.put(f"{PATH}/secrets", json={"secrets": secrets}, headers=admin)
    assert (answer.status_code, "a-secret" in answer.text) == (422, False)


async def test_what_is_not_connected_is_not_found(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = {"secrets": ["the-new-secret"]}
    found = await metrics.get(PATH, headers=admin)
    changed = await metrics.put(f"{PATH}/secrets", json=said, headers=admin)
    assert (found.status_code, changed.status_code) == (404, 404)


async def test_only_administrators_see_and_rotate(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await zendesk.connect(metrics, admin)
    lead = token(person="lena", roles=["lead"])
    said = {"secrets": ["the-new-secret"]}
    found = await metrics.get(PATH, headers=lead)
    changed = await metrics.put(f"{PATH}/secrets", json=said, headers=lead)
    assert (found.status_code, changed.status_code) == (403, 403)


async def test_pages_of_connectors_follow_each_other(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for key in "bca":
        await zendesk.connect(metrics, admin, key=key)
    first = await metrics.get("/v1/connectors?limit=2", headers=admin)
    rest = await metrics.get(first.links["next"]["url"], headers=admin)
    keys = [[one["key"] for one in page.json()["items"]] for page in (first, rest)]
    assert (keys, rest.json()["next_cursor"]) == ([["a", "b"], ["c"]], None)


async def test_a_connector_is_changed_from_the_version_that_was_read(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    made = await metrics.post("/v1/connectors", json=DESK, headers=admin)
    read = made.headers["etag"]
    change = {"name": "Front desk", "team": "support"}
    blind = await metrics.patch(PATH, json=change, headers=admin)
    changed = await metrics.patch(PATH, json=change, headers=admin | {"If-Match": read})
    late = await metrics.patch(PATH, json=change, headers=admin | {"If-Match": read})
    assert [answer.status_code for answer in (blind, changed, late)] == [428, 200, 412]
    found = await metrics.get(PATH, headers=admin)
    assert (found.json()["name"], found.json()["team"]) == ("Front desk", "support")
    assert found.headers["etag"] == changed.headers["etag"] != read


async def test_what_is_left_out_of_a_change_stays_and_a_team_can_be_taken_away(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await zendesk.connect(metrics, admin, team="support")
    headers = admin | {"If-Match": "*"}
    renamed = await metrics.patch(PATH, json={"name": "New"}, headers=headers)
    teamless = await metrics.patch(PATH, json={"team": None}, headers=headers)
    assert (renamed.json()["team"], teamless.json()["team"]) == ("support", None)
    nameless = await metrics.patch(PATH, json={"name": None}, headers=headers)
    assert (nameless.status_code, nameless.json()["errors"][0]["pointer"]) == (422, "/name")


async def test_an_option_that_the_tool_does_not_know_is_refused_with_its_place(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    made = await metrics.post("/v1/connectors", json=DESK | {"options": {"x": 1}}, headers=admin)
    await zendesk.connect(metrics, admin)
    headers = admin | {"If-Match": "*"}
    changed = await metrics.patch(PATH, json={"options": {"x": 1}}, headers=headers)
    for answer in (made, changed):
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/options-refused")
        assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/options/x"]


async def test_a_tool_that_brings_no_secret_itself_needs_one(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    made = await metrics.post("/v1/connectors", json=DESK | {"secrets": []}, headers=admin)
    assert (made.status_code, made.json()["type"]) == (422, "/problems/secret-missing")
    assert made.json()["errors"][0]["pointer"] == "/secrets"


@pytest.mark.parametrize(
    ("key", "spoilt"),
    [
        pytest.param("sealed", "secrets = array[repeat('x', 40)::bytea]", id="another secret key"),
        pytest.param("outdated", """options = '{"gone": 1}'""", id="an option of the past"),
    ],
)
async def test_what_cannot_be_used_is_our_trouble_and_to_be_tried_again(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    administrator: asyncpg.Connection,
    key: str,
    spoilt: str,
) -> None:
    await zendesk.connect(metrics, admin, key=key)
    await administrator.execute(f"update metrics.connector set {spoilt}")
    answer = await metrics.post(f"/v1/webhooks/{key}", content=b"{}")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/connector-unusable")
    assert int(answer.headers["retry-after"]) > 0


async def test_a_tool_may_look_before_it_delivers(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await zendesk.connect(metrics, admin)
    assert (await metrics.head("/v1/webhooks/desk")).status_code == 200
    assert (await metrics.head("/v1/webhooks/nobody")).status_code == 404


MAPPING = {"metric": "csat", "subject": "data.agent", "value": "data.score"}


@pytest.mark.parametrize(
    ("tool", "options", "pointers"),
    [
        ("standard", {}, ["/options/mappings"]),
        ("standard", {"mappings": []}, ["/options/mappings"]),
        ("standard", {"mappings": [MAPPING | {"value": "data["}]}, ["/options/mappings/0/value"]),
        (
            "standard",
            {"id": "a[", "type": "sort(@)", "mappings": [MAPPING]},
            ["/options/id", "/options/type"],
        ),
        (
            "standard",
            {"mappings": [MAPPING, MAPPING | {"attributes": {"a/b": "[[@, @]]"}}]},
            ["/options/mappings/1/attributes/a~1b"],
        ),
        (
            "standard",
            {"mappings": [MAPPING | {"metric": "nonesuch"}, MAPPING]},
            ["/options/mappings/0/metric"],
        ),
        (
            "standard",
            {"mappings": [MAPPING, MAPPING | {"metric": "tickets_per_hour"}]},
            ["/options/mappings/1/metric"],
        ),
        (
            "standard",
            {"mappings": [MAPPING | {"metric": "fte_days"}]},
            ["/options/mappings/0/metric"],
        ),
        ("hmac", {"mappings": [MAPPING]}, ["/options/header"]),
        ("hmac", {"header": "X-A", "mappings": [MAPPING | {"x": "y"}]}, ["/options/mappings/0/x"]),
        ("typeform", {"agent": "hidden["}, ["/options/agent"]),
        ("survicate", {"scale": {"words": {"a\x00": 5}}}, ["/options/scale/words/a\x00/[key]"]),
        ("intercom", {"scale": {"lowest": 9}}, ["/options/scale"]),
        ("freshdesk", {"standings": {"6": "waiting"}}, ["/options/standings/6"]),
    ],
)
async def test_options_that_cannot_be_followed_are_refused_each_with_its_place(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    tool: str,
    options: dict[str, object],
    pointers: list[str],
) -> None:
    said = DESK | {"tool": tool, "options": options}
    answer = await metrics.post("/v1/connectors", json=said, headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/options-refused")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == pointers


async def test_front_is_answered_its_challenge_if_it_signed_it(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = DESK | {"tool": "front", "key": "greeted"}
    await metrics.post("/v1/connectors", json=said, headers=admin)
    body = b'{"type":"sync","authorization":{"id":"cmp_abc"}}'
    sent = Outgoing(body, "", datetime.now(UTC), "sync")
    signed = SENDERS["front"].sign(sent) | {"X-Front-Challenge": "abc123"}
    refused = await metrics.post("/v1/webhooks/greeted", content=body, headers=signed)
    assert refused.status_code == 401
    secrets = {"secrets": [SECRET]}
    await metrics.put("/v1/connectors/greeted/secrets", json=secrets, headers=admin)
    answer = await metrics.post("/v1/webhooks/greeted", content=body, headers=signed)
    assert (answer.status_code, answer.text) == (200, "abc123")
