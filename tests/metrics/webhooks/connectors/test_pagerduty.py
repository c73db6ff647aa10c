import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only
from tests.metrics.webhooks.connectors.pagerduty import ANA, from_pagerduty, incident_event

SERVICE = {"id": "PSVC", "type": "service_reference"}


def read(*said):
    return facts(*map(from_pagerduty, said))


@pytest.mark.parametrize("agent", [None, {}, SERVICE, {"id": "PAPP", "type": "app_reference"}])
def test_without_a_human_agent_automation_did_it_and_earns_nothing(agent):
    by_itself = [incident_event("triggered", 0), incident_event("resolved", 5, agent)]
    assert read(*by_itself) == {"incidents_triggered": (None, 1)}


def test_whoever_resolved_is_the_agent_for_nobody_is_assigned_any_more():
    assert only(from_pagerduty(incident_event("resolved", 5, ANA, assignees=[]))).actor == "PANA"


def test_without_a_time_of_creation_deliveries_are_brought_together_by_the_incident():
    told = read(incident_event("resolved", 20, ANA), incident_event("triggered", 0))
    assert told["time_to_resolve"] == ("PANA", 20)


def test_a_time_of_creation_is_believed_where_it_is_told():
    told = read(incident_event("resolved", 20, ANA, created_at="2026-03-02T12:05:00Z"))
    assert told["time_to_resolve"] == ("PANA", 15)


def test_other_incidents_are_other_items():
    other = incident_event("resolved", 20, ANA, id="Q2")
    assert only(from_pagerduty(other)).item == "pagerduty:Q2"


@pytest.mark.parametrize(
    "name",
    ["unacknowledged", "delegated", "reassigned", "priority_updated", "annotated"],
)
def test_what_no_metric_follows_changes_nothing(name):
    assert from_pagerduty(incident_event(name, 5, ANA)).ignored is Ignored.NOT_FOLLOWED


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"event_type": "pagey.ping"}, Ignored.PING),
        ({"event_type": "service.updated"}, Ignored.NOT_FOLLOWED),
        ({"data": {}}, Ignored.NO_ITEM),
        ({"occurred_at": None}, Ignored.NO_TIME),
    ],
)
def test_what_changes_nothing_says_why(event, reason):
    said = incident_event("resolved", 5, ANA)
    assert from_pagerduty({"event": said["event"] | event}).ignored is reason


def resolved_as_before(**message):
    log = {"id": "RN", "created_at": "2026-03-02T12:20:00+00:00", "agent": ANA}
    incident = {"id": "Q1", "created_at": "2026-03-02T12:00:00Z", "status": "resolved"}
    known = {"event": "incident.resolve", "log_entries": [log], "incident": incident}
    return {"messages": [known | message]}


def test_messages_of_version_two_are_understood():
    assert read(resolved_as_before()) == {
        "incidents_resolved": ("PANA", 1),
        "time_to_resolve": ("PANA", 20),
    }
    assert from_pagerduty(resolved_as_before()).event == "incident.resolve"


def test_a_message_without_a_log_is_nobodys():
    bare = resolved_as_before(log_entries=[], created_on="2026-03-02T12:20:00Z")
    assert (only(from_pagerduty(bare)).kind, only(from_pagerduty(bare)).actor) == ("solved", None)


def test_attempts_share_the_events_id_or_the_webhooks():
    said = incident_event("resolved", 5)
    assert from_pagerduty(said).identity == said["event"]["id"]
    headers = {"X-Webhook-Id": "hook-1"}
    assert from_pagerduty(resolved_as_before(), headers).identity == "hook-1"
    assert kinds(from_pagerduty({"messages": []})) == []
