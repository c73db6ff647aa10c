"""How each tool sends: what it signs, where the signature goes, how its connector is made."""

import json
from base64 import b64encode
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
    renew: Callable[[bytes, datetime], bytes] = lambda body, _: body


def _nothing(_: Outgoing) -> Headers:
    return {}


def _signs(header: str, prefix: str = "", encoding: str = "hex", algorithm: str = "sha256") -> Sign:
    def sign(sent: Outgoing) -> Headers:
        return {header: prefix + digest(sent.body, SECRET, encoding, algorithm)}

    return sign


def _brings(header: str) -> Sign:
    return lambda _: {header: SECRET}


def _as_trello(sent: Outgoing) -> Headers:
    signed = sent.body + sent.url.encode()
    return {"X-Trello-Webhook": digest(signed, SECRET, "base64", "sha1")}


def _as_azure(_: Outgoing) -> Headers:
    credentials = b64encode(f"hook:{SECRET}".encode()).decode()
    return {"Authorization": f"Basic {credentials}"}


def _signed_now(body: bytes, at: datetime) -> bytes:
    """Linear says in the body when it signs it."""
    return json.dumps(json.loads(body) | {"webhookTimestamp": int(at.timestamp() * 1000)}).encode()


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


JIRA = {"story_points": ["customfield_10072", "numfield"]}

# By the name of the folder with a tool's recordings.
SENDERS: Mapping[str, Sender] = {
    "asana": Sender("asana", _signs("X-Hook-Signature")),
    "azuredevops": Sender("azuredevops", _as_azure),
    "clickup": Sender("clickup", _signs("X-Signature")),
    "delighted": Sender("delighted", _signs("X-Delighted-Webhook-Signature", "sha256=")),
    "freshdesk": Sender("freshdesk", _brings("X-Webhook-Secret")),
    "front": Sender("front", _as_front),
    "github": Sender("github", _as_github),
    "gitlab": Sender("gitlab", _brings("X-Gitlab-Token"), {"deploying_refs": ["master"]}),
    "groove": Sender("groove", _as_groove, query=f"?secret={SECRET}"),
    "helpscout": Sender("helpscout", _as_helpscout),
    "hubspot": Sender("hubspot", _as_hubspot),
    "intercom": Sender("intercom", _signs("X-Hub-Signature", "sha1=", algorithm="sha1")),
    "jira-cloud": Sender("jira", _signs("X-Hub-Signature", "sha256="), JIRA),
    "jira-datacenter": Sender("jira", _nothing, JIRA, query=f"?secret={SECRET}"),
    "jira-legacy": Sender("jira", _nothing, JIRA, query=f"?secret={SECRET}"),
    "linear": Sender("linear", _signs("Linear-Signature"), renew=_signed_now),
    "opsgenie": Sender("opsgenie", _brings("X-Webhook-Secret")),
    "pagerduty": Sender("pagerduty", _signs("X-PagerDuty-Signature", "v1=")),
    "servicenow": Sender("servicenow", _signs("X-Counterpoise-Signature", encoding="base64")),
    "shortcut": Sender("shortcut", _signs("Payload-Signature")),
    "survicate": Sender(
        "survicate", _brings("X-Webhook-Secret"), {"scale": {"words": {"Great": 5}}}
    ),
    "trello": Sender("trello", _as_trello, {"standings": {"Intermediate": "started"}}),
    "typeform": Sender("typeform", _signs("Typeform-Signature", "sha256=", "base64")),
    "zendesk": Sender("zendesk", _as_zendesk),
}
