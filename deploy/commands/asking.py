"""Asking a service from the command line: one sentence where it refuses or is not there."""

from typing import Any

import httpx

from deploy.commands.local import issuer_of, local_keys
from deploy.processes.refusals import Refusal


class Unanswered(Refusal):
    """Nobody is there to ask."""

    def __init__(self, url: str, error: Exception) -> None:
        super().__init__(f"Nobody answers at {url}; is `make run` up? ({error})")


class Refused(Refusal):
    """A service answered, and not with what was asked for."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(f"{answer.status_code}: {_reason(answer)}")
        self.status = answer.status_code


def ask(
    method: str,
    url: str,
    *,
    person: str,
    roles: list[str],
    content_type: str | None = None,
    **how: Any,
) -> httpx.Response:
    """The answer to a request by somebody; IssuerElsewhere, Unanswered, Refused."""
    token = issuer_of(local_keys())(person, roles)
    kind = {"Content-Type": content_type} if content_type else {}
    return send(method, url, {"Authorization": f"Bearer {token}", **kind}, **how)


def send(
    method: str,
    url: str,
    headers: dict[str, str],
    client: httpx.Client | None = None,
    **how: Any,
) -> httpx.Response:
    """The answer to a request, by a connection that is there already or one more."""
    request = httpx.request if client is None else client.request
    try:
        answer = request(method, url, headers=headers, timeout=30, **how)
    except httpx.TransportError as error:
        raise Unanswered(url, error) from error
    if not answer.is_success:
        raise Refused(answer)
    return answer


def _reason(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return answer.text
