"""Whether a guardrail holds, since when it is broken, and whose credit that holds back."""

from collections.abc import Iterator, Sequence
from datetime import date

from shared.schemas.goals.key_results import Guardrail
from shared.schemas.goals.progress import Credit, GuardrailProgress, GuardrailState
from shared.schemas.words import Kind

# Values are quotients of sums: a limit is crossed only by more than their rounding.
ROUNDING = 1e-9

Rolled = Sequence[tuple[date, float | None]]


def crosses(guardrail: Guardrail, value: float) -> bool:
    """Whether a value is beyond the limit; on it is not beyond."""
    slack = ROUNDING * max(1.0, abs(guardrail.limit))
    if guardrail.bound == "floor":
        return value < guardrail.limit - slack
    return value > guardrail.limit + slack


def guarded(guardrail: Guardrail, rolled: Rolled) -> GuardrailProgress:
    """A guardrail on the last of the days; `rolled` is its metric's value over its window."""
    value = rolled[-1][1] if rolled else None
    state = _state(guardrail, value)
    return GuardrailProgress(
        **guardrail.model_dump(include={"metric", "bound", "limit", "margin", "window_days"}),
        current=value,
        state=state,
        since=breach_began(guardrail, rolled) if state == "broken" else None,
    )


def _state(guardrail: Guardrail, value: float | None) -> GuardrailState:
    if value is None:
        return "unknown"
    if crosses(guardrail, value):
        return "broken"
    if guardrail.margin is None:
        return "holds"
    inner = guardrail.margin if guardrail.bound == "floor" else -guardrail.margin
    return "near" if crosses(guardrail, value - inner) else "holds"


def breach_began(guardrail: Guardrail, rolled: Rolled) -> date | None:
    """The first broken day after the last that held; a day without data ends no breach."""
    began = None
    for day, value in reversed(rolled):
        if value is None:
            continue
        if not crosses(guardrail, value):
            break
        began = day
    return began


def reviews_held(guards: Sequence[tuple[Guardrail, Rolled]], first: date, days: int) -> int:
    """How many whole review periods of so many days, back from the last, every guardrail held.

    A period in which one was crossed on any day, or nothing was measured of it, ends the row.
    """
    if not guards:
        return 0
    periods = [_periods(guardrail, rolled, first, days) for guardrail, rolled in guards]
    together = [all(held) for held in zip(*periods, strict=True)]
    return next((n for n, held in enumerate(together) if not held), len(together))


def _periods(guardrail: Guardrail, rolled: Rolled, first: date, days: int) -> Iterator[bool]:
    since = [value for day, value in rolled if day >= first]
    for end in range(len(since), days - 1, -days):
        known = [value for value in since[end - days : end] if value is not None]
        yield bool(known) and not any(crosses(guardrail, value) for value in known)


def credit(
    metric: str, kind: Kind | None, guards: Sequence[tuple[GuardrailProgress, Kind | None]]
) -> Credit:
    """Whether a gain in a metric counts; it is guarded by every guardrail of another kind."""
    guarding = [guard for guard, its_kind in guards if guard.metric != metric and its_kind != kind]
    if broken := [guard for guard in guarding if guard.state == "broken"]:
        since = min(guard.since for guard in broken if guard.since)
        names = " and ".join(f"the {guard.bound} of {guard.metric!r}" for guard in broken)
        return Credit(state="held", since=since, reason=f"Held while {names} is broken.")
    if unknown := [guard for guard in guarding if guard.state == "unknown"]:
        names = " and ".join(repr(guard.metric) for guard in unknown)
        return Credit(state="unknown", reason=f"Nothing was measured of {names}.")
    if not guarding:
        return Credit(state="granted", reason="Nothing guards it: no counterweight has a limit.")
    return Credit(state="granted", reason="Every guardrail of its counterweight holds.")
