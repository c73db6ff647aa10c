"""The rule that says when nothing may be said."""

from services.insights.rules.cells import evidence_of, lacking
from services.insights.rules.facts import Facts
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent, Verdict
from shared.schemas.insights.findings import Numbers


def judge(facts: Facts) -> Verdict:
    """One side of the pair, or both, cannot be told from noise at all."""
    if facts.pair is None:
        return NotEnough("There is no pair to read.")
    short = lacking(facts.pair)
    sides = (facts.pair.productivity, facts.pair.performance)
    numbers: Numbers = {f"{side.metric}_blocks": float(side.quality.blocks) for side in sides}
    if not short:
        return Silent("Both sides of the pair have enough data.", numbers)
    return Fired(
        tier="confirmed",
        tone="neutral",
        says=" ".join(f"{side.name}: {side.reason}" for side in short),
        evidence=[evidence_of(side) for side in short],
        numbers=numbers,
    )


RULE = Rule(
    id="not_enough_data",
    title="Not enough data",
    says="At least one side of the pair rests on too little data to say anything about it.",
    fires_when="A side has under four weeks of days, under eight blocks with data, or under five"
    " events or responses in two weeks.",
    refuted_by=("Data that exists but has not arrived: a source that is late or not mapped.",),
    next_steps=(
        "Look at the team or a longer window instead of drawing conclusions from a few cases.",
        "Check that the sources deliver and that accounts are mapped to people.",
    ),
    experiment="None: an experiment on so few cases could not show anything either.",
    source="Method: simulations of this project; below these sizes false alarms exceed 5 %.",
    judge=judge,
)
