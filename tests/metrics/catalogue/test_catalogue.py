"""The catalogue: what each metric means, built in and of one's own."""

import asyncio
import json

import httpx
import pytest

from services.metrics.catalogue.built_in import built_in_metrics
from services.metrics.catalogue.domain import require_sound
from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, values

CARD = {"what": "Calls.", "why": "Output.", "caution": "Mind the outcome."}
OWN = {
    "key": "calls_made",
    "name": "Calls made",
    "kind": "productivity",
    "unit": "calls",
    "better": "higher",
    "aggregation": "sum",
    "smallest_effect": {"amount": 0.05, "relative": True},
    "card": CARD,
}
RATIO = {"aggregation": "ratio", "numerator": "tickets_closed", "denominator": "hours_worked"}


@pytest.mark.parametrize("metric", built_in_metrics(), ids=lambda metric: str(metric.key))
def test_every_built_in_metric_is_sound_and_a_ratio_of_known_parts(metric: object) -> None:
    known = {built_in.key: built_in for built_in in built_in_metrics()}
    definition = next(found for found in known.values() if found is metric or found == metric)
    require_sound(definition)
    assert {definition.numerator, definition.denominator} - {None} <= known.keys()


async def test_a_metric_of_ones_own_takes_events_at_once(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post
) -> None:
    answer = await metrics.post("/v1/metrics", json=OWN, headers=admin)
    assert (answer.status_code, answer.headers["location"]) == (201, "/v1/metrics/calls_made")
    assert (await post(event(metric="calls_made"))).json()["stored"] == 1


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"better": None}, "/better", id="a target without a direction"),
        pytest.param({"kind": "context"}, "/better", id="a context metric with one"),
        pytest.param({"aggregation": "ratio"}, "/numerator", id="a ratio of nothing"),
        pytest.param({"aggregation": "rate"}, "/maximum", id="a rate beyond one"),
        pytest.param({"minimum": 2, "maximum": 1}, "/minimum", id="an empty range"),
        pytest.param(RATIO | {"numerator": "hats"}, "/numerator", id="a ratio of the unknown"),
        pytest.param(RATIO | {"denominator": "hats"}, "/denominator", id="a ratio by the unknown"),
        pytest.param(RATIO | {"key": "hats", "numerator": "hats"}, "/numerator", id="of itself"),
        pytest.param(
            RATIO | {"numerator": "tickets_per_hour"}, "/numerator", id="a ratio of a ratio"
        ),
        pytest.param({"aggregation": "minimum"}, "/aggregation", id="no way to add up"),
        pytest.param({"aggregation": "capacity"}, "/aggregation", id="what nobody posts"),
        pytest.param({"aggregation": "percentile"}, "/percentile", id="a percentile of none"),
        pytest.param({"percentile": 90}, "/percentile", id="a percentile of a sum"),
        pytest.param({"percentile": 100}, "/percentile", id="a percentile of all"),
        pytest.param({"aggregation": "distinct"}, "/distinct_by", id="different in nothing"),
        pytest.param({"distinct_by": "customer"}, "/distinct_by", id="a sum of the different"),
        pytest.param(RATIO | {"denominator": "csat"}, "/denominator", id="a ratio of a rate"),
        pytest.param({"colour": "red"}, "/colour", id="an unknown field"),
        pytest.param(
            {"smallest_effect": {"amount": 1, "shade": 1}}, "/smallest_effect/shade", id="an effect"
        ),
        pytest.param({"card": CARD | {"hue": "red"}}, "/card/hue", id="a card's"),
        pytest.param({"name": "a\x00b"}, "/name", id="a NUL character"),
    ],
)
async def test_an_unsound_definition_is_refused_with_a_pointer(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, object], pointer: str
) -> None:
    answer = await metrics.post("/v1/metrics", json=OWN | said, headers=admin)
    pointers = [fault["pointer"] for fault in answer.json()["errors"]]
    assert (answer.status_code, pointer in pointers) == (422, True), answer.text


async def test_a_ratio_of_known_parts_is_taken_and_has_a_series(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    assert (await metrics.post("/v1/metrics", json=OWN | RATIO, headers=admin)).status_code == 201
    await put_person(metrics, admin, "ana")
    ana = token(person="ana")
    assert await values(metrics, ana, "person:ana", "calls_made") == [None, None, None]


@pytest.mark.parametrize("field", ["name", "unit", "smallest_effect", "card"])
async def test_what_a_definition_needs_cannot_be_taken_away(
    metrics: httpx.AsyncClient, admin: dict[str, str], field: str
) -> None:
    await metrics.post("/v1/metrics", json=OWN, headers=admin)
    headers = admin | {"If-Match": "*"}
    answer = await metrics.patch("/v1/metrics/calls_made", json={field: None}, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("place", ['"minimum": {}', '"smallest_effect": {{"amount": {}}}'])
async def test_what_is_no_number_is_refused(
    metrics: httpx.AsyncClient, admin: dict[str, str], text: str, place: str
) -> None:
    body = json.dumps(OWN)[:-1] + ", " + place.format(text) + "}"
    answer = await metrics.post("/v1/metrics", content=body, headers=admin)
    assert answer.status_code == 422, answer.text


async def test_a_metrics_own_range_reaches_no_further_than_what_adds_up(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post
) -> None:
    vast = OWN | {"key": "vast", "maximum": 1e300}
    assert (await metrics.post("/v1/metrics", json=vast, headers=admin)).status_code == 201
    answer = await post(event(metric="vast", value=1e300, weight=1e15))
    assert answer.json()["results"][0]["code"] == "value_out_of_range"


async def test_of_two_edits_of_the_same_version_one_is_told_to_read_again(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    made = await metrics.post("/v1/metrics", json=OWN, headers=admin)
    headers = admin | {"If-Match": made.headers["etag"]}
    edits = [
        metrics.patch("/v1/metrics/calls_made", json={"name": name}, headers=headers)
        for name in ("One", "Two")
    ]
    statuses = [answer.status_code for answer in await asyncio.gather(*edits)]
    assert sorted(statuses) == [200, 412]


async def test_an_edit_must_say_what_it_was_made_from(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await metrics.post("/v1/metrics", json=OWN, headers=admin)
    answer = await metrics.patch("/v1/metrics/calls_made", json={"name": "x"}, headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (428, "/problems/version-required")


async def test_built_in_metrics_are_fixed(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    headers = admin | {"If-Match": "*"}
    answer = await metrics.patch("/v1/metrics/csat", json={"name": "x"}, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/built-in-fixed")


async def test_pages_follow_each_other_without_gap_or_overlap(
    metrics: httpx.AsyncClient, token: Headers
) -> None:
    keys, path = [], "/v1/metrics?limit=7"
    while path:
        answer = await metrics.get(path, headers=token())
        keys += [metric["key"] for metric in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    assert keys == sorted(metric.key for metric in built_in_metrics())


async def test_an_idempotency_key_makes_a_repetition_harmless(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    headers = admin | {"Idempotency-Key": "once"}
    first = await metrics.post("/v1/metrics", json=OWN, headers=headers)
    again = await metrics.post("/v1/metrics", json=OWN, headers=headers)
    other = await metrics.post("/v1/metrics", json=OWN | {"name": "Other"}, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    assert (other.status_code, other.json()["type"]) == (422, "/problems/key-reused")
