"""A goals service on the loopback that says what a test wants: sense, nonsense, or nothing yet."""

import asyncio
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

Said = dict[str, tuple[int, Any]]


def stand_in(said: Said, seconds: float = 0.0) -> FastAPI:
    """Answers each path with its status and body, after so many seconds; other paths 404."""
    app = FastAPI()
    app.state.asked = []

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def answer(path: str, request: Request) -> JSONResponse:
        app.state.asked.append(f"/{path}")
        await asyncio.sleep(seconds)
        unknown = 404, {"detail": "There is no such thing."}
        status, body = (SILENT | said).get(f"/{path}", unknown)
        return JSONResponse(body, status)

    return app


def scorecard(**said: Any) -> tuple[int, Any]:
    """The scorecard of a support agent, but for what is said."""
    usual = {
        "role": "agent",
        "outputs": ["Solved tickets"],
        "outcomes": ["Customers who are helped"],
        "pair": {"performance": "csat", "productivity": "tickets_closed"},
        "version": 1,
        "changed_by": "root",
        "changed_at": "2026-01-01T00:00:00Z",
    }
    return 200, usual | said


def objectives(*said: dict[str, Any]) -> tuple[int, Any]:
    """A page of active objectives."""
    return 200, {"items": [OBJECTIVE | one for one in said]}


def incentives(*said: dict[str, Any]) -> tuple[int, Any]:
    """A page of policies that are flagged."""
    return 200, {"items": [INCENTIVE | one for one in said]}


INCENTIVE = {
    "id": "0d4f3a52-6a0c-4b1e-8f0e-6f0d6a2a7c01",
    "title": "A euro a ticket",
    "reward": "Pay",
    "subject": "team:support",
    "metrics": [{"metric": "tickets_closed"}],
    "period": {"first_day": "2026-01-01"},
    "version": 1,
    "changed_by": "root",
    "changed_at": "2026-01-01T00:00:00Z",
    "flagged": True,
    "flags": [{"code": "one_kind_only", "detail": "It pays only for how much is done."}],
}
SILENT: Said = {"/v1/incentives": (200, {"items": []})}
OBJECTIVE = {
    "id": "5b0f6b0a-6a54-4a43-9d53-1c6f0a1f5a10",
    "title": "Close a fifth more tickets",
    "subject": "team:support",
    "state": "active",
    "version": 2,
    "created_by": "root",
    "created_at": "2026-05-01T00:00:00Z",
    "key_results": [{"metric": "tickets_closed", "baseline": 50, "target": 60}],
}
FLOOR = {"metric": "csat", "bound": "floor", "limit": 0.82}
OVERRIDE = {
    "by": "root",
    "at": "2026-06-01T08:00:00Z",
    "reason": "The quarter needs it",
    "failing": [{"item": "measurable", "passed": False, "reason": "No performance metric."}],
}
