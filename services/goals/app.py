"""The goals service: what we intend and decide."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from services.goals.blockers import routes as blockers
from services.goals.check_ins import routes as check_ins
from services.goals.experiments import routes as experiments
from services.goals.improvements import routes as improvements
from services.goals.incentives import routes as incentives
from services.goals.objectives import (
    activation_routes,
    change_routes,
    key_result_routes,
    progress_routes,
    tree_routes,
)
from services.goals.objectives import routes as objectives
from services.goals.review_feeds import calendar_routes as review_feeds_calendar
from services.goals.review_feeds import routes as review_feeds
from services.goals.reviews import calendar_routes as reviews_calendar
from services.goals.reviews import recording_routes as review_recording
from services.goals.reviews import routes as reviews
from services.goals.scorecards import routes as scorecards
from services.goals.scorecards import writing_routes as scorecard_writing
from services.goals.scorecards.templates import routes as templates
from shared.app import build
from shared.client import peer_at
from shared.settings import Settings


@asynccontextmanager
async def _opening(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    deadline = settings.peer_deadline_seconds
    async with peer_at("metrics", settings.metrics_url, deadline) as metrics:
        app.state.metrics = metrics
        yield


def make(settings: Settings | None = None) -> FastAPI:
    """The service, not yet started."""
    return build(
        "goals",
        does="What we intend and decide: scorecards, objectives with both kinds of key results,"
        " the guardrails that hold back credit, and the improvements behind a raised target.",
        routers=[
            scorecards.router,
            scorecard_writing.router,
            templates.router,
            objectives.router,
            change_routes.router,
            key_result_routes.router,
            activation_routes.router,
            progress_routes.router,
            tree_routes.router,
            blockers.router,
            check_ins.router,
            improvements.router,
            incentives.router,
            experiments.router,
            reviews_calendar.router,  # before what takes a name
            reviews.router,
            review_recording.router,
            review_feeds.router,
            review_feeds_calendar.router,
        ],
        opening=_opening,
        settings=settings,
    )


app = make()
