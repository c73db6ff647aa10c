"""Recorded payloads: which tool sent a file, and how it would send it now."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deploy.senders.signing import Headers, github_headers, zendesk_headers

SECRET = "payloads-secret"  # noqa: S105 - of a throw-away connector on a throw-away database


@dataclass(frozen=True)
class Payload:
    """A file's bytes, and the folder that names its tool."""

    path: Path
    tool: str | None
    body: bytes

    def headers(self, now: datetime) -> Headers:
        """Signed as its tool signs."""
        assert self.tool is not None
        return SENDERS[self.tool](self, now)


def _as_zendesk(payload: Payload, now: datetime) -> Headers:
    return zendesk_headers(payload.body, SECRET, now)


def _as_github(payload: Payload, now: datetime) -> Headers:
    # A file is named for its event: pull_request.merged.json
    return github_headers(payload.body, SECRET, payload.path.name.partition(".")[0])


SENDERS: Mapping[str, Callable[[Payload, datetime], Headers]] = {
    "zendesk": _as_zendesk,
    "github": _as_github,
}


def payloads_below(directory: Path) -> Iterator[Payload]:
    """Every JSON file below a directory, in order of its path."""
    for path in sorted(directory.rglob("*.json")):
        folders = [part.lower() for part in path.relative_to(directory).parts[:-1]]
        named = [*folders, directory.name.lower()]
        tool = next((folder for folder in named if folder in SENDERS), None)
        yield Payload(path, tool, _body(path.read_bytes()))


def _body(raw: bytes) -> bytes:
    """The bytes a tool sent; a recording may wrap them beside their headers."""
    try:
        recorded = json.loads(raw)
    except ValueError:
        return raw
    wrapped = recorded.get("rawBody") if isinstance(recorded, dict) else None
    return wrapped.encode() if isinstance(wrapped, str) else raw
