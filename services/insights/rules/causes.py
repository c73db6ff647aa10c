"""Ranked causes: those that something speaks for, and questions about the others."""

from collections.abc import Iterable, Iterator

from services.insights.readings.context import context_sources
from services.insights.rules.cause_cards import cause_cards
from services.insights.rules.cells import evidence_of
from services.insights.rules.facts import Facts
from services.insights.rules.weighing import Weighed, weigh
from services.insights.statistics.cause_table import cause_table
from shared.schemas.insights.findings import Cause, Evidence, Question
from shared.schemas.insights.signals import Signal

SPEAKS = 1.28  # |z| from which a context signal speaks for a direction: a probability of .9


def causes_of(facts: Facts, among: Iterable[str]) -> tuple[list[Cause], list[Question]]:
    """The causes with evidence, likeliest first; a cause without evidence is a question."""
    weighed = weigh(facts)
    ranked = sorted(among, key=lambda name: -weighed.probability[name])
    causes = [_cause(name, facts, weighed) for name in ranked]
    questions = [
        Question(about=cause.id, ask=cause_cards()[cause.id].ask)
        for cause in causes
        if not cause.evidence
    ]
    return [cause for cause in causes if cause.evidence], [*questions, *_separating(facts, weighed)]


def _cause(name: str, facts: Facts, weighed: Weighed) -> Cause:
    card = cause_cards()[name]
    evidence = [evidence_of(signal) for signal, fits in _context(name, facts, weighed) if fits]
    if name == "incentive_misalignment":
        evidence += facts.one_sided
    return Cause(
        id=name,
        name=card.name,
        says=card.says,
        probability=round(weighed.probability[name], 3),
        stands_out=weighed.stands_out == name,
        evidence=evidence,
        against=_against(name, facts, weighed),
        refuted_by=card.refuted_by,
        next_steps=list(card.next_steps),
        experiment=card.experiment,
    )


def _context(name: str, facts: Facts, weighed: Weighed) -> Iterator[tuple[Signal, bool]]:
    """Each known context signal that should move if this is the cause; whether it does."""
    for context, expected in _expected(name):
        signal = facts.context.get(context)
        if signal is not None and signal.change is not None and expected != 0:
            yield signal, weighed.z[context] * expected >= SPEAKS


def _against(name: str, facts: Facts, weighed: Weighed) -> list[Evidence]:
    """What moved the other way, and what was shown to stay although it should move."""
    found = []
    for context, expected in _expected(name):
        signal = facts.context.get(context)
        if signal is None or signal.change is None:
            continue
        otherwise = weighed.z[context] * expected <= -SPEAKS
        stayed = expected != 0 and signal.number == "flat"
        stray = expected == 0 and signal.number in ("up", "down")
        if otherwise or stayed or stray:
            found.append(evidence_of(signal))
    return found


def _expected(name: str) -> Iterator[tuple[str, float]]:
    table = cause_table()
    return zip(table.signals, table.effects[table.causes.index(name)].tolist(), strict=True)


def _separating(facts: Facts, weighed: Weighed) -> list[Question]:
    """The signal that would tell the two likeliest causes apart, where nobody measures it."""
    source = context_sources().get(weighed.separating)
    if weighed.stands_out or source is None or weighed.separating in facts.context:
        return []
    return [Question(about=weighed.separating, ask=source.ask)]
