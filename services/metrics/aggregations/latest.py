"""The latest value: a bin for each instant, whose events' mean it is."""

from datetime import UTC, datetime, timedelta

from services.metrics.aggregations.bins import Bins

EPOCH = datetime.fromtimestamp(0, UTC)


def bin_of(time: datetime) -> int:
    """The microseconds since 1970: later is greater.

    >>> bin_of(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (time - EPOCH) // timedelta(microseconds=1)


def latest(bins: Bins) -> float:
    """What was said last; of what was said at the same instant, the mean.

    >>> from services.metrics.aggregations.bins import Bin
    >>> latest({5: Bin(1, 40.0), 7: Bin(2, 30.0)})
    15.0
    """
    last = bins[max(bins)]
    return last.total / last.count
