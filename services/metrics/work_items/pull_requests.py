"""What a pull request's life says: merges, their cycle time, the wait for a first review."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.metrics.work_items.facts import Fact, counted, creation_of, lasted, since
from services.metrics.work_items.transitions import Transition


def pull_request_facts(life: list[Transition]) -> Iterator[Fact]:
    """The facts of a pull request, all credited to its author."""
    author = next((one.author for one in life if one.author is not None), None)
    if author is None:
        return
    created = creation_of(life)
    merge = next((one for one in life if one.kind == "merged"), None)
    if merge is not None:
        yield counted("pull_requests_merged", author, merge)
        yield from lasted("pull_request_cycle_time", author, merge, since(created, merge.at))
    review = _first_review(life, author)
    # A look at what is merged already is no review that anybody waited for.
    if review is not None and created is not None and (merge is None or review.at <= merge.at):
        waited = _ready_between(created, review.at, life)
        yield from lasted("time_to_first_review", author, review, waited)


def _first_review(life: list[Transition], author: str) -> Transition | None:
    reviews = (one for one in life if one.kind == "reviewed")
    return next((one for one in reviews if one.actor not in (None, author)), None)


def _ready_between(start: datetime, end: datetime, life: list[Transition]) -> timedelta:
    """How long the pull request was no draft between start and end."""
    turns = [one for one in life if one.kind in ("ready", "drafted")]
    # What it was at the start shows in how it first turned; most are never drafts.
    ready = not turns or turns[0].kind == "drafted"
    total, since_then = timedelta(0), start
    for turn in turns:
        at = min(turn.at, end)
        total += at - since_then if ready else timedelta(0)
        ready, since_then = turn.kind == "ready", at
    return total + (end - since_then if ready else timedelta(0))
