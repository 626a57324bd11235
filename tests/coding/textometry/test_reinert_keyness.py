"""Forms that a class overuses, segments that are typical of it."""

import numpy as np
import pytest

from autan.coding.textometry.core.reinert import SegmentTable
from autan.coding.textometry.core.reinert.keyness import (
    KeynessMeasure,
    class_keyness,
    keyness,
    typical_segments,
    upper_tail,
)

FORMS = "abcdefgh"
D1, D2 = [3, 2, 6, 1, 1, 1, 1, 2], [2, 1, 2, 4, 1, 1, 0, 1]
CORRECTED = [0.0047386, 0.0893037, 0.4672984, -2.0402471, -0.0658134, -0.0658134, 0.7310924, 0.0893037]
PLAIN = [0.0047386, 0.0893037, 1.2218721, -3.7150327, -0.0658134, -0.0658134, 0.7310924, 0.0893037]
G2 = [0.0047514, 0.0912419, 1.2742380, 3.7794405, 0.0649005, 0.0649005, 1.0932910, 0.0912419]


def test_the_published_keyness() -> None:
    assert keyness(D1, D2) == pytest.approx(CORRECTED, abs=5e-8)
    assert keyness(D1, D2, corrects=False) == pytest.approx(PLAIN, abs=5e-8)
    assert np.abs(keyness(D1, D2, measure=KeynessMeasure.G2)) == pytest.approx(G2, abs=5e-8)
    assert keyness(D2, D1) == pytest.approx([-value for value in CORRECTED], abs=5e-8)


def test_the_published_pair() -> None:
    measures = keyness([3, 7], [7, 2]), keyness([3, 7], [7, 2], corrects=False)
    assert [measure[0] for measure in measures] == pytest.approx([-2.6324383, -4.3371605], abs=5e-8)
    assert keyness([3, 7], [7, 2], measure=KeynessMeasure.G2)[0] == pytest.approx(-4.5349393, abs=5e-8)


@pytest.mark.parametrize(
    ("target", "reference", "wanted"),
    [(D1, D2, "gcbhaefd"), (D2, D1, "defabhcg")],
)
def test_the_published_order(target: list[int], reference: list[int], wanted: str) -> None:
    measured = np.round(keyness(target, reference), 9)
    assert "".join(FORMS[rank] for rank in np.argsort(-measured, kind="stable")) == wanted


def test_a_gap_of_half_the_occurrences_is_corrected_to_nothing() -> None:
    assert keyness([1, 1], [0, 2]).tolist() == [0, 0]
    assert keyness([1, 1], [0, 2], corrects=False).tolist() == pytest.approx([4 / 3, -4 / 3])


def test_a_table_is_corrected_where_fewer_than_five_are_expected() -> None:
    assert keyness([8, 2], [2, 8]) == pytest.approx([7.2, -7.2]), "five are expected in each cell"
    scarce = keyness([8, 2], [2, 7]), keyness([8, 2], [2, 7], corrects=False)
    assert [measure[0] for measure in scarce] == pytest.approx([19 * (52 - 9.5) ** 2 / 8100, 19 * 52**2 / 8100])


@pytest.mark.parametrize("measure", KeynessMeasure)
def test_empty_margins_are_zero(measure: KeynessMeasure) -> None:
    assert keyness([0, 0], [0, 0], measure=measure).tolist() == [0, 0]
    assert np.abs(keyness([3, 0], [1, 0], measure=measure)).tolist() == [0, 0]


def test_the_upper_tail_of_known_quantiles() -> None:
    assert [upper_tail(x) for x in (3.841458821, -6.634896601)] == pytest.approx([0.05, 0.01], abs=1e-9)


BOIS = ["bois", "chaufferie", "bois"]
VELO = ["vélo", "piste"]
TABLE = SegmentTable.from_forms([*[BOIS] * 6, *[VELO] * 5, ["bois", "vélo"], ["rien"]])
CLASSES = np.array([1] * 6 + [2] * 6 + [0])


def test_the_forms_of_a_class() -> None:
    keys = {key.form: key for key in class_keyness(TABLE, CLASSES, 1)}
    assert list(keys) == ["bois", "vélo", "piste"]
    bois = keys["bois"]
    assert (bois.count, bois.count_elsewhere, bois.segments, bois.segment_share) == (12, 1, 6, 1.0)
    assert bois.keyness > 0 > keys["vélo"].keyness
    assert bois.p == upper_tail(bois.keyness) <= 0.05


def test_what_has_no_class_is_in_neither_side() -> None:
    assert "rien" not in {
        key.form for key in class_keyness(TABLE, CLASSES, 2, max_p=1, most=None) if key.count_elsewhere
    }


def test_forms_are_sorted_and_cut() -> None:
    whole = class_keyness(TABLE, CLASSES, 1, max_p=1, most=None, measure=KeynessMeasure.G2)
    strengths = [abs(key.keyness) for key in whole]
    assert strengths == sorted(strengths, reverse=True)
    assert class_keyness(TABLE, CLASSES, 1, max_p=1, most=2, measure=KeynessMeasure.G2) == whole[:2]
    assert class_keyness(TABLE, CLASSES, 9) == ()


def test_typical_segments_hold_the_overused_forms() -> None:
    found = typical_segments(TABLE, CLASSES, 2, most=3)
    assert [typical.segment for typical in found] == [6, 7, 8]
    assert set(found[0].forms) == {"vélo", "piste"}
    scores = [typical.score for typical in typical_segments(TABLE, CLASSES, 2)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 6
    assert typical_segments(TABLE, CLASSES, 9) == ()
