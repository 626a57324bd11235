"""Values cut into classes as the atlas cuts them."""

import polars as pl
import pytest

import autan
from autan.territories.charts.core import ClassificationError


def test_each_known_value_has_the_rank_of_its_class() -> None:
    classify = autan.classify(pl.Series([1, 2, None, 9, 10, 20, 21]), "jenks", k=3)
    assert (classify.breaks, classify.counts) == ((2.0, 10.0, 21.0), (2, 2, 2))
    assert classify.ranks == (0, 0, None, 1, 1, 2, 2)


def test_chosen_breaks_and_not_a_number() -> None:
    assert autan.classify([1, float("nan"), 5], "manual", breaks=[3]).ranks == (0, None, 1)


@pytest.mark.parametrize(("method", "k"), [("natural", 5), ("jenks", 12)])
def test_a_cut_that_cannot_be_made_is_refused(method: str, k: int) -> None:
    with pytest.raises(ClassificationError, match=r"jenks, quantiles, equal, manual|de 3 à 7"):
        autan.classify([1, 2, 3], method, k=k)


def test_what_is_no_number_is_said() -> None:
    with pytest.raises(ClassificationError, match="des nombres sont attendus, pas 'a'"):
        autan.classify([1, 2, "a"], "jenks", k=3)  # type: ignore[list-item]  # what a notebook may hand over
