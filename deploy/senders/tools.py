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


def _as_front(sent: Outgoing) -> Headers:
    signed_at = str(int(sent.at.timestamp() * 1000))
    signature = digest(f"{signed_at}:".encode() + sent.body, SECRET, "base64")
    return {"X-Front-Request-Timestamp": signed_at, "X-Front-Signature": signature}


def _as_hubspot(sent: Outgoing) -> Headers:
    signed_at = str(int(sent.at.timestamp() * 1000))
    signed = f"POST{sent.url}".encode() + sent.body + signed_at.encode()
    signature = digest(signed, SECRET, "base64")
    return {"X-HubSpot-Request-Timestamp": signed_at, "X-HubSpot-Signature-v3": signature}


def _as_helpscout(sent: Outgoing) -> Headers:
    # A file is named for its event: convo.assigned.json
    signature = digest(sent.body, SECRET, "base64", "sha1")
    event = sent.name.removesuffix(".json")
    return {"X-HelpScout-Event": event, "X-HelpScout-Signature": signature}


def _as_groove(sent: Outgoing) -> Headers:
    # Named likewise; its secret is in the address.
    return {"X-Groove-Event": sent.name.removesuffix(".json")}


# By the name of the folder with a tool's recordings.
SENDERS: Mapping[str, Sender] = {
    "delighted": Sender("delighted", _signs("X-Delighted-Webhook-Signature", "sha256=")),
    "freshdesk": Sender("freshdesk", _brings("X-Webhook-Secret")),
    "front": Sender("front", _as_front),
    "github": Sender("github", _as_github),
    "gitlab": Sender("gitlab", _brings("X-Gitlab-Token"), {"deploying_refs": ["master"]}),
    "groove": Sender("groove", _as_groove, query=f"?secret={SECRET}"),
    "helpscout": Sender("helpscout", _as_helpscout),
    "hubspot": Sender("hubspot", _as_hubspot),
    "intercom": Sender("intercom", _signs("X-Hub-Signature", "sha1=", algorithm="sha1")),
    "jira-cloud": Sender("jira", _signs("X-Hub-Signature", "sha256=")),
    "jira-datacenter": Sender("jira", _nothing, query=f"?secret={SECRET}"),
    "jira-legacy": Sender("jira", _nothing, query=f"?secret={SECRET}"),
    "opsgenie": Sender("opsgenie", _brings("X-Webhook-Secret")),
    "pagerduty": Sender("pagerduty", _signs("X-PagerDuty-Signature", "v1=")),
    "servicenow": Sender("servicenow", _signs("X-Counterpoise-Signature", encoding="base64")),
    "survicate": Sender(
        "survicate", _brings("X-Webhook-Secret"), {"scale": {"words": {"Great": 5}}}
    ),
    "typeform": Sender("typeform", _signs("Typeform-Signature", "sha256=", "base64")),
    "zendesk": Sender("zendesk", _as_zendesk),
}
