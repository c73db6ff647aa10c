"""Recorded payloads: which tool sent a file, and the bytes it sent."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.processes.refusals import Refusal
from deploy.senders.tools import SENDERS


class NoToolsFolder(Refusal):
    """A file that lies in no folder, which would say the tool that sent it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is in no tool's folder; give the folder above those of the tools "
            "(github, zendesk, …)."
        )


@dataclass(frozen=True)
class Payload:
    """A file's bytes, and the folder that names its tool."""

    path: Path
    folder: str | None
    body: bytes


def payloads_below(directory: Path) -> Iterator[Payload]:
    """Every JSON file below a directory, in order of its path; NoToolsFolder."""
    for path in sorted(directory.rglob("*.json")):
        folders = [part.lower() for part in path.relative_to(directory).parts[:-1]]
        if not folders:
            raise NoToolsFolder(path)
        folder = next((folder for folder in folders if folder in SENDERS), None)
        yield Payload(path, folder, _body(path.read_bytes()))


def _body(raw: bytes) -> bytes:
    """The bytes a tool sent; a recording may wrap them beside their headers."""
    try:
        recorded = json.loads(raw)
    except ValueError:
        return raw
    wrapped = recorded.get("rawBody") if isinstance(recorded, dict) else None
    return wrapped.encode() if isinstance(wrapped, str) else raw
