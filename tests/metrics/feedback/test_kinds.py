"""The kinds of feedback are such as the catalogue and the API know."""

from typing import get_args

import pytest

from services.metrics.catalogue.built_in import built_in_metrics
from services.metrics.feedback.kinds import KINDS
from shared.schemas.metrics.feedback import Group, Kind

METRICS = {metric.key: metric for metric in built_in_metrics()}


def test_every_kind_that_can_be_given_is_known() -> None:
    assert KINDS.keys() == {*get_args(Kind), "audit"}
    assert {tie for kind in KINDS.values() for tie in kind.by} <= set(get_args(Group))


@pytest.mark.parametrize("name", KINDS)
def test_every_answer_is_a_value_of_its_metric_which_feedback_moves(name: str) -> None:
    kind = KINDS[name]
    metric = METRICS[kind.metric]
    assert "feedback" in metric.event_types
    assert metric.minimum is not None
    assert metric.maximum is not None
    steps = range(int(kind.lowest), int(kind.highest) + 1)
    assert all(metric.minimum <= kind.counted(step) <= metric.maximum for step in steps)
