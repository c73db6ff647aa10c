"""The insights service: what it means. It keeps nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from services.insights.reports import routes as reports
from services.insights.rules import routes as rules
from services.insights.sources.goals import Goals
from services.insights.sources.metrics import MetricsSource
from shared.app import build
from shared.client import peer_at
from shared.settings import Settings

# The longest chain of calls behind one answer: who, which pair, what happened. They share the
# deadline, so that the whole keeps it whatever each peer does.
STEPS = 3


@asynccontextmanager
async def _opening(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    patience = settings.peer_deadline_seconds / STEPS
    async with (
        peer_at("metrics", settings.metrics_url, patience) as metrics,
        peer_at("goals", settings.goals_url, patience) as goals,
    ):
        app.state.metrics_source = MetricsSource(metrics)
        app.state.goals_source = Goals(goals)
        yield


def make(settings: Settings | None = None) -> FastAPI:
    """The service, not yet started."""
    return build(
        "insights",
        does="What it means: on demand, with its caller's own permissions.",
        routers=[reports.router, rules.router],
        keeps=False,
        opening=_opening,
        settings=settings,
    )


app = make()
