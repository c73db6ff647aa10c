import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.supervisor import plan_for
from shared.settings import Settings

CHECKOUT = Path(__file__).parents[2]
DOCKERFILE = (CHECKOUT / "deploy" / "Dockerfile").read_text()
COMPOSE = (CHECKOUT / "deploy" / "compose.yaml").read_text()
OF_MIGRATE = {"POSTGRES_URL", "METRICS_PASSWORD", "GOALS_PASSWORD"}


def copied():
    """What the Dockerfile takes from the checkout."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def test_everything_the_image_copies_is_there_and_reaches_the_builder():
    let_through = (CHECKOUT / "deploy" / "Dockerfile.dockerignore").read_text().splitlines()
    assert copied()
    for source in copied():
        assert (CHECKOUT / source).exists(), source
        assert f"!{source}" in let_through


def test_the_image_installs_only_what_is_locked_by_hash_and_does_not_run_as_root():
    installs = re.findall(r"pip install (.+?)(?: \\)?$", DOCKERFILE, re.MULTILINE)
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    last_stage = DOCKERFILE.rpartition("FROM ")[2]
    assert re.search(r"^USER [1-9]\d*$", last_stage, re.MULTILINE)


def test_the_base_image_has_the_python_we_support():
    bases = set(re.findall(r"^FROM python:(\S+?)-", DOCKERFILE, re.MULTILINE))
    assert bases == {"3.11"}


def test_compose_runs_each_service_by_a_command_of_its_own():
    apps = set(re.findall(r'\[uvicorn, "([\w.]+):app"', COMPOSE))
    ours = {service.app.removesuffix(":app") for service in plan_for(CHECKOUT, {}).services}
    assert apps == ours
    assert all(importlib.util.find_spec(app) for app in apps)


def test_compose_sets_only_settings_that_exist():
    names = set(re.findall(r"^ *COUNTERPOISE_(\w+):", COMPOSE, re.MULTILINE))
    assert names - OF_MIGRATE <= {name.upper() for name in Settings.model_fields}
    assert names >= OF_MIGRATE


def test_compose_holds_no_password_and_opens_nothing_to_the_network():
    for secret in re.findall(r"(?:PASSWORD|SECRET_KEY): (.+)", COMPOSE):
        assert secret.startswith("${")
    for ports in re.findall(r"ports: (.+)", COMPOSE):
        assert ports.startswith('["127.0.0.1:')


@pytest.mark.skipif(shutil.which("docker") is None, reason="docker's own check needs docker")
def test_compose_is_valid_by_its_own_judgement():
    if subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker has no compose here")
    wanted = ("ISSUER", "SECRET_KEY", "POSTGRES_PASSWORD", "METRICS_PASSWORD", "GOALS_PASSWORD")
    command = ["docker", "compose", "--file", "deploy/compose.yaml", "config", "--quiet"]
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", **dict.fromkeys(wanted, "x")}
    checked = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
