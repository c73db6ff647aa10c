"""The least that FastAPI can do with an event: parse the same body, keep nothing."""

from fastapi import FastAPI

from shared.schemas.metrics.events import EventIn, Ingested

app = FastAPI()


@app.get("/readyz")
async def ready() -> None:
    """Says so at once."""


@app.post("/v1/events")
async def take(event: EventIn) -> Ingested:
    """Forget it."""
    return Ingested(stored=1, duplicates=0, conflicts=0, quarantined=0, results=[])
