"""What the team intends, told to the goals service as the story goes on."""

from typing import Any

import httpx

from deploy.story.api import Line
from deploy.story.chapters import Chapter
from deploy.story.objectives import (
    OVERRIDE,
    PURPOSE,
    SCORECARD,
    as_first_written,
    as_mended,
    improvements,
)
from deploy.story.parameters import Parameters
from deploy.story.people import ADMINISTRATOR, LEAD, ROLE
from shared.schemas.goals.checklist import Checklist, ChecklistItem

CONFLICT = 409


class Intentions:
    """The team's objective, and what becomes of it."""

    def __init__(self, line: Line, parameters: Parameters) -> None:
        self._line = line
        self._parameters = parameters
        self._written: dict[str, Any] = {}
        self._path = ""

    async def begin(self) -> None:
        """Say what the role is for, and which pair it is read by."""
        await self._ask("PUT", f"/v1/scorecards/{ROLE}", json=SCORECARD)

    async def go_on(self, chapter: Chapter) -> list[str]:
        """Do what the chapter does about goals; in sentences for those who watch."""
        said = [await self._land(improved) for improved in improvements(chapter, self._parameters)]
        if chapter.key == "target":
            said += await self._write()
        if chapter.key == "floor":
            said += await self._mend()
        return said

    async def _write(self) -> list[str]:
        purpose = await self._ask("POST", "/v1/objectives", json=PURPOSE)
        self._written = as_first_written(self._parameters, purpose.json()["id"])
        drafted = await self._ask("POST", "/v1/objectives", by=LEAD, json=self._written)
        self._path = f"/v1/objectives/{drafted.json()['id']}"
        checklist = await self._checklist()
        activation = f"{self._path}/activate"
        await self._ask("POST", activation, by=LEAD, expecting=CONFLICT, json={})
        await self._ask("POST", activation, json={"override_reason": OVERRIDE})
        return [
            f"The objective “{self._written['title']}” is refused ({CONFLICT}) by its checklist:",
            *(_objection(item) for item in checklist.items if not item.passed),
            f"{ADMINISTRATOR.capitalize()} overrides it: “{OVERRIDE}”",
        ]

    async def _mend(self) -> list[str]:
        etag = (await self._ask("GET", self._path, by=LEAD)).headers["etag"]
        change = as_mended(self._written)
        await self._ask("PATCH", self._path, by=LEAD, headers={"If-Match": etag}, json=change)
        passed = sum(item.passed for item in (await self._checklist()).items)
        floor = change["guardrails"][0]["limit"]
        return [
            f"The objective gets a floor under CSAT of {floor:.0%} and an audit;"
            f" {passed} of 6 items of the checklist pass now."
        ]

    async def _land(self, improved: dict[str, Any]) -> str:
        await self._ask("POST", "/v1/improvements", by=LEAD, json=improved)
        return f"Landed on {improved['landed_on']}: {improved['title']} ({improved['kind']})"

    async def _checklist(self) -> Checklist:
        answer = await self._ask("GET", f"{self._path}/checklist", by=LEAD)
        return Checklist.model_validate_json(answer.content)

    async def _ask(
        self, method: str, path: str, by: str = ADMINISTRATOR, **how: Any
    ) -> httpx.Response:
        return await self._line.ask(method, "goals", path, by=by, **how)


def _objection(item: ChecklistItem) -> str:
    return f"· {item.item.replace('_', '-')}: {item.reason}"
