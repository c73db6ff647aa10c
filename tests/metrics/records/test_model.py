"""Whatever is posted, repeated, corrected and voided, in whatever order: days are their fold.

And as of every moment that went by, a series is what it was then. Both through HTTP, against a
plain model.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import Headers
from tests.live import Live
from tests.metrics.aggregations.own import definition
from tests.metrics.records.model import FOLDS, Key, Model, Values, exact

METRICS = tuple(FOLDS)
OWN = [name.removeprefix("own_") for name in METRICS if name.startswith("own_")]
PEOPLE = ("person:ana", "person:ben")
TIMES = [f"2026-11-0{day}T{clock}+00:00" for day in (1, 2, 3) for clock in ("00:00:00", "23:59:59")]
DAYS = """
    select subject.key as subject, metric.key as metric, cast(day as text), count, total, weight
      from metrics.day join metrics.subject using (subject_id) join metrics.metric using (metric_id)
     where (count, total, weight) <> (0, 0, 0)
"""

values = st.integers(-(10**8), 10**8).map(lambda number: number / 10**6)
weights = st.integers(1, 10**6).map(lambda number: number / 10**3)
attributes = st.sampled_from([{}, {"customer": "acme"}, {"customer": "beta"}])
facts = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["1", "2/3", "4"]),
        "source": st.just("crm"),
        "metric": st.sampled_from(METRICS),
        "subject": st.sampled_from(PEOPLE),
        "time": st.sampled_from(TIMES),
        "value": values,
        "weight": weights,
        "attributes": attributes,
    }
)
changes = st.fixed_dictionaries(
    {},
    optional={
        "metric": st.sampled_from(METRICS),
        "time": st.sampled_from(TIMES),
        "value": values,
        "weight": weights,
        "attributes": attributes,
        "void": st.just(False),
    },
).filter(bool)


class Events(RuleBasedStateMachine):
    """A service and its model, told the same."""

    metrics: httpx.Client
    headers: dict[str, dict[str, str]]  # by who asks
    administrator: asyncpg.Connection
    loop: asyncio.AbstractEventLoop

    known = Bundle("known")

    def __init__(self) -> None:
        super().__init__()
        self.model, self.past = Model(), list[tuple[str, Values]]()

    @initialize()
    def begin(self) -> None:
        """Nothing is known."""
        tables = "metrics.event, metrics.event_change, metrics.day, metrics.day_bin"
        self._behind(self.administrator.execute(f"truncate {tables}"))

    @rule(target=known, batch=st.lists(facts, min_size=1, max_size=4))
    def post(self, batch: list[dict[str, Any]]) -> Any:
        """New events, repetitions and contradictions, of any day."""
        fates = [self.model.post(said) for said in batch]
        told = self.metrics.post("/v1/events", json=batch, headers=self.headers["key"]).json()
        results = {result["index"]: result["status"] for result in told["results"]}
        assert [results.get(index, "stored") for index in range(len(batch))] == fates
        keys = dict.fromkeys((said["subject"], said["id"]) for said in batch)
        return multiple(*(key for key in keys if key in self.model.events))

    @rule(key=known)
    def repeat(self, key: Key) -> None:
        """What was first said is said once more, whatever became of it since."""
        said = self.model.events[key].first
        told = self.metrics.post("/v1/events", json=said, headers=self.headers["key"]).json()
        assert told["duplicates"] == 1

    @rule(key=known, change=changes)
    def correct(self, key: Key, change: dict[str, Any]) -> None:
        """An event should have said something else."""
        before = self.model.events[key].version
        status = self.model.correct(key, change)
        self._judge(key, status, "PATCH", before, json=change | {"reason": "It was wrong"})

    @rule(key=known)
    def void(self, key: Key) -> None:
        """An event should not count."""
        before = self.model.events[key].version
        self._judge(key, self.model.make_void(key), "DELETE", before)

    @rule()
    def remember(self) -> None:
        """The present moment, and what is so."""
        self.past.append((datetime.now(UTC).isoformat(), self.model.values()))

    def teardown(self) -> None:
        """In the end, as of every moment gone by, every series is what it was."""
        for at, told in self.past:
            assert self._series({"as_of": at}) == nearly(told)
        assert self._series({}) == nearly(self.model.values())

    @invariant()
    def days_are_the_fold_of_the_events_that_count(self) -> None:
        """Digit by digit."""
        rows = self._behind(self.administrator.fetch(DAYS))
        kept = {(row[0], row[1], row[2]): tuple(row)[3:] for row in rows}
        assert kept == {
            place: (count, exact(total), exact(weight))
            for place, (count, total, weight) in self.model.days().items()
        }

    def _judge(self, key: Key, status: str, method: str, version: int, **how: Any) -> None:
        subject, event_id = key
        path = f"/v1/events/crm/{event_id.replace('/', '%2F')}"
        asked = {"subject": subject, "reason": "It never happened"}
        headers = self.headers["root"] | {"If-Match": f'"{version}"'}
        answer = self.metrics.request(method, path, params=asked, headers=headers, **how)
        assert answer.json().get("status") == status or answer.json()["type"].endswith(status)
        if answer.is_success:
            assert answer.headers["ETag"] == f'"{self.model.events[key].version}"'

    def _series(self, asked: dict[str, str]) -> dict[Any, Any]:
        found = {}
        for subject in PEOPLE:
            query = {"metrics": METRICS, "subjects": [subject], **asked}
            query |= {"from": "2026-11-01", "to": "2026-11-03"}
            headers = self.headers[subject]
            answer = self.metrics.post("/v1/series/query", json=query, headers=headers)
            for series in answer.json()["series"]:
                for point in series["points"]:
                    if point["count"]:
                        place = subject, series["metric"], point["start"]
                        found[place] = point["count"], point["value"]
        return found

    def _behind(self, asking: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(asking, self.loop).result()


def nearly(told: Values) -> dict[Any, Any]:
    """The same as far as days keep it: to a billionth, and a percentile to one percent."""
    return {
        place: (
            count,
            pytest.approx(value, rel=0.01 if place[1] == "own_percentile" else 1e-9, abs=1e-6),
        )
        for place, (count, value) in told.items()
    }


async def test_days_and_memory_are_those_of_a_plain_model(
    house: dict[str, Live],
    metrics: httpx.AsyncClient,
    push: dict[str, str],
    admin: dict[str, str],
    token: Headers,
    administrator: asyncpg.Connection,
) -> None:
    Events.headers = {"key": push, "root": admin} | {
        subject: token(subject.removeprefix("person:")) for subject in PEOPLE
    }
    for aggregation in OWN:
        await metrics.post("/v1/metrics", json=definition(aggregation), headers=admin)
    Events.administrator, Events.loop = administrator, asyncio.get_running_loop()
    # Not shrunk: over HTTP that takes longer than a test may.
    how = settings(max_examples=20, stateful_step_count=30, deadline=None, phases=[Phase.generate])
    with httpx.Client(base_url=house["metrics"].url, timeout=15) as client:
        Events.metrics = client
        await asyncio.to_thread(run_state_machine_as_test, Events, settings=how)
