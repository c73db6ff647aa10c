"""The insights service: what it means. It keeps nothing."""

from fastapi import FastAPI

from shared.app import build
from shared.settings import Settings


def make(settings: Settings | None = None) -> FastAPI:
    """The service, not yet started."""
    return build(
        "insights",
        does="What it means: on demand, with its caller's own permissions.",
        routers=[],
        keeps=False,
        settings=settings,
    )


app = make()
