"""What GitHub's events about deployments, workflow runs and releases mean."""

from collections.abc import Mapping
from datetime import datetime

from services.metrics.webhooks.connectors.github_items import Told, human
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import flag, login, named_in, text, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Kind
from shared.schemas.metrics.options import GithubOptions

OUTCOMES: Mapping[str, Kind] = {
    "success": "succeeded",
    "failure": "failed",
    "error": "failed",
    "timed_out": "failed",
    "startup_failure": "failed",
}
RELEASES: Mapping[str, Kind] = {"published": "created", "released": "created", "deleted": "deleted"}


def deployed(message: Message[GithubOptions]) -> Meaning:
    """How a deployment came out; it is its maker's, if that is a human."""
    deployment = Told(message.said, "deployment")
    chosen = message.options.environments
    if chosen and not named_in(chosen, deployment.of("environment")):
        return Ignored.UNCOUNTED
    status = within(message.said, "deployment_status")
    kind = OUTCOMES.get(word(within(status, "state")))
    return _happened(deployment, kind, instant(within(status, "created_at")), "creator")


def ran(message: Message[GithubOptions]) -> Meaning:
    """How a workflow that deploys came out; another attempt is the same deployment."""
    run = Told(message.said, "workflow_run")
    name = run.of("name") or within(message.said, "workflow", "name")
    if run.action != "completed" or not named_in(message.options.deploying_workflows, name):
        return Ignored.UNCOUNTED
    kind = OUTCOMES.get(word(run.of("conclusion")))
    return _happened(run, kind, run.first_time("updated_at"), "triggering_actor")


def released(message: Message[GithubOptions]) -> Meaning:
    """A release came out, or was taken back; a draft or a prerelease is none yet."""
    release = Told(message.said, "release")
    if flag(release.of("prerelease")) or flag(release.of("draft")):
        return Ignored.UNCOUNTED
    kind = RELEASES.get(release.action)
    return _happened(release, kind, release.first_time("published_at", "created_at"), "author")


def _happened(told: Told, kind: Kind | None, at: datetime | None, maker: str) -> Meaning:
    repository = text(within(told.said, "repository", "full_name"))
    number = login(told.of("id"))
    if kind is None:
        return Ignored.UNCOUNTED
    if repository is None or number is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    item = ItemTold(
        item=f"github:{repository}@{told.part}-{number}",
        work="release" if told.part == "release" else "deployment",
        at=at,
        author=human(told.of(maker)),
    )
    return (item.happened(kind),)
