"""`counterpoise insight`: what a subject's pair means, for people."""

from typing import Annotated

import typer
from rich.console import Console

from deploy.commands.asking import ask
from deploy.commands.local import url_of
from deploy.commands.telling import tell_insight
from shared.schemas.insights.insight import Insight


def insight(
    subject: Annotated[str, typer.Argument(help="person:KEY, team:KEY, role:KEY, organization")],
    by: Annotated[str, typer.Option("--as", help="Whose permissions to use")] = "lena",
    role: Annotated[list[str] | None, typer.Option(help="Roles of that person")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day")] = None,
    whole: Annotated[bool, typer.Option("--json", help="Print all of it, as JSON")] = False,
) -> None:
    """Print what the pair means: a paragraph, and each finding with its causes."""
    asked = {name: day for name, day in (("from", since), ("to", until)) if day}
    url = f"{url_of('insights')}/v1/insights/{subject}"
    answer = ask("GET", url, person=by, roles=role or ["lead"], params=asked)
    if whole:
        typer.echo(answer.text)
    else:
        tell_insight(Console(), Insight.model_validate_json(answer.content))
