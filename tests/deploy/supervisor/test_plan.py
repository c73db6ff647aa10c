from pathlib import Path

import pytest

from deploy.processes.refusals import Refusal
from deploy.supervisor import Service, plan_for
from deploy.supervisor.environment import environment_of
from deploy.supervisor.issuer import elsewhere
from deploy.supervisor.keys import keep_keys
from deploy.supervisor.ports import PortBusy, refuse_busy_ports
from shared.settings import unknown_among

URLS = {"metrics": "postgresql://m", "goals": "postgresql://g"}


def by_name(plan):
    return {service.name: service for service in plan.services}


def test_ports_are_the_usual_ones_unless_set():
    services = by_name(plan_for(Path("d"), {"COUNTERPOISE_METRICS_PORT": "9002"}))
    assert {name: service.port for name, service in services.items()} == {
        "goals": 8001,
        "metrics": 9002,
        "insights": 8003,
    }


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_setting_that_is_no_port_is_refused_by_name(port):
    with pytest.raises(Refusal, match="COUNTERPOISE_GOALS_PORT is"):
        plan_for(Path("d"), {"COUNTERPOISE_GOALS_PORT": port})


def test_a_name_that_nobody_reads_is_refused():
    with pytest.raises(Refusal, match="no setting COUNTERPOISE_TIMEZONE;"):
        plan_for(Path("d"), {"COUNTERPOISE_TIMEZONE": "UTC", "COUNTERPOISE_TIME_ZONE": "UTC"})


def test_no_service_is_told_what_only_others_read_or_what_is_empty(tmp_path):
    outside = {f"COUNTERPOISE_{name}": "9" for name in ("KEY", "GOALS_PORT", "GOALS_PASSWORD")}
    plan = plan_for(tmp_path, outside | {"COUNTERPOISE_ISSUER": "", "COUNTERPOISE_POOL_SIZE": "4"})
    told = environment_of(plan.services[0], plan, keep_keys(tmp_path), URLS)
    assert unknown_among(told) == []
    assert not {*outside, "COUNTERPOISE_INSIGHTS_URL"} & told.keys()
    assert told["COUNTERPOISE_POOL_SIZE"] == "4"
    assert told["COUNTERPOISE_ISSUER"] == "http://127.0.0.1/counterpoise"


@pytest.mark.parametrize("setting", ["ISSUER", "JWKS_URL", "JWKS_FILE"])
def test_another_issuer_is_noticed_whichever_setting_names_it(setting):
    assert elsewhere({f"COUNTERPOISE_{setting}": "x"}) == [f"COUNTERPOISE_{setting}"]


def test_two_services_on_one_port_are_refused():
    pair = [Service("goals", "a:app", 18999), Service("metrics", "b:app", 18999)]
    with pytest.raises(PortBusy, match="meant for metrics, is meant for goals too"):
        refuse_busy_ports(pair)


def test_each_service_is_told_its_own_database_its_peers_and_no_more(tmp_path):
    plan = plan_for(tmp_path, {"COUNTERPOISE_POSTGRES_URL": "postgresql://root", "PATH": "/bin"})
    keys, services = keep_keys(tmp_path), by_name(plan)
    goals = environment_of(services["goals"], plan, keys, URLS)
    assert goals["COUNTERPOISE_DATABASE_URL"] == "postgresql://g"
    assert goals["COUNTERPOISE_METRICS_URL"] == "http://127.0.0.1:8002"
    assert goals["PATH"] == "/bin"
    assert "COUNTERPOISE_POSTGRES_URL" not in goals
    assert environment_of(services["insights"], plan, keys, URLS)["COUNTERPOISE_DATABASE_URL"] == ""


def test_a_setting_from_outside_wins_and_another_issuer_replaces_our_keys(tmp_path):
    outside = {"COUNTERPOISE_ISSUER": "https://id.example", "COUNTERPOISE_SECRET_KEY": "theirs"}
    plan = plan_for(tmp_path, outside)
    told = environment_of(plan.services[0], plan, keep_keys(tmp_path), URLS)
    assert told["COUNTERPOISE_SECRET_KEY"] == "theirs"
    assert told["COUNTERPOISE_ISSUER"] == "https://id.example"
    assert "COUNTERPOISE_JWKS_FILE" not in told
