"""How long one insight takes: of the story's team, over all of its story, one asked at a time."""

from itertools import repeat

from rich.console import Console

from deploy.commands.local import issuer_of
from deploy.story import Parameters, tell
from deploy.story.people import LEAD, TEAM
from deploy.supervisor import House
from tests.bench.load import Load, put_load, request
from tests.standing import headers_of, url_of


async def measure_insight(house: House, times: int) -> Load:
    """The first few warm up and are not counted."""
    parameters = Parameters()
    urls = [url_of(house, name) for name in ("metrics", "goals", "insights")]
    await tell(*urls, issuer_of(house.keys), parameters, Console(quiet=True))
    days = f"from={parameters.first_day}&to={parameters.last_day}"
    url = f"{urls[2]}/v1/insights/team:{TEAM}?{days}"
    asked = request(url, headers=headers_of(house, LEAD, "lead"), how="GET")
    await put_load(url, repeat(asked, 5), connections=1)
    return await put_load(url, repeat(asked, times), connections=1)
