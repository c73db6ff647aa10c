import numpy as np
import pytest

from services.insights.statistics.cause_table import cause_table, parse_table
from services.insights.statistics.causes import explain, signal_evidence

TABLE = cause_table()
KNOWN = list(enumerate(TABLE.causes))


def textbook(cause, size=3.0):
    """Signals as the cause's own row describes them; what it is silent on is not known."""
    return (TABLE.effects[cause] * size)[None]


@pytest.mark.parametrize(("cause", "name"), KNOWN)
def test_a_cause_with_its_own_signals_is_the_likeliest(cause, name):
    causes = explain(textbook(cause))
    assert causes.likeliest[0, 0] == name
    assert causes.named[0] in (name, "")


def test_without_signals_the_prior_is_the_answer():
    causes = explain(np.full((1, len(TABLE.signals)), np.nan))
    assert np.allclose(causes.posterior[0], TABLE.prior)
    assert causes.named[0] == ""
    assert causes.likeliest[0, 0] == "nothing"


def test_strain_and_understaffing_are_told_apart_by_headcount():
    z = textbook(TABLE.causes.index("process_strain"))
    headcount = TABLE.signals.index("headcount")
    z[0, headcount] = np.nan
    unsure = explain(z)
    assert unsure.named[0] == ""
    assert set(unsure.likeliest[0, :2]) == {"process_strain", "understaffing"}
    assert unsure.separating[0] == "headcount"
    z[0, headcount] = -4.0
    assert explain(z).named[0] == "understaffing"


def test_calm_signals_are_explained_by_nothing():
    assert explain(np.zeros((1, len(TABLE.signals)))).named[0] == "nothing"


def test_one_wild_signal_cannot_outweigh_the_rest():
    z = textbook(TABLE.causes.index("balanced_improvement"), size=2.5)
    z[0, TABLE.signals.index("overtime")] = 4.0
    assert explain(z).likeliest[0, 0] == "balanced_improvement"


def test_subjects_do_not_influence_one_another():
    rows = np.vstack([textbook(cause) for cause, _ in KNOWN])
    together = explain(rows).posterior
    assert np.allclose(together, np.vstack([explain(row[None]).posterior for row in rows]))


def test_certainty_is_limited():
    assert signal_evidence(np.array([0.0, 1.0])).tolist() == [-4.0, 4.0]


@pytest.mark.parametrize(
    "text",
    [
        'signals = ["a"]\n[causes]\nx = ["up"]',
        'signals = ["a"]\n[causes]\nx = ["+", "-"]',
        'signals = ["a"]\n[causes]\nx = ["+"]\n[priors]\ny = 2',
    ],
)
def test_a_table_that_does_not_fit_is_refused(text):
    with pytest.raises(ValueError, match=r"row|prior"):
        parse_table(text)


def test_evidence_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="12 columns"):
        explain(np.zeros((1, 3)))
