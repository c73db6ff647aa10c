"""The tools that may deliver webhooks, by name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from services.metrics.webhooks.connectors import (
    asana,
    azuredevops,
    clickup,
    delighted,
    freshdesk,
    front,
    github,
    gitlab,
    groove,
    helpscout,
    hmac_signed,
    hubspot,
    intercom,
    jira,
    linear,
    mapped,
    opsgenie,
    pagerduty,
    servicenow,
    shortcut,
    standard_webhooks,
    surveys,
    survicate,
    trello,
    typeform,
    zendesk,
)
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Connector, Greeting
from shared.schemas.problems import Fault

CONNECTORS: Mapping[str, Connector[Any]] = {
    "asana": asana,
    "azuredevops": azuredevops,
    "clickup": clickup,
    "delighted": delighted,
    "freshdesk": freshdesk,
    "front": front,
    "github": github,
    "gitlab": gitlab,
    "groove": groove,
    "helpscout": helpscout,
    "hmac": hmac_signed,
    "hubspot": hubspot,
    "intercom": intercom,
    "jira": jira,
    "linear": linear,
    "opsgenie": opsgenie,
    "pagerduty": pagerduty,
    "servicenow": servicenow,
    "shortcut": shortcut,
    "standard": standard_webhooks,
    "survicate": survicate,
    "trello": trello,
    "typeform": typeform,
    "zendesk": zendesk,
}

# Who wants to be greeted before it delivers, and how each is answered.
GREETINGS: Mapping[str, Callable[[Received], Greeting | None]] = {
    "asana": asana.greet,
    "front": front.greet,
}
# Who brings its secret with its first call.
BRINGS_SECRET = frozenset({"asana"})
# Whose options name metrics, each with a mapping.
FEEDS: Mapping[str, Callable[[Any], list[str]]] = dict.fromkeys(("standard", "hmac"), mapped.fed)
# Whose options say more than their shape can hold to account, and what is wrong with them.
FAULTS: Mapping[str, Callable[[Any], Iterable[Fault]]] = {
    **dict.fromkeys(("typeform", "delighted", "survicate"), surveys.faults),
    **dict.fromkeys(("standard", "hmac"), mapped.faults),
}
