"""`counterpoise insight`: a paragraph, findings and causes for people, or all of it as JSON."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from services.insights.reports.summary import summarize
from shared.schemas.insights.insight import Insight
from tests.deploy.commands.conftest import run_command
from tests.insights.goals_stand_in import stand_in
from tests.insights.reports.test_summary import insight
from tests.insights.rules.told import facts, pair, signal
from tests.live import Live, free_port


@pytest.fixture(scope="module")
def told() -> Insight:
    """An insight of a conflict with a cause that was measured."""
    context = {"backlog": signal("backlog", "up"), "headcount": signal("headcount", "down")}
    said = insight(facts(pair=pair("up", "down"), context=context))
    return said.model_copy(update={"summary": summarize(said)})


@pytest.fixture
async def port(told: Insight) -> AsyncIterator[str]:
    """Where an insights service answers with it."""
    said = {"/v1/insights/team:support": (200, told.model_dump(mode="json", by_alias=True))}
    async with Live(stand_in(said), f"http://127.0.0.1:{free_port()}") as live:
        yield str(urlsplit(live.url).port)


async def test_people_read_the_paragraph_and_each_finding_with_its_causes(
    port: str, told: Insight
) -> None:
    ended = await run_command("insight", "team:support", INSIGHTS_PORT=port)
    said = " ".join(ended.said.split())
    finding = told.findings[0]
    assert ended.status == 0, ended.complained
    assert said.startswith(" ".join(told.summary.split()))
    assert f"{finding.title} (confirmed)" in said
    assert finding.causes
    for cause in finding.causes:
        assert f"Cause: {cause.name} (probability {cause.probability:.2f})" in said
        assert all(evidence.says in said for evidence in cause.evidence)
    assert f"Refuted by: {finding.refuted_by[0]}" in said


async def test_with_json_all_of_it_is_printed(port: str, told: Insight) -> None:
    ended = await run_command("insight", "team:support", "--json", INSIGHTS_PORT=port)
    assert ended.status == 0, ended.complained
    assert Insight.model_validate_json(ended.said) == told


async def test_a_subject_that_nobody_knows_ends_in_a_sentence(port: str) -> None:
    ended = await run_command("insight", "team:nobody", INSIGHTS_PORT=port)
    assert (ended.status, ended.complained) == (1, "404: There is no such thing.\n")
