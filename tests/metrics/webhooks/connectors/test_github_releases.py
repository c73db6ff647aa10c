import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import (
    BOT,
    REPOSITORY,
    TIME,
    ana,
    facts,
    kinds,
    only,
    read_as,
)


def sent(event, said, **options):
    return read_as(
        "github", said | {"repository": REPOSITORY}, {"X-GitHub-Event": event}, **options
    )


def deployment(state="success", creator=None, environment="production", **options):
    made = {"id": 9, "creator": creator or ana(), "environment": environment}
    status = {"id": 1, "state": state, "created_at": TIME}
    said = {"action": "created", "deployment": made, "deployment_status": status}
    return sent("deployment_status", said, **options)


def run(conclusion="success", action="completed", name="Deploy", **more):
    made = {"id": 8, "name": name, "conclusion": conclusion, "updated_at": TIME} | more
    said = {"action": action, "workflow_run": {"triggering_actor": ana()} | made}
    return sent("workflow_run", said, deploying_workflows=["deploy"])


def release(action="published", **more):
    made = {"id": 7, "author": ana(), "published_at": TIME, "prerelease": False} | more
    return sent("release", {"action": action, "release": made})


@pytest.mark.parametrize(
    ("state", "told"),
    [("success", ["succeeded"]), ("failure", ["failed"]), ("error", ["failed"]), ("queued", [])],
)
def test_a_deployments_status_tells_its_outcome(state, told):
    assert kinds(deployment(state)) == told


def test_a_deployment_is_its_makers_and_a_robots_is_nobodys_whoever_sent_it():
    assert facts(deployment()) == {"deployments": ("ana", 1), "change_failure_rate": ("ana", 0)}
    assert only(deployment(creator=BOT)).author is None
    assert only(deployment()).item == "github:octo/hello@deployment-9"


def test_the_environments_that_count_can_be_chosen():
    chosen = {"environments": ["Production"]}
    assert kinds(deployment(**chosen)) == ["succeeded"]
    assert deployment(environment="staging", **chosen).ignored is Ignored.UNCOUNTED
    assert kinds(deployment(environment="staging")) == ["succeeded"]


@pytest.mark.parametrize(
    ("conclusion", "told"),
    [
        ("success", ["succeeded"]),
        ("failure", ["failed"]),
        ("timed_out", ["failed"]),
        ("skipped", []),
    ],
)
def test_a_run_of_a_workflow_that_deploys_is_a_deployment(conclusion, told):
    assert kinds(run(conclusion)) == told


def test_any_other_run_is_none():
    assert run(name="Tests").ignored is Ignored.UNCOUNTED
    assert run(action="requested").ignored is Ignored.UNCOUNTED


def test_a_second_attempt_is_the_same_deployment():
    again = run("success", updated_at="2026-03-02T14:00:00Z", run_attempt=2)
    assert facts(run("failure"), again)["change_failure_rate"] == ("ana", 0)


def test_a_release_counts_once_however_github_tells_of_it():
    assert facts(release(), release("released")) == {"releases": ("ana", 1)}
    assert facts(release(), release("deleted")) == {}
    assert release("created").ignored is Ignored.UNCOUNTED


@pytest.mark.parametrize("more", [{"prerelease": True}, {"draft": True}])
def test_what_is_no_release_yet_is_none(more):
    assert release(**more).ignored is Ignored.UNCOUNTED


def test_each_needs_a_name_and_a_time():
    assert release(id=None).ignored is Ignored.NO_ITEM
    assert release(published_at=None).ignored is Ignored.NO_TIME
