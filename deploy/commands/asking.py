"""Asking a service from the command line: one sentence where it refuses or is not there."""

from typing import Any

import httpx
import typer

from deploy.commands.local import issuer_of, local_keys


def ask(method: str, url: str, *, person: str, roles: list[str], **how: Any) -> httpx.Response:
    """The answer to a request by somebody; ends the command with the reason if it is refused."""
    token = issuer_of(local_keys())(person, roles)
    return send(method, url, {"Authorization": f"Bearer {token}"}, **how)


def send(method: str, url: str, headers: dict[str, str], **how: Any) -> httpx.Response:
    """The answer to a request; ends the command with the reason if it is refused."""
    try:
        answer = httpx.request(method, url, headers=headers, timeout=30, **how)
    except httpx.TransportError as error:
        typer.echo(f"Nobody answers at {url}; is `make run` up? ({error})", err=True)
        raise typer.Exit(1) from error
    if not answer.is_success:
        typer.echo(f"{answer.status_code}: {_reason(answer)}", err=True)
        raise typer.Exit(1)
    return answer


def _reason(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return answer.text
