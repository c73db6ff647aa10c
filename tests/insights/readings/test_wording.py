"""What a signal is said to have done is no more than it showed."""

import pytest

from services.insights.readings.wording import sentence
from tests.insights.rules.told import pair


@pytest.mark.parametrize(
    ("state", "leaning", "said", "unsaid"),
    [
        pytest.param("up", None, "rose by", "told from noise", id="up"),
        pytest.param("down", None, "fell by", "told from noise", id="down"),
        pytest.param("uncertain", None, "no change that can be told from noise", "leans", id="?"),
        pytest.param("uncertain", "up", "leans up, from", "no change", id="leaning"),
        pytest.param("uncertain", "up", "not yet told from noise", "rose", id="not shown"),
    ],
)
def test_a_signal_is_said_as_far_as_it_is_shown(
    state: str, leaning: str | None, said: str, unsaid: str
) -> None:
    told = sentence(pair(state, "up", joint=0.5, cell=("up", "up"), leaning=leaning).productivity)
    assert said in told
    assert unsaid not in told
