"""Tokens of the local issuer are such as the services believe, or are not given at all."""

from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from deploy.commands.local import issuer_of
from deploy.commands.run import TOLD, welcome
from deploy.supervisor import House, plan_for
from deploy.supervisor.environment import environment_of
from deploy.supervisor.issuer import IssuerElsewhere
from deploy.supervisor.keys import keep_keys
from shared.auth import Judge
from shared.settings import PREFIX, Settings
from tests.deploy.commands.conftest import Command


@pytest.mark.parametrize(
    "outside",
    [
        pytest.param({}, id="nothing set"),
        pytest.param({"COUNTERPOISE_AUDIENCE": "https://api.example"}, id="an audience"),
        pytest.param(
            {"COUNTERPOISE_PERSON_CLAIM": "uid", "COUNTERPOISE_ROLES_CLAIM": "groups"}, id="claims"
        ),
        pytest.param({"COUNTERPOISE_ISSUER": "", "COUNTERPOISE_AUDIENCE": ""}, id="empty ones"),
    ],
)
async def test_a_service_of_the_house_believes_a_token_of_the_house(
    tmp_path: Path, outside: Mapping[str, str]
) -> None:
    plan, keys = plan_for(tmp_path, outside), keep_keys(tmp_path, outside)
    told = environment_of(plan.services[-1], plan, keys, {})
    read = {name.removeprefix(PREFIX).lower(): value for name, value in told.items()}
    token = issuer_of(keys, plan.environment)("lena", ["lead"])
    person = await Judge(Settings.model_validate(read)).judge(token)
    assert (person.person, person.roles) == ("lena", {"lead"})


@pytest.mark.parametrize("setting", ["ISSUER", "JWKS_URL"])
async def test_no_token_is_given_where_another_issuer_is_believed(
    command: Command, setting: str
) -> None:
    ended = await command("token", "lena", **{setting: "https://id.example"})
    assert (ended.status, ended.said) == (1, "")
    assert ended.complained.startswith(f"Another issuer is set by COUNTERPOISE_{setting}: only it")


def test_the_refusal_names_every_setting(tmp_path: Path) -> None:
    both = {"COUNTERPOISE_ISSUER": "a", "COUNTERPOISE_JWKS_URL": "b"}
    with pytest.raises(IssuerElsewhere, match="COUNTERPOISE_ISSUER and COUNTERPOISE_JWKS_URL"):
        issuer_of(keep_keys(tmp_path, both), both)


async def test_a_refusal_before_anything_runs_is_a_sentence_too(command: Command) -> None:
    ended = await command("run", TIMEZONE="UTC")
    assert (ended.status, ended.said) == (1, "")
    assert "no setting COUNTERPOISE_TIMEZONE" in ended.complained
    assert "Traceback" not in ended.complained


async def test_without_tokens_of_our_own_the_story_is_left_out_and_the_reason_told(
    tmp_path: Path,
) -> None:
    outside = {"COUNTERPOISE_ISSUER": "https://id.example"}
    keys, told = keep_keys(tmp_path, outside), StringIO()
    house = House(plan_for(tmp_path, outside), tmp_path, keys, {}, ())
    await welcome(house, Console(file=told, width=300))
    assert "No story and no token here. Another issuer is set" in told.getvalue()
    assert not (tmp_path / TOLD).exists()
