"""Templates: ten roles to begin with, each of which the catalogue can be made ready for."""

import httpx
import pytest

from services.goals.scorecards.templates.domain import needs
from services.goals.scorecards.templates.known import templates
from services.metrics.catalogue.built_in import built_in_metrics
from shared.schemas.goals.templates import Template
from tests.conftest import Headers

TEMPLATES = "/v1/scorecard_templates"
ROLES = {
    *("support_agent", "software_engineer", "sales", "recruiter", "nurse", "warehouse_picker"),
    *("accountant", "designer", "product_manager", "teacher"),
}
EACH = [pytest.param(each, id=key) for key, each in templates().items()]


def test_there_is_a_template_for_each_of_ten_roles() -> None:
    assert set(templates()) == ROLES


@pytest.mark.parametrize("template", EACH)
def test_a_template_says_all_that_a_scorecard_should(template: Template) -> None:
    card = template.scorecard
    assert card.secondary
    assert card.context
    assert len(card.expectations) >= 2
    gamed = {gaming.metric for gaming in card.known_ways_of_being_gamed}
    assert {card.pair.performance, card.pair.productivity} <= gamed
    assert card.review_cadence.throughput
    assert card.review_cadence.performance == "quarterly"


@pytest.mark.parametrize("template", EACH)
def test_a_template_defines_what_is_not_built_in_and_nothing_else(template: Template) -> None:
    built_in = {metric.key for metric in built_in_metrics()}
    defined = {metric.key for metric in template.metrics}
    assert needs(template) - built_in == defined


def test_a_metric_that_two_templates_define_is_defined_alike() -> None:
    told = [metric for each in templates().values() for metric in each.metrics]
    assert len({metric.key for metric in told}) == len({str(metric) for metric in told})


@pytest.mark.parametrize("key", sorted(ROLES))
async def test_a_scorecard_comes_of_a_template_once_its_metrics_are_defined(
    goals: httpx.AsyncClient, metrics: httpx.AsyncClient, admin: dict[str, str], key: str
) -> None:
    template = (await goals.get(f"{TEMPLATES}/{key}", headers=admin)).json()
    missing = (await goals.get(f"{TEMPLATES}/{key}/missing", headers=admin)).json()["items"]
    path, said = f"{TEMPLATES}/{key}/scorecards", {"role": "newcomer"}
    if missing:
        lacking = await goals.post(path, json=said, headers=admin)
        assert (lacking.status_code, lacking.json()["type"]) == (409, "/problems/catalogue-lacks")
        assert missing[0]["key"] in lacking.json()["detail"]
        assert lacking.json()["errors"]
    for metric in missing:
        defined = await metrics.post("/v1/metrics", json=metric, headers=admin)
        assert defined.status_code == 201, (metric["key"], defined.text)
    assert (await goals.get(f"{TEMPLATES}/{key}/missing", headers=admin)).json()["items"] == []
    made = await goals.post(path, json=said, headers=admin)
    assert made.status_code == 201, made.text
    read = await goals.get("/v1/scorecards/newcomer", headers=admin)
    assert read.json() == made.json() == read.json() | template["scorecard"]
    again = await goals.post(path, json=said, headers=admin)
    assert (again.status_code, again.json()["type"]) == (412, "/problems/scorecard-exists")


async def test_a_scorecard_of_a_template_says_so_in_its_history_and_is_made_once(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    path, headers = f"{TEMPLATES}/support_agent/scorecards", admin | {"Idempotency-Key": "once"}
    answers = [await goals.post(path, json={"role": "agent"}, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    history = (await goals.get("/v1/scorecards/agent/history", headers=admin)).json()["items"]
    assert [edit["why"] for edit in history] == ["From the template 'support_agent'"]


async def test_templates_are_read_by_everybody_and_written_from_by_few(
    goals: httpx.AsyncClient, token: Headers
) -> None:
    ana = token(person="ana")
    listed = (await goals.get(TEMPLATES, headers=ana)).json()["items"]
    assert {each["key"] for each in listed} == ROLES
    refused = await goals.post(f"{TEMPLATES}/nurse/scorecards", json={"role": "x"}, headers=ana)
    absent = await goals.get(f"{TEMPLATES}/astronaut", headers=ana)
    assert [refused.status_code, absent.status_code] == [403, 404]
