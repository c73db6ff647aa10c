"""`counterpoise token`: a token of the local issuer."""

from typing import Annotated

import typer

from deploy.commands.local import issuer_of, local_keys


def token(
    person: Annotated[str, typer.Argument(help="Whom it speaks for, by their directory key")],
    role: Annotated[
        list[str] | None, typer.Option(help="lead, analyst or administrator; may be repeated")
    ] = None,
) -> None:
    """Print a token of the local issuer, good for twelve hours."""
    typer.echo(issuer_of(local_keys())(person, role or []))
