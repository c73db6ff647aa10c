"""What GitLab's events about deployments, pipelines and releases mean."""

from collections.abc import Mapping
from typing import Any

from services.metrics.webhooks.connectors.gitlab_told import human
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import login, named_in, text, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Kind, Work
from shared.schemas.metrics.options import GitlabOptions

OUTCOMES: Mapping[str, Kind] = {"success": "succeeded", "failed": "failed"}
RELEASES: Mapping[str, Kind] = {"create": "created", "delete": "deleted"}


def deployed(message: Message[GitlabOptions]) -> Meaning:
    """How a deployment came out."""
    said, chosen = message.said, message.options.environments
    named = (within(said, "environment"), within(said, "environment_tier"))
    if chosen and not named_in(chosen, *named):
        return Ignored.UNCOUNTED
    kind = OUTCOMES.get(word(within(said, "status")))
    name = login(within(said, "deployment_id"))
    return _happened(said, "deployment", name, kind, within(said, "status_changed_at"))


def ran(message: Message[GitlabOptions]) -> Meaning:
    """How a pipeline came out that deploys, because it ran on such a branch."""
    pipeline = within(message.said, "object_attributes")
    if not named_in(message.options.deploying_refs, within(pipeline, "ref")):
        return Ignored.UNCOUNTED
    kind = OUTCOMES.get(word(within(pipeline, "status")))
    number = login(within(pipeline, "id"))
    name = f"pipeline-{number}" if number else None
    return _happened(message.said, "deployment", name, kind, within(pipeline, "finished_at"))


def released(message: Message[GitlabOptions]) -> Meaning:
    """A release came out, or was taken back; GitLab does not say by whom."""
    said = message.said
    kind = RELEASES.get(word(within(said, "action")))
    at = within(said, "released_at") or within(said, "created_at")
    return _happened(said, "release", login(within(said, "id")), kind, at)


def _happened(said: Any, work: Work, name: str | None, kind: Kind | None, when: Any) -> Meaning:
    project, at = text(within(said, "project", "path_with_namespace")), instant(when)
    if kind is None:
        return Ignored.UNCOUNTED
    if project is None or name is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    item = f"gitlab:{project}@{work}-{name}"
    maker = human(within(said, "user"))
    return (ItemTold(item=item, work=work, at=at, author=maker).happened(kind),)
