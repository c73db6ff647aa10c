"""What Azure DevOps' events about pull requests mean."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.azuredevops_people import human
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import dicts, flag, login, number, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import AzureOptions


def pull_request_moved(message: Message[AzureOptions]) -> Meaning:
    """By its status alone: the event `merged` says that a merge was attempted."""
    pull_request = within(message.said, "resource")
    key, author = login(within(pull_request, "pullRequestId")), within(pull_request, "createdBy")
    at = instant(within(message.said, "createdDate"))
    if key is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    if human(author) is None:
        return Ignored.BOT
    item = ItemTold(
        item=f"azuredevops:!{key}",
        work="pull_request",
        at=at,
        author=human(author),
        created_at=instant(within(pull_request, "creationDate")),
    )
    created = word(within(message.said, "eventType")) == "git.pullrequest.created"
    told = (*_opened(item, pull_request, created=created), *_told(item, pull_request))
    return told or Ignored.UNCOUNTED


def _opened(item: ItemTold, pull_request: Any, *, created: bool) -> Iterator[Transition]:
    if created:
        yield item.happened("created", at=item.created_at)
        if flag(within(pull_request, "isDraft")):
            yield item.happened("drafted", at=item.created_at)


def _told(item: ItemTold, pull_request: Any) -> Iterator[Transition]:
    closed_at = instant(within(pull_request, "closedDate"))
    status = word(within(pull_request, "status"))
    for reviewer in dicts(within(pull_request, "reviewers")):
        yield from _reviewed(item, reviewer, closed_at)
    closer = replace(item, actor=human(within(pull_request, "closedBy")))
    if status == "completed" and closed_at is not None:
        yield closer.happened("merged", at=closed_at)
    elif status == "abandoned":
        yield closer.happened("abandoned", at=closed_at)


def _reviewed(
    item: ItemTold, reviewer: dict[str, Any], closed_at: datetime | None
) -> Iterator[Transition]:
    """A vote stands in every delivery after it: the first that shows it says best when it was."""
    voter = human(reviewer)
    if number(reviewer.get("vote")) and voter not in (None, item.author) and closed_at is None:
        yield replace(item, actor=voter, mark=voter).happened("reviewed")
