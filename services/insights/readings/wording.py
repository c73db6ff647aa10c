"""Numbers and signals in words that can be read aloud."""

from shared.schemas.insights.signals import Change, Interval, Signal

VERBS = {"up": "rose", "down": "fell", "flat": "held"}


def level(number: float, unit: str) -> str:
    """A level of a metric: shares as percentages, the rest with its unit."""
    if unit == "share":
        return f"{100 * number:.1f} %"
    return f"{_plain(number)} {unit}"


def sentence(signal: Signal) -> str:
    """What a metric did, as far as it can be told from noise."""
    change, name = signal.change, signal.name
    if change is None:
        return f"{name}: not enough data. {signal.reason}"
    if signal.number == "uncertain":
        return f"{name}{_uncertain(signal, change)}; {_detectable(signal, change)}."
    if signal.number == "flat":
        least = amount(signal, change.smallest_effect)
        return f"{name} held at {level(change.early, signal.unit)}{_every(signal)}, within {least}."
    went = f"{VERBS[signal.number]} by {size(signal)}{_bracketed(interval(signal))}"
    ends = f"from {_bare(change.early, signal.unit)} to {level(change.late, signal.unit)}"
    return f"{name} {went}, {ends}{_every(signal)}{_since(change)}."


def size(signal: Signal) -> str:
    """How large a change was, without its sign."""
    change = signal.change
    assert change is not None
    if _in_shares(signal):
        assert change.relative is not None
        return f"{abs(100 * change.relative):.0f} %"
    return amount(signal, abs(change.effect))


def amount(signal: Signal, number: float) -> str:
    """A difference in the metric's own unit; of shares, in percentage points."""
    if signal.unit == "share":
        return f"{100 * number:.1f} points"
    return f"{_plain(number)} {signal.unit}"


def interval(signal: Signal) -> str:
    """The 95 % interval of a change in the unit that `size` uses; empty where none was found."""
    change = signal.change
    assert change is not None
    if _in_shares(signal):
        return _ends(change.relative_interval, 100, 0, "%")
    if signal.unit == "share":
        return _ends(change.interval, 100, 1, "points")
    return _ends(change.interval, 1, 2, signal.unit)


def _ends(ends: Interval | None, times: int, digits: int, unit: str) -> str:
    if ends is None:
        return ""
    low, high = (f"{times * end:+.{digits}f}".replace("-", "−") for end in (ends.low, ends.high))
    return f"95 % interval {low} to {high} {unit}"


def _bracketed(text: str) -> str:
    return f" ({text})" if text else ""


def _in_shares(signal: Signal) -> bool:
    return (
        signal.unit != "share" and signal.change is not None and signal.change.relative is not None
    )


def _uncertain(signal: Signal, change: Change) -> str:
    if signal.leaning is None:
        return ": no change that can be told from noise"
    rising = change.p_rise >= 0.5
    chance = change.p_rise if rising else 1 - change.p_rise
    ends = f"from {_bare(change.early, signal.unit)} to {level(change.late, signal.unit)}"
    leans = f" leans {'up' if rising else 'down'}, {ends}{_every(signal)}"
    return f"{leans} (probability {chance:.2f}), which is not yet told from noise"


def _detectable(signal: Signal, change: Change) -> str:
    detectable = f"{amount(signal, abs(change.smallest_detectable))}{_every(signal)}"
    return f"these data would usually have shown a change of {detectable}"


def _since(change: Change) -> str:
    if change.turn is None:
        return ""
    return f", since about {change.turn.day:%-d %B %Y}"


def _every(signal: Signal) -> str:
    """Sums are told per day worked; everything else has no such footing."""
    return " a working day" if signal.per_day else ""


def _bare(number: float, unit: str) -> str:
    return level(number, unit) if unit == "share" else _plain(number)


def _plain(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}".replace("-", "−")
