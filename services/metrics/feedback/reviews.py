"""What a round says of a person, told so that no rater can be made out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from services.metrics.feedback.domain import Rating
from shared.schemas.metrics.feedback import Review, ReviewCell

ORDER = ("lead", "peer", "report", "customer", "others")


def cells_of(sizes: Mapping[str, int], least: int) -> dict[str, str]:
    """Under which name each group of raters is told; without those that are not told at all.

    No cell is smaller than `least`, and what is left over is none or a cell itself: whoever takes
    the cells from the whole is left with nothing, or with enough.

    >>> cells_of({"peer": 6, "report": 5, "lead": 1}, 5)
    {'lead': 'others', 'report': 'others', 'peer': 'peer'}
    >>> cells_of({"peer": 4, "lead": 1}, 5)
    {'peer': 'others', 'lead': 'others'}
    >>> cells_of({"peer": 3, "lead": 1}, 5)
    {}
    """
    small = [group for group, size in sizes.items() if size < least]
    large = sorted((size, group) for group, size in sizes.items() if size >= least)
    while small and sum(sizes[group] for group in small) < least and large:
        small.append(large.pop(0)[1])
    if sum(sizes[group] for group in small) < least:
        small = []
    return dict.fromkeys(small, "others") | {group: group for _, group in large}


def reviews_of(ratings: Iterable[Rating], least: int) -> list[Review]:
    """The reviews of a round that is over: one a person and competency."""
    aspects: dict[tuple[str, str, str], list[Rating]] = defaultdict(list)
    for rating in ratings:
        aspect = (rating.subject, rating.named["round"], rating.named.get("competency") or "")
        aspects[aspect].append(rating)
    return [_review(*aspect, said, least) for aspect, said in sorted(aspects.items())]


def overall(reviews: Sequence[Review]) -> tuple[float, int] | None:
    """The mean of what may be told, and how many raters stand behind it."""
    told = [cell for review in reviews for cell in review.cells]
    if not told:
        return None
    raters = max(sum(cell.raters for cell in review.cells) for review in reviews)
    return sum(cell.mean * cell.raters for cell in told) / sum(c.raters for c in told), raters


def unordered(comments: Iterable[str | None]) -> list[str]:
    """Comments by their letters: an order that says nothing of when or by whom they came."""
    return sorted(comment for comment in comments if comment is not None)


def _review(
    subject: str, round_: str, competency: str, said: Sequence[Rating], least: int
) -> Review:
    groups: dict[str, list[Rating]] = defaultdict(list)
    for rating in said:
        groups[rating.named["group"]].append(rating)
    own = groups.pop("self", [])
    sizes = {group: len({rating.rater for rating in each}) for group, each in groups.items()}
    cells: dict[str, list[Rating]] = defaultdict(list)
    for group, name in cells_of(sizes, least).items():
        cells[name] += groups[group]
    return Review(
        round=round_,
        subject=subject,
        competency=competency or None,
        own=own[0].value if own else None,
        cells=[_cell(name, cells[name]) for name in ORDER if cells[name]],
    )


def _cell(name: str, ratings: Sequence[Rating]) -> ReviewCell:
    return ReviewCell.model_validate(
        {
            "group": name,
            "raters": len(ratings),
            "mean": fmean(rating.value for rating in ratings),
            "comments": unordered(rating.comment for rating in ratings),
        }
    )
