"""Who is who: the team, its lead, its people, and their accounts in the ticket tool."""

from deploy.story.api import Line
from deploy.story.people import LEAD, ROLE, TEAM, Agent


async def introduce(line: Line, team: tuple[Agent, ...]) -> None:
    """Put everybody into the directory."""
    await _put(line, f"/v1/roles/{ROLE}", {"name": "Support agent"})
    await _put(line, f"/v1/people/{LEAD}", {"name": "Lena Fischer"})
    await _put(line, f"/v1/teams/{TEAM}", {"name": "Support", "leads": [{"person": LEAD}]})
    for agent in team:
        holds = {"roles": [{"role": ROLE}], "memberships": [{"team": TEAM}]}
        await _put(line, f"/v1/people/{agent.key}", {"name": agent.name, **holds})
        await _put(line, f"/v1/accounts/zendesk/{agent.account}", {"person": agent.key})


async def _put(line: Line, path: str, body: dict[str, object]) -> None:
    await line.ask("PUT", "metrics", path, json=body)
