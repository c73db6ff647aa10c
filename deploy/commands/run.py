"""`counterpoise run`: the whole house on this machine, with the story the first time."""

import typer
from rich.console import Console

from deploy.commands.local import issuer_of, local_plan
from deploy.processes.refusals import Refusal
from deploy.story import Parameters, StoryStopped, tell
from deploy.supervisor import House
from deploy.supervisor import run as run_house
from deploy.supervisor.issuer import IssuerElsewhere, elsewhere
from deploy.supervisor.run import stay

TOLD = "story-told"


class StoryUntold(Refusal):
    """The story could not be told to its end."""

    def __init__(self, reason: StoryStopped) -> None:
        super().__init__(f"The story stopped. {reason}")


def run() -> None:
    """Start PostgreSQL and the services; on the first run play the story; stay until Ctrl-C."""
    console = Console()

    async def then(house: House) -> None:
        await welcome(house, console)
        await stay(house)

    raise typer.Exit(run_house(local_plan(), then, console))


async def welcome(house: House, console: Console) -> None:
    """Tell the story if it was not told yet, and say how to go on; both need tokens of ours."""
    if named := elsewhere(house.plan.environment):
        reason = f"No story and no token here. {IssuerElsewhere(named)}"
        console.print(reason, highlight=False, soft_wrap=True)
        return
    if not (house.directory / TOLD).exists():
        await tell_story(house, Parameters(), console)
        (house.directory / TOLD).touch()
    invite(house, console)


async def tell_story(house: House, parameters: Parameters, console: Console) -> None:
    """Play the story through the API of this house."""
    urls = {service.name: service.url for service in house.plan.services}
    give = issuer_of(house.keys, house.plan.environment)
    try:
        await tell(urls["metrics"], urls["goals"], urls["insights"], give, parameters, console)
    except StoryStopped as reason:
        raise StoryUntold(reason) from reason


def invite(house: House, console: Console) -> None:
    """Say how to ask the house something."""
    url = next(service.url for service in house.plan.services if service.name == "insights")
    token = issuer_of(house.keys, house.plan.environment)("lena", ["lead"])
    console.print(
        "\nAsk for an insight, as the team's lead (her token holds for 12 h):", style="bold"
    )
    console.print(
        f"TOKEN={token}\n"
        f'curl -H "Authorization: Bearer $TOKEN" {url}/v1/insights/team:support\n\n'
        "More tokens: .venv/bin/counterpoise token PERSON --role lead|analyst|administrator",
        highlight=False,
        soft_wrap=True,
    )
    console.print("Ctrl-C stops everything; the data stay.", style="dim")
