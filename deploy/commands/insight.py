"""`counterpoise insight`: what a subject's pair means, for people."""

from typing import Annotated

import typer

from deploy.commands.asking import ask
from deploy.commands.local import url_of


def insight(
    subject: Annotated[str, typer.Argument(help="person:KEY, team:KEY, role:KEY, organization")],
    by: Annotated[str, typer.Option("--as", help="Whose permissions to use")] = "lena",
    role: Annotated[list[str] | None, typer.Option(help="Roles of that person")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day")] = None,
) -> None:
    """Print the insight's paragraph; add --json for all of it."""
    asked = {name: day for name, day in (("from", since), ("to", until)) if day}
    url = f"{url_of('insights')}/v1/insights/{subject}"
    told = ask("GET", url, person=by, roles=role or ["lead"], params=asked).json()
    typer.echo(told["summary"])
