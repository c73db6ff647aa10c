"""Tells a story to three running services, chapter by chapter, through their public API alone."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import date

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.story.api import Api, GiveToken, Line, StoryStopped
from deploy.story.channels import Channels, open_channels
from deploy.story.chapters import Chapter
from deploy.story.directory import introduce
from deploy.story.happenings import Happening, happenings
from deploy.story.intentions import Intentions
from deploy.story.parameters import Parameters
from deploy.story.people import LEAD, TEAM, agents
from deploy.story.printing import print_chapter
from shared.schemas.insights.insight import Insight

LONGEST = 300.0  # seconds


@dataclass
class Told:
    """What was sent, how long it took, and the insight of each chapter by its key."""

    deliveries: int = 0
    events: int = 0
    seconds: float = 0.0
    insights: dict[str, Insight] = field(default_factory=dict)


async def tell(
    metrics_url: str,
    goals_url: str,
    insights_url: str,
    tokens: GiveToken,
    parameters: Parameters,
    console: Console,
) -> Told:
    """Play the story and print what the insights say; StoryStopped says why if it cannot."""
    urls = {"metrics": metrics_url, "goals": goals_url, "insights": insights_url}
    begun = time.monotonic()
    try:
        async with asyncio.timeout(LONGEST):
            told = await _tell(Api(urls, tokens), parameters, console)
    except TimeoutError as error:
        raise StoryStopped(f"The story was not told within {LONGEST:.0f} seconds.") from error
    told.seconds = time.monotonic() - begun
    sent = f"{told.deliveries:,} signed webhooks and {told.events:,} events"
    console.print(f"\n{sent} in {told.seconds:.0f} s.", style="dim")
    return told


async def _tell(api: Api, parameters: Parameters, console: Console) -> Told:
    told = Told()
    async with api.line() as line:
        await introduce(line, agents(parameters.people))
        channels = await open_channels(api, line)
        intentions = Intentions(line, parameters)
        await intentions.begin()
        to_come = list(happenings(parameters))
        for chapter in parameters.chapters:
            said = await intentions.go_on(chapter)
            end = parameters.friday(chapter.last_week)
            now, to_come = _until(end, to_come)
            await _play(channels, chapter, now, console)
            told.deliveries += sum(one.webhook for one in now)
            told.events += sum(not one.webhook for one in now)
            insight = await _ask(line, parameters.monday(chapter.first_week), end)
            told.insights[chapter.key] = insight
            print_chapter(console, chapter, said, insight)
    return told


def _until(end: date, to_come: list[Happening]) -> tuple[list[Happening], list[Happening]]:
    """What happens up to a day, and what remains."""
    count = sum(one.at.date() <= end for one in to_come)
    return to_come[:count], to_come[count:]


async def _play(
    channels: Channels, chapter: Chapter, happened: list[Happening], console: Console
) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task(chapter.title, total=len(happened))
        await channels.tell(happened, lambda count: progress.advance(task, count))


async def _ask(line: Line, first: date, last: date) -> Insight:
    """What the team's lead is told of these days."""
    window = {"from": first.isoformat(), "to": last.isoformat()}
    answer = await line.ask("GET", "insights", f"/v1/insights/team:{TEAM}", by=LEAD, params=window)
    return Insight.model_validate_json(answer.content)
