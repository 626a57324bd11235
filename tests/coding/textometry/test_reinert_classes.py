"""The whole classification: levels, dendrogram, remarks, options, and the same digits on every run."""

import numpy as np
import pytest

from autan.coding.textometry.core import reinert
from autan.coding.textometry.core.reinert.results import FEW_SEGMENTS
from autan.coding.textometry.core.reinert.tables import UnclassifiableError
from tests.coding.textometry.reinert_tables import PUBLISHED, adjusted_rand, planted_themes, same_partition

THEMES, OF_SEGMENT = planted_themes(400, 200, density=0.05, themes=4, boost=8, seed=3)


def codes(found) -> list[str]:
    return [remark.code for remark in found.remarks]


def test_the_published_table_in_two_classes() -> None:
    classify = reinert.classify(PUBLISHED, k=2)
    assert same_partition(classify.classes, np.array([2, 2, 1, 2, 2, 1, 2]))
    assert classify.splits[0].height == pytest.approx(4.843137255, abs=1e-8)
    assert (classify.splits[0].sizes, classify.splits[0].parent, classify.splits[0].level) == ((2, 5), 1, 2)


def test_the_published_table_in_three_classes() -> None:
    """The class {1, 2, 4, 5, 7} keeps the forms 2, 3 and 4: five rows 110 011 111 111 110."""
    classify = reinert.classify(PUBLISHED, k=4)
    assert same_partition(classify.classes, np.array([3, 2, 1, 2, 2, 1, 3]))
    assert [split.chi2 for split in classify.splits] == pytest.approx([4.843137255, 2.1], abs=1e-8)
    assert [split.height for split in classify.splits] == pytest.approx([6.943137255, 2.1], abs=1e-8)
    assert codes(classify) == ["few_segments", "fewer_classes"]


def test_planted_themes_are_found() -> None:
    classify = reinert.classify(THEMES, k=4)
    assert adjusted_rand(classify.classes, OF_SEGMENT) > 0.9
    assert classify.class_count == 4
    assert codes(classify) == []


def test_every_level_refines_the_one_before() -> None:
    classify = reinert.classify(THEMES, k=6)
    for coarse, fine in zip(classify.levels, classify.levels[1:], strict=False):
        for number in range(1, int(fine.max()) + 1):
            assert len(set(coarse[fine == number].tolist())) == 1
    assert [int(classes.max()) for classes in classify.levels] == [2, 3, 4, 5, 6]


def test_the_dendrogram_follows_the_splits() -> None:
    classify = reinert.classify(THEMES, k=5)
    nodes = list(classify.dendrogram.walk())
    assert classify.dendrogram.classes == (1, 2, 3, 4, 5)
    assert classify.dendrogram.size == 400
    leaves = {node.classes[0]: node.size for node in nodes if not node.children}
    assert leaves == {number: int((classify.classes == number).sum()) for number in range(1, 6)}
    by_level = {node.level: node for node in nodes if node.children}
    for split in classify.splits:
        assert (by_level[split.level].height, by_level[split.level].chi2) == (split.height, split.chi2)
        assert split.height == pytest.approx(sum(other.chi2 for other in classify.splits if other.level >= split.level))
    for node in nodes:
        assert all(child.height < node.height for child in node.children)


def test_the_same_digits_on_every_run() -> None:
    first, second = (reinert.classify(THEMES, k=6) for _ in range(2))
    assert first.splits == second.splits
    assert np.array_equal(first.classes, second.classes)


def test_the_order_of_the_columns_changes_nothing() -> None:
    dense = np.zeros((400, 200), dtype=int)
    dense[THEMES.rows, THEMES.columns] = 1
    turned = reinert.classify(dense[:, ::-1], k=4)
    assert same_partition(turned.classes[:120], reinert.classify(dense, k=4).classes[:120])


def test_each_class_keeps_the_rows_it_must() -> None:
    loose = reinert.classify(THEMES, k=8)
    strict = reinert.classify(THEMES, k=8, min_class_size=40)
    sizes = [int((strict.classes == number).sum()) for number in range(1, strict.class_count + 1)]
    assert min(np.bincount(loose.classes)[1:]) < 40 <= min(sizes)


def test_joined_segments_have_one_class() -> None:
    documents = np.arange(400) // 4
    classify = reinert.classify(THEMES, k=3, documents=documents.tolist(), min_segment_size=12)
    assert int(classify.groups.max()) < 399
    for group in set(classify.groups.tolist()):
        assert len(set(classify.classes[classify.groups == group].tolist())) == 1
    assert "short_segments" in codes(reinert.classify(THEMES, k=3, documents=list(range(400)), min_segment_size=12))


def test_a_segment_without_a_form_has_no_class() -> None:
    values = np.vstack([PUBLISHED, np.zeros((1, 5), dtype=int)])
    classify = reinert.classify(values, k=2)
    assert classify.classes[-1] == 0
    assert "unclassed_segments" in codes(classify)
    assert same_partition(classify.classes[:-1], reinert.classify(PUBLISHED, k=2).classes)


def test_segments_lose_their_class_when_no_form_of_theirs_is_kept() -> None:
    classify = reinert.classify(THEMES, k=4, min_form_count=25)
    assert "unclassed_segments" in codes(classify)
    assert (classify.levels[0] > 0).sum() > (classify.classes > 0).sum()


def test_few_segments_are_warned_of() -> None:
    assert "few_segments" in codes(reinert.classify(THEMES_49, k=2))
    assert "few_segments" not in codes(reinert.classify(THEMES, k=2))


THEMES_49 = planted_themes(FEW_SEGMENTS - 1, 60, density=0.2, themes=2, boost=5, seed=1)[0]


@pytest.mark.parametrize(
    ("values", "k", "documents", "reason"),
    [
        (np.zeros((0, 4), dtype=int), 2, None, "pas vide"),
        (np.zeros((9, 4), dtype=int), 2, None, "pas vide"),
        (np.ones((9, 1), dtype=int), 2, None, "au moins deux formes"),
        (np.eye(9, 4, dtype=int) * 0 + np.array([1, 0, 0, 0]), 2, None, "au moins deux formes"),
        (PUBLISHED, 1, None, "deux classes"),
        (PUBLISHED, 2, [1, 1], "un document pour chaque segment"),
    ],
)
def test_what_cannot_be_classified_is_refused_with_its_reason(values, k: int, documents, reason: str) -> None:
    with pytest.raises(UnclassifiableError) as refused:
        reinert.classify(values, k=k, documents=documents)
    assert reason in refused.value.reason


@pytest.mark.parametrize("values", [np.ones((9, 4), dtype=int), np.eye(4, dtype=int), PUBLISHED[:, :2]])
def test_what_does_not_split_is_one_class_and_says_so(values: np.ndarray) -> None:
    classify = reinert.classify(values, k=3)
    assert classify.class_count == 1
    assert set(classify.classes.tolist()) <= {0, 1}
    assert "fewer_classes" in codes(classify)
    assert classify.dendrogram.children == ()


def test_the_method_holds_every_parameter() -> None:
    classify = reinert.classify(PUBLISHED, k=3, min_segment_size=2, min_split_members=1, contingency_threshold=0.25)
    assert dict(classify.method.parameters) == {
        "k": "3",
        "min_segment_size": "2",
        "min_split_members": "3",
        "min_class_size": "1",
        "contingency_threshold": "0.25",
        "min_form_count": "3",
    }
