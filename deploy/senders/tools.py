"""How each tool sends: what it signs, where the signature goes, how its connector is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from deploy.senders.signing import Headers, digest, github_headers, zendesk_headers

SECRET = "payloads-secret"  # noqa: S105 - of a throw-away connector on a throw-away database


@dataclass(frozen=True)
class Outgoing:
    """A body on its way: to which address, when, and what its file is called."""

    body: bytes
    url: str
    at: datetime
    name: str


Sign = Callable[[Outgoing], Headers]


@dataclass(frozen=True)
class Sender:
    """A tool as it would send now, and the options that the recordings need."""

    tool: str
    sign: Sign
    options: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""


def _nothing(_: Outgoing) -> Headers:
    return {}


def _signs(header: str, prefix: str = "", encoding: str = "hex", algorithm: str = "sha256") -> Sign:
    def sign(sent: Outgoing) -> Headers:
        return {header: prefix + digest(sent.body, SECRET, encoding, algorithm)}

    return sign


def _brings(header: str) -> Sign:
    return lambda _: {header: SECRET}


def _as_zendesk(sent: Outgoing) -> Headers:
    return zendesk_headers(sent.body, SECRET, sent.at)


def _as_github(sent: Outgoing) -> Headers:
    # A file is named for its event: pull_request.merged.json
    return github_headers(sent.body, SECRET, sent.name.partition(".")[0])


# By the name of the folder with a tool's recordings.
SENDERS: Mapping[str, Sender] = {
    "github": Sender("github", _as_github),
    "gitlab": Sender("gitlab", _brings("X-Gitlab-Token"), {"deploying_refs": ["master"]}),
    "jira-cloud": Sender("jira", _signs("X-Hub-Signature", "sha256=")),
    "jira-datacenter": Sender("jira", _nothing, query=f"?secret={SECRET}"),
    "jira-legacy": Sender("jira", _nothing, query=f"?secret={SECRET}"),
    "zendesk": Sender("zendesk", _as_zendesk),
}
