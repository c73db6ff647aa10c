"""A sample can be drawn again, and every piece of work is as likely as another."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.audits.sampling import Piece, draw, size_of

names = st.text("abc", min_size=1, max_size=3)
pieces = st.builds(Piece, names.map(lambda name: f"person:{name}"), names, names)
populations = st.sets(pieces, max_size=30)


@given(st.data(), populations, st.text(max_size=5), st.integers(0, 40))
def test_the_same_seed_draws_the_same_from_whatever_order(
    data: st.DataObject, population: set[Piece], seed: str, size: int
) -> None:
    shuffled = data.draw(st.permutations(sorted(population)))
    drawn = draw(shuffled, seed, size)
    assert drawn == draw(sorted(population), seed, size)
    assert len(drawn) == len(set(drawn)) == min(size, len(population))
    assert set(drawn) <= population


@given(populations, pieces, st.text(max_size=5), st.integers(1, 10))
def test_one_piece_more_takes_one_place_at_most(
    population: set[Piece], another: Piece, seed: str, size: int
) -> None:
    before, after = draw(population, seed, size), draw({*population, another}, seed, size)
    assert len(set(before) - set(after)) <= 1
    assert set(after) - set(before) <= {another}


def test_every_piece_is_as_likely_as_another() -> None:
    population = [Piece("team:a", "crm", str(number)) for number in range(20)]
    seeds = 4_000
    drawn = Counter(piece for seed in range(seeds) for piece in draw(population, str(seed), 5))
    expected = seeds * 5 / 20
    # 19 degrees of freedom: less than 50 in all but one of ten thousand fair draws.
    distance = sum((drawn[piece] - expected) ** 2 / expected for piece in population)
    assert distance * 20 / 15 < 50


@pytest.mark.parametrize(
    ("population", "size", "rate", "drawn"),
    [
        pytest.param(10, 3, None, 3, id="a number"),
        pytest.param(2, 3, None, 2, id="more than there are"),
        pytest.param(10, None, 0.25, 3, id="a share, rounded up"),
        pytest.param(10, None, 0.3, 3, id="a share that comes out even"),
        pytest.param(10, None, 1.0, 10, id="all"),
        pytest.param(0, None, 1.0, 0, id="all of nothing"),
    ],
)
def test_how_many_are_drawn(
    population: int, size: int | None, rate: float | None, drawn: int
) -> None:
    assert size_of(population, size, rate) == drawn
