"""What became of the lines of a file that was imported."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from deploy.history import Row

FATES = ("stored", "duplicates", "conflicts", "quarantined")
RARE = ("ignored", "unreadable")  # told only where there are any
WRONG = ("conflict", "quarantined")
SHOWN_AT_MOST = 50


class Outcome:
    """Counts of fates, and what is wrong with which line."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._wrong: list[str] = []

    def add(self, batch: Sequence[Row], told: dict[str, Any]) -> None:
        """Note what became of a batch."""
        self._counts.update({fate: told.get(fate, 0) for fate in (*FATES, *RARE)})
        sent = [row for row in batch if not row.why]
        wrong = [(row.line, row.why) for row in batch if row.why]
        self._counts["unreadable"] += len(wrong)
        wrong += [
            (sent[result["index"]].line, f"{result['status']}, {result['detail']}")
            for result in told["results"]
            if result["status"] in WRONG
        ]
        self._wrong += [f"line {line}: {why}" for line, why in sorted(wrong)]

    @property
    def is_bad(self) -> bool:
        """Whether any line did not come to count."""
        return bool(self._wrong)

    def complaints(self) -> Iterator[str]:
        """What is wrong, line by line, until it is too much to read."""
        yield from self._wrong[:SHOWN_AT_MOST]
        if len(self._wrong) > SHOWN_AT_MOST:
            yield f"and {len(self._wrong) - SHOWN_AT_MOST} lines more."

    def summary(self) -> str:
        """How many lines came to what."""
        rare = [fate for fate in RARE if self._counts[fate]]
        return ", ".join(f"{self._counts[fate]} {fate}" for fate in (*FATES, *rare))
