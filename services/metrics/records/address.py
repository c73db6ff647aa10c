"""The address of an event: its source and its id, each percent-encoded whole."""

from typing import Annotated
from urllib.parse import unquote

from fastapi import Path, Query
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from shared.schemas.words import PushedSubject


class Encoded(APIRoute):
    """A route that looks at the path as it was sent: an encoded slash is part of a name."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match name by name, then decode each."""
        as_sent = {**scope, "path": scope["raw_path"].decode("latin-1")}
        match, found = super().matches(as_sent)
        if match is not Match.NONE:
            names = found["path_params"].items()
            found["path_params"] = {name: unquote(value) for name, value in names}
        return match, found


_ENCODED = "Percent-encoded whole, a slash as %2F"

Source = Annotated[str, Path(min_length=1, max_length=200, description=_ENCODED, examples=["crm"])]
EventId = Annotated[
    str,
    Path(alias="id", min_length=1, max_length=200, description=_ENCODED, examples=["crm-4711"]),
]
Whose = Annotated[
    PushedSubject | None,
    Query(
        alias="subject",
        description="Found at once by it; required where several subjects have this source and id",
        examples=["person:ana"],
    ),
]
