"""`counterpoise key`: an API key for a system that pushes events, or people and teams."""

from typing import Annotated

import typer

from deploy.commands.asking import ask
from deploy.commands.local import url_of


def key(
    name: Annotated[str, typer.Argument(help="What the key is for")],
    source: Annotated[list[str] | None, typer.Option(help="Sources it may push")] = None,
    metric: Annotated[list[str] | None, typer.Option(help="Metrics it may push")] = None,
    scim: Annotated[bool, typer.Option("--scim", help="For an identity provider")] = False,
) -> None:
    """Make an API key and print its secret, this once."""
    scope = "scim" if scim else "push"
    said = {"name": name, "scope": scope, "sources": source or [], "metrics": metric or []}
    url = url_of("metrics") + "/v1/keys"
    made = ask("POST", url, person="local-administrator", roles=["administrator"], json=said)
    typer.echo(made.json()["secret"])
