"""The classification at its bounds: what keeps a form, what locks a row, where a text is cut, what a remark says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.coding.textometry.core import reinert
from autan.coding.textometry.core.reinert.crossings import best_set, distinct_classes, signed_chi2
from autan.coding.textometry.core.reinert.first_axis import row_coordinates
from autan.coding.textometry.core.reinert.forms import FormReader, is_acronym
from autan.coding.textometry.core.reinert.keyness import class_keyness, keyness, typical_segments, upper_tail
from autan.coding.textometry.core.reinert.results import GrowingNode, grown_dendrogram
from autan.coding.textometry.core.reinert.segments import cut_text, group_segments
from autan.coding.textometry.core.reinert.splitting import (
    FormThresholds,
    chi2_of_cuts,
    select_forms,
    split_in_two,
    switch_rows,
)
from autan.coding.textometry.core.reinert.tables import SegmentTable
from tests.coding.textometry.reinert_tables import PUBLISHED, flags, plain_chi2, planted_themes, whole
from tests.coding.textometry.test_reinert_double import crossing

SIDES = np.array([[1, 0, 1, 1]] * 4 + [[0, 1, 1, 0]] * 4 + [[0, 1, 1, 1]])
"""Nine segments: the first four hold the form 1, the others the form 2; all hold 3, and five hold 4."""


def kept(**thresholds: float) -> list[list[int]]:
    sides = select_forms(whole(SIDES), flags(1, 2, 3, 4, of=9), FormThresholds(**thresholds))  # type: ignore[arg-type]
    return [[int(rank) + 1 for rank in np.flatnonzero(side)] for side in sides]


def test_a_form_that_tells_the_sides_apart_stays_on_the_one_that_holds_more_of_it() -> None:
    first, second = kept(contingency=0.3, min_count=1)
    assert 1 in first
    assert 1 not in second
    assert 2 in second
    assert 2 not in first
    assert 3 in first
    assert 3 in second


@pytest.mark.parametrize(
    ("least", "first", "second"), [(1, {1, 3, 4}, {2, 3}), (4, {1, 3, 4}, {2, 3}), (5, set(), {2, 3})]
)
def test_a_form_is_kept_by_a_side_of_which_enough_segments_hold_it(
    least: int, first: set[int], second: set[int]
) -> None:
    """Four segments of the first side hold its forms, five of the second."""
    sides = kept(contingency=0.0, min_count=least)
    assert set(sides[0]) <= first
    assert set(sides[1]) <= second
    assert (1 in sides[0]) == (1 in first)
    assert (2 in sides[1]) == (2 in second)


def test_a_form_at_the_threshold_is_shared() -> None:
    """Where each form is of one side alone, its coefficient is known: X = T, and C = sqrt(1/2)."""
    table = whole(np.array([[1, 0]] * 4 + [[0, 1]] * 4))
    is_first = flags(1, 2, 3, 4, of=8)
    at, under = (
        select_forms(table, is_first, FormThresholds(contingency=threshold, min_count=0))
        for threshold in (np.sqrt(0.5), np.sqrt(0.5) - 1e-9)
    )
    assert [side.tolist() for side in at] == [[True, True], [True, True]]
    assert [side.tolist() for side in under] == [[True, False], [False, True]]


def test_a_class_of_too_few_rows_or_of_one_profile_is_not_split() -> None:
    assert split_in_two(whole(PUBLISHED), min_rows=4) is None, "seven rows are not twice four"
    assert split_in_two(whole(PUBLISHED), min_rows=3) is not None
    assert split_in_two(whole(np.ones((6, 3), dtype=int)), min_rows=1) is None
    assert split_in_two(whole(np.array([[1, 1]])), min_rows=0) is None
    two = split_in_two(whole(np.array([[1, 0], [0, 1]])), min_rows=1)
    assert two is not None
    assert (two.chi2, two.cut_chi2, two.moves) == (pytest.approx(2), pytest.approx(2), 0)


@settings(max_examples=30)
@given(
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4).filter(any), min_size=4, max_size=9),
    st.integers(1, 3),
)
def test_a_split_keeps_its_rows_and_says_its_own_chi2(rows: list[list[bool]], least: int) -> None:
    values = np.array(rows, dtype=int)
    values = values[:, values.any(axis=0)]
    sides = split_in_two(whole(values), min_rows=least)
    if sides is None:
        return
    count = int(sides.is_first.sum())
    assert least <= count <= len(values) - least
    assert sides.chi2 == pytest.approx(plain_chi2(values, sides.is_first), abs=1e-9)
    assert sides.chi2 >= sides.cut_chi2 - 1e-9, "a move never lowers it"
    assert 0 < sides.singular_value <= 1 + 1e-9


def test_moves_never_empty_a_side_beyond_what_it_must_keep() -> None:
    """From the worst sides, rows go where they belong; with four rows to keep on each side, fewer may."""
    values = np.array([[1, 1, 0, 0]] * 4 + [[0, 0, 1, 1]] * 4)
    mixed = flags(1, 2, 3, 5, of=8)
    free, chi2, moves = switch_rows(whole(values), mixed, min_rows=1)
    assert {tuple(free.tolist()), tuple((~free).tolist())} == {(True,) * 4 + (False,) * 4, (False,) * 4 + (True,) * 4}
    assert (chi2, moves) == (pytest.approx(16), 2)
    locked, same, none = switch_rows(whole(values), mixed, min_rows=4)
    assert (locked.tolist(), none) == (mixed.tolist(), 0)
    assert same == pytest.approx(plain_chi2(values, mixed))


def test_each_cut_of_an_order_has_the_chi2_of_its_two_sides() -> None:
    order = np.array([2, 5, 0, 6, 1, 4, 3])
    cuts = chi2_of_cuts(whole(PUBLISHED), order)
    assert len(cuts) == 6
    for place, chi2 in enumerate(cuts, 1):
        is_first = np.isin(np.arange(7), order[:place])
        assert chi2 == pytest.approx(plain_chi2(PUBLISHED, is_first), abs=1e-9)


def test_the_row_that_is_furthest_is_on_the_negative_side_and_equal_rows_are_equal() -> None:
    singular, places = row_coordinates(whole(PUBLISHED))
    assert 0 < singular < 1
    assert places[np.argmax(np.abs(np.round(places, 9)))] < 0
    assert places[2] == pytest.approx(places[5])
    assert places[0] == pytest.approx(places[6])
    mass = PUBLISHED.sum(axis=1) / PUBLISHED.sum()
    assert float(mass @ places) == pytest.approx(0, abs=1e-9)
    assert float(mass @ places**2) == pytest.approx(1)
    none, _places = row_coordinates(whole(np.ones((3, 2), dtype=int)))
    assert none == pytest.approx(0, abs=1e-9)


def test_a_wide_and_a_long_table_have_the_axis_of_their_decomposition() -> None:
    for shape in ((60, 40), (40, 60)):
        table, _themes = planted_themes(*shape, density=0.3, themes=2, boost=4, seed=11)
        values = np.zeros(shape)
        values[table.rows, table.columns] = 1
        values = values[values.any(axis=1)][:, values.any(axis=0)]
        singular, places = row_coordinates(whole(values.astype(int)))
        shares = values / values.sum()
        rows, columns = shares.sum(axis=1), shares.sum(axis=0)
        standard = (shares - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns))
        left, known, _right = np.linalg.svd(standard)
        assert singular == pytest.approx(known[0], abs=1e-8)
        assert np.abs(places) == pytest.approx(np.abs(left[:, 0] / np.sqrt(rows)), abs=1e-5)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("un deux. trois quatre cinq six", ["un deux.", "trois quatre", "cinq six"]),
        ("un deux, trois. quatre", ["un deux, trois.", "quatre"]),
        ("un, deux trois quatre cinq", ["un,", "deux trois", "quatre cinq"]),
        ("un deux; trois: quatre cinq six", ["un deux;", "trois:", "quatre cinq six"]),
        ("un. deux; trois quatre", ["un. deux;", "trois quatre"]),  # at its place, a lesser mark is the better one
        ("un deux trois", ["un deux trois"]),
        ("un deux trois quatre", ["un deux", "trois quatre"]),
    ],
)
def test_a_strong_mark_near_the_wanted_size_is_the_best_cut(text: str, pieces: list[str]) -> None:
    assert [segment.text for segment in cut_text(text, size=2, window=1, document=7)] == pieces
    assert {segment.document for segment in cut_text(text, size=2, window=1, document=7)} == {7}


def test_groups_say_their_first_segment_their_rank_and_those_that_stay_short() -> None:
    made = group_segments([1, 1, 5, 1, 1], ["a", "a", "a", "b", "b"], min_size=3)
    assert made.first_segments.tolist() == [0, 0, 0, 3, 3]
    assert made.groups.tolist() == [0, 0, 0, 1, 1]
    assert made.short == (1,)
    assert group_segments([], [], min_size=3).groups.tolist() == []


def test_a_tree_adds_the_chi2_of_the_splits_from_the_last_one_up() -> None:
    leaf = [GrowingNode(size=size) for size in (2, 3, 4)]
    inner = GrowingNode(size=5, level=3, chi2=2.5, children=(leaf[0], leaf[1]))
    root = grown_dendrogram(GrowingNode(size=9, level=2, chi2=4.0, children=(inner, leaf[2])))
    assert (root.height, root.classes, root.size) == (6.5, (1, 2, 3), 9)
    first, last = root.children
    assert (first.height, first.classes, first.level) == (2.5, (1, 2), 3)
    assert (last.height, last.classes, last.chi2) == (0.0, (3,), 0.0)
    assert [node.size for node in root.walk()] == [9, 5, 2, 3, 4]
    alone = grown_dendrogram(GrowingNode(size=4))
    assert (alone.classes, alone.height) == ((1,), 0.0)


def remarks(table: object, **options: object) -> dict[str, tuple[str, str]]:
    found = reinert.classify(table, **options)  # type: ignore[arg-type]
    return {remark.code: (remark.text.fr.replace("\u00a0", " "), remark.text.en) for remark in found.remarks}


def test_each_remark_says_how_many_in_both_languages() -> None:
    values = np.vstack([PUBLISHED, np.zeros((2, 5), dtype=int)])
    told = remarks(values, k=4, documents=list("aaaaaaabc"), min_segment_size=2)
    assert told["few_segments"][0].startswith("Nombre de segments : 9. En dessous de 50")
    assert "Groupes de segments restés plus courts que demandé, faute de texte : 2." in told["short_segments"][0]
    assert "au lieu de 4" in told["fewer_classes"][0]
    assert told["unclassed_segments"][0].endswith(" : 2.")
    assert all(english and english != french for french, english in told.values())
    fifty, _themes = planted_themes(50, 40, density=0.3, themes=2, boost=5, seed=2)
    assert "few_segments" not in remarks(fifty, k=2)


@pytest.mark.parametrize(("rows", "is_split"), [(3, True), (2, False)])
def test_three_rows_and_three_forms_at_least_are_split(rows: int, *, is_split: bool) -> None:
    values = np.array([[1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 0, 1]])[:rows]
    found = reinert.classify(values, k=2, min_split_members=1)
    assert (found.class_count == 2) is is_split
    assert reinert.classify(values[:, :2], k=2, min_split_members=1).class_count == 1
    assert reinert.classify(values, k=2, min_split_members=4).class_count == 1


def test_a_table_that_does_not_split_is_one_class_of_the_segments_that_hold_a_form() -> None:
    found = reinert.classify([[1, 0], [1, 0], [0, 1], [0, 0]], k=2)
    assert (found.class_count, found.classes.tolist()) == (1, [1, 1, 1, 0])
    assert SegmentTable.from_array([[1, 0, 2]]).forms == ("1", "2", "3")


def test_the_largest_class_is_split_next_and_the_sizes_add_up() -> None:
    themes, _of = planted_themes(120, 60, density=0.15, themes=3, boost=8, seed=4)
    found = reinert.classify(themes, k=4)
    sizes = {1: 120}
    for split, level in zip(found.splits, found.levels, strict=True):
        assert sizes[split.parent] == max(sizes.values())
        assert sum(split.sizes) <= sizes[split.parent]
        sizes = {number: int((level == number).sum()) for number in range(1, int(level.max()) + 1)}
    assert [split.level for split in found.splits] == [2, 3, 4]


def test_keyness_is_signed_and_vanishes_where_uses_are_alike() -> None:
    assert keyness([10, 90], [20, 180]).tolist() == pytest.approx([0, 0])
    more, less = keyness([30, 70], [10, 190])
    assert more > 0 > less
    assert more == pytest.approx(-less)
    plain = 300 * (30 * 190 - 10 * 70) ** 2 / (40 * 260 * 100 * 200)
    assert more == pytest.approx(plain), "no correction where every count that is expected reaches five"


def test_key_forms_are_cut_at_their_chance_and_equal_ones_are_in_alphabetical_order() -> None:
    table = SegmentTable.from_forms([["b", "a", "c"]] * 5 + [["d", "c"]] * 5)
    classes = np.array([1] * 5 + [2] * 5)
    keys = class_keyness(table, classes, 1, max_p=1, most=None)
    assert [key.form for key in keys if key.keyness > 0] == ["a", "b"]
    chance = next(key.p for key in keys if key.form == "a")
    assert "a" in [key.form for key in class_keyness(table, classes, 1, max_p=chance)], "at the chance itself"
    assert "a" not in [key.form for key in class_keyness(table, classes, 1, max_p=chance * 0.999)]
    assert (upper_tail(0), upper_tail(4.0) == upper_tail(-4.0)) == (1, True)
    common = next(key for key in keys if key.form == "c")
    assert (common.count, common.count_elsewhere, common.segments, common.segment_share) == (5, 5, 5, 1.0)


def test_typical_segments_are_those_of_the_highest_sum_the_first_of_the_text_first() -> None:
    table = SegmentTable.from_forms([["x"], ["x", "y"], ["x", "y"], ["z"], ["z"], ["z"], ["w", "x"]] * 6)
    classes = np.array([1, 1, 1, 2, 2, 2, 1] * 6)
    typical = typical_segments(table, classes, 1, most=4)
    assert [one.segment for one in typical] == [1, 2, 8, 9]
    keys = {key.form: key.keyness for key in class_keyness(table, classes, 1, most=None) if key.keyness > 0}
    assert typical[0].score == pytest.approx(sum(keys.get(form, 0) for form in ("x", "y")))
    assert list(typical[0].forms) == sorted(typical[0].forms, key=lambda form: -keys[form])
    assert len(typical_segments(table, classes, 1, most=1)) == 1


@pytest.mark.parametrize(
    ("both", "first", "second", "total", "sign"),
    [(4, 4, 4, 8, 1), (0, 4, 4, 8, -1), (2, 4, 4, 8, 0), (0, 0, 4, 8, 0), (4, 8, 4, 8, 0), (4, 4, 8, 8, 0)],
)
def test_an_association_has_the_sign_of_what_is_beyond_chance(
    both: int, first: int, second: int, total: int, sign: int
) -> None:
    chi2 = signed_chi2(both, first, second, total)
    assert (chi2 > 0) - (chi2 < 0) == sign
    assert signed_chi2(both, second, first, total) == chi2


def test_the_address_of_a_class_is_its_level_and_its_number_and_no_class_has_none() -> None:
    levels = [np.array([1, 2, 0]), np.array([3, 1, 2])]
    assert list(distinct_classes(levels)) == [(2, 1), (2, 2), (3, 2)], "the third level holds two of them again"
    assert distinct_classes([np.array([0, 0])]) == {}
    assert distinct_classes([]) == {}


def test_a_set_says_its_weight_its_size_and_its_places_in_order() -> None:
    crossings = [crossing(1, 7), crossing(5, 1, 2), crossing(3, 3)]
    found = best_set(crossings, 2)
    assert found is not None
    assert (found.places, found.chi2, found.size, found.is_best_known) == ((1, 2), 8, 3, True)
    assert best_set(crossings, 0) is not None
    assert best_set([crossing(5, 1), crossing(4, 1)], 2) is None


@pytest.mark.parametrize("sizes", [(40, 0), (0, 40)])
def test_two_classifications_tell_the_remarks_of_both_once(sizes: tuple[int, int]) -> None:
    table, _themes = planted_themes(40, 30, density=0.3, themes=2, boost=6, seed=6)
    found = reinert.classify_twice(table, min_segment_sizes=sizes, k=2, documents=list(range(40)), min_members=1)
    codes = [remark.code for remark in found.remarks]
    assert codes.count("few_segments") == 1
    assert "short_segments" in codes
    assert [run.parameters.min_segment_size for run in (found.first, found.second)] == list(sizes)
    given = dict(found.method.parameters)
    assert (given["min_members"], given["min_chi2"], given["weighs_all"]) == ("1", "3.84", "True")
    classes = found.classes(2)
    for number, place in enumerate(found.by_chi2[2].places, 1):
        assert np.array_equal(classes == number, found.crossings[place].members)


def test_sets_that_cannot_beat_the_best_are_not_weighed() -> None:
    """Ten that share nothing, the heaviest two first: one more step tells that no other pair is worth weighing."""
    apart = [crossing(20 - rank, rank + 1, of=10) for rank in range(10)]
    found = best_set(apart, 2, max_steps=4)
    assert found is not None
    assert (found.places, found.is_best_known) == ((0, 1), True)
    cut = best_set(apart, 2, max_steps=3)
    assert cut is not None
    assert (cut.places, cut.is_best_known) == ((0, 1), False)


@pytest.mark.parametrize(
    ("word", "is_one"), [("GES", True), ("ges", False), ("Ges", False), ("CO2", True), ("A", False), ("EnR", True)]
)
def test_an_acronym_is_told_by_its_capitals(word: str, *, is_one: bool) -> None:
    assert is_acronym(word) is is_one


def test_the_longest_term_is_kept_whole_and_words_left_out_are_not_in_it() -> None:
    reader = FormReader(terms=["réseau", "réseau de chaleur", "chaleur fatale"], left_out=["de", "la"])
    assert reader.read("la chaleur du réseau de chaleur fatale") == ["chaleur", "du", "réseau_de_chaleur", "fatale"]
    assert reader.read("réseau de gaz") == ["réseau", "gaz"]
    assert reader.read("le plan b") == ["le", "plan"], "one letter is no form"
