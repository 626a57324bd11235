"""The table of segments and forms: from forms, from arrays, from sparse matrices; short segments joined."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.textometry.core.reinert import SegmentTable
from autan.coding.textometry.core.reinert.segments import group_segments
from autan.coding.textometry.core.reinert.tables import UnclassifiableError, extract_class
from tests.coding.textometry.reinert_tables import PUBLISHED

SIZES = [3, 2, 1, 4, 5, 1, 3]


def dense(table: SegmentTable) -> list[list[int]]:
    values = np.zeros((len(table), len(table.forms)), dtype=int)
    values[table.rows, table.columns] = table.counts
    return values.tolist()


def sparse(starts: list[int], columns: list[int], data: list[float], shape: tuple[int, int]) -> SimpleNamespace:
    return SimpleNamespace(indptr=starts, indices=columns, data=data, shape=shape)


def test_forms_make_a_table_in_alphabetical_order() -> None:
    table = SegmentTable.from_forms([["eau", "bois", "eau"], [], ["bois"]])
    assert table.forms == ("bois", "eau")
    assert dense(table) == [[1, 2], [0, 0], [1, 0]]
    assert table.segments_by_form.tolist() == [2, 1]


def test_rare_forms_are_left_out() -> None:
    assert SegmentTable.from_forms([["eau", "eau"], ["bois"], ["bois"]], min_segments=2).forms == ("bois",)


def test_no_segment_makes_an_empty_table() -> None:
    table = SegmentTable.from_forms([])
    assert (len(table), table.forms, table.sizes.tolist()) == (0, (), [])


@pytest.mark.parametrize(
    "values",
    [
        [[0, 2, 0], [0, 0, 0], [1, 0, 1]],
        np.array([[0, 2, 0], [0, 0, 0], [1, 0, 1]], dtype=float),
        sparse([0, 1, 1, 3], [1, 2, 0], [2, 1, 1], (3, 3)),  # columns of a row in any order
        sparse([0, 2, 2, 5], [1, 1, 2, 0, 1], [1, 1, 1, 1, 0], (3, 3)),  # a cell in two parts, a written zero
    ],
)
def test_arrays_and_sparse_matrices_make_the_same_table(values: object) -> None:
    table = SegmentTable.from_array(values, forms=["a", "b", "c"])
    assert dense(table) == [[0, 2, 0], [0, 0, 0], [1, 0, 1]]
    assert table.forms == ("a", "b", "c")


def test_true_and_false_are_presence() -> None:
    assert dense(SegmentTable.from_array([[True, False], [True, True]])) == [[1, 0], [1, 1]]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([1, 0, 1], "deux dimensions"),
        ([["a", "b"]], "des nombres"),
        ([[1.0, float("nan")]], "tous connus"),
        ([[1, -1]], "jamais négatifs"),
        (sparse([0, 1], [0], [1], (3, 3)), "rangée par lignes"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(values: object, reason: str) -> None:
    with pytest.raises(UnclassifiableError) as refused:
        SegmentTable.from_array(values)
    assert reason in refused.value.reason


def test_names_must_be_as_many_as_columns() -> None:
    with pytest.raises(UnclassifiableError, match="2 noms et 5 colonnes"):
        SegmentTable.from_array(PUBLISHED, forms=["a", "b"])


def test_a_class_leaves_out_what_is_empty() -> None:
    table = SegmentTable.from_array(PUBLISHED)
    made = extract_class(table, np.array([1, 2, 5]), np.array([False, True, True, True, True]))
    assert (made.rows.tolist(), made.forms.tolist(), made.total) == ([1], [2, 3], 2.0)


@pytest.mark.parametrize(
    ("documents", "min_size", "groups", "short"),
    [
        ("ddddddd", 0, [1, 2, 3, 4, 5, 6, 7], 0),
        ("ddddddd", 1, [1, 2, 3, 4, 5, 6, 7], 0),
        ("ddddddd", 3, [1, 2, 2, 4, 5, 6, 6], 0),
        ("aaabbbc", 3, [1, 2, 2, 4, 5, 5, 7], 0),
        ("aaabccc", 4, [1, 1, 1, 4, 5, 6, 6], 0),
        ("aaaaccc", 6, [1, 1, 1, 1, 5, 5, 5], 0),
        ("abcddee", 3, [1, 2, 3, 4, 5, 6, 6], 2),
        ("ddddddd", 20, [1, 1, 1, 1, 1, 1, 1], 1),
    ],
)
def test_short_segments_join_as_published(documents: str, min_size: int, groups: list[int], short: int) -> None:
    segments = group_segments(SIZES, documents, min_size=min_size)
    assert (segments.first_segments + 1).tolist() == groups
    assert len(segments.short) == short


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=30), st.integers(0, 12))
def test_groups_keep_to_their_document_and_to_the_order(drawn: list[tuple[int, bool]], min_size: int) -> None:
    sizes = [size for size, _ in drawn]
    documents = np.cumsum([starts for _, starts in drawn]).tolist()
    segments = group_segments(sizes, documents, min_size=min_size)
    assert np.all(np.diff(segments.groups, prepend=0) >= 0)
    for group in set(segments.groups.tolist()):
        members = np.flatnonzero(segments.groups == group)
        assert len({documents[member] for member in members}) == 1
        assert (sum(sizes[member] for member in members) < min_size) == (group in segments.short)


def test_joined_segments_add_their_counts() -> None:
    table = SegmentTable.from_forms([["a", "b"], ["b"], ["c"]])
    assert dense(table.gathered(np.array([0, 0, 1]))) == [[1, 2, 0], [0, 0, 1]]
