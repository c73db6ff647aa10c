"""`counterpoise demo`: the story on throw-away data, its insights, and out."""

from typing import Annotated

import typer
from rich.console import Console

from deploy.commands.elsewhere import throw_away_plan
from deploy.commands.run import tell_story
from deploy.story import Parameters
from deploy.supervisor import House
from deploy.supervisor import run as run_house


def demo(
    seed: Annotated[int, typer.Option(help="Another seed tells the story with other chances")] = 1,
) -> None:
    """Play the story on a throw-away data directory and print what the insights say."""
    console = Console()

    async def then(house: House) -> None:
        await tell_story(house, Parameters(seed=seed), console)

    with throw_away_plan() as plan:
        status = run_house(plan, then, console)
    raise typer.Exit(status)
