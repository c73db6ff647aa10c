"""The life of GitHub's pull request 12."""

from typing import Any

from tests.metrics.webhooks.connectors.deliveries import BEN, pull_request_event
from tests.metrics.webhooks.connectors.life import Life, Sent

REVIEW = {"id": 5, "state": "approved", "user": BEN, "submitted_at": "2026-03-02T12:45:00Z"}


def sent(event: str, said: Any) -> Sent:
    """A delivery of an event."""
    return {"X-GitHub-Event": event}, said


LIFE = Life(
    [
        sent("pull_request", pull_request_event("opened", draft=True)),
        sent(
            "pull_request",
            pull_request_event("ready_for_review", updated_at="2026-03-02T12:15:00Z"),
        ),
        sent("pull_request_review", pull_request_event("submitted") | {"review": REVIEW}),
        sent("pull_request", pull_request_event("closed", merged=True)),
    ],
    {
        "pull_requests_merged": ("ana", 1),
        "pull_request_cycle_time": ("ana", 60),
        "time_to_first_review": ("ana", 30),
    },
)
