"""What is wrong between a text and its figures is found, each thing by its kind."""

import pytest

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.publishing.living_text.core.claims import Verdict
from autan.publishing.living_text.core.computed_text import evidence_of, in_asked_unit
from autan.publishing.living_text.core.findings import FindingKind, check_text, stale_marks, stopping
from autan.publishing.living_text.core.sentences import uncited_numbers
from tests.evidence.figures.making import make_figure
from tests.publishing.living_text.writing import TEXT, computed_text, read, with_body

CLAIM = "{{schemes | text: dix | claim: value == 10}}"
FACT = EvidenceRef(kind="fact", key="S001")


def kinds(computed):
    return [finding.kind for finding in stopping(check_text(computed))]


def test_nothing_is_found_when_all_is_well():
    assert kinds(computed_text(with_body(CLAIM), {"schemes": make_figure(10)})) == []


def test_a_claim_that_no_longer_holds_is_stale_with_its_place_and_both_sayings():
    (finding,) = check_text(computed_text(with_body(CLAIM), {"schemes": make_figure(9, known=11, total=11)}))
    assert finding.kind is FindingKind.STALE_CLAIM
    assert (finding.place.column, finding.subject) == (1, "schemes")
    assert "« dix »" in finding.detail.fr
    assert "9 (11/11)" in finding.detail.fr


def test_a_claim_on_a_range_says_both_ends():
    figure = make_figure(None, low=30, high=80, state="observed", known=1)
    (finding,) = check_text(computed_text(with_body("{{schemes | text: x | claim: high == 90}}"), {"schemes": figure}))
    assert "30–80" in finding.detail.fr


def test_a_claim_on_an_unknown_value_cannot_be_verified():
    computed = computed_text(with_body(CLAIM), {"schemes": make_figure(None)})
    assert kinds(computed) == [FindingKind.UNVERIFIABLE_CLAIM]
    assert list(stale_marks(computed).values()) == [Verdict.UNVERIFIABLE]


def test_a_figure_that_no_room_knows_is_found_once_by_its_name_and_by_its_claim():
    computed = computed_text(with_body(CLAIM), {}, unknown_ids={"chart": ("x.y",)})
    assert kinds(computed) == [FindingKind.UNVERIFIABLE_CLAIM, FindingKind.UNKNOWN_FIGURE]
    assert "?" in check_text(computed)[0].detail.fr


def test_a_comparison_set_in_bold_is_still_one():
    found = [
        finding.kind
        for finding in check_text(
            computed_text(
                with_body("Il y a **plus de** bois ici.\n\n{{schemes}} en tout."), {"schemes": make_figure(1)}
            )
        )
    ]
    assert FindingKind.UNCLAIMED_COMPARISON in found
    text = check_text(computed_text(with_body("Il y a **plus de** bois que {{schemes}}."), {"schemes": make_figure(1)}))
    assert FindingKind.UNCLAIMED_COMPARISON not in [finding.kind for finding in text]


def test_a_unit_that_does_not_convert_is_found():
    source = with_body("{{schemes}}", figures="  schemes: {figure: x.y, unit: EUR}\n")
    computed = computed_text(source, {"schemes": make_figure(10)})
    assert kinds(computed) == [FindingKind.UNFIT_UNIT]
    assert computed.printed_figures()["schemes"].unit.code == "MWh"


def test_claims_are_judged_in_the_printed_unit():
    source = with_body("{{schemes | text: trois | claim: value == 3}}", figures="  schemes: {figure: x.y, unit: GWh}\n")
    assert kinds(computed_text(source, {"schemes": make_figure(3000)})) == []


def test_a_figure_without_evidence_is_found_wherever_it_is_printed_or_drawn():
    bare = make_figure(10, evidence=())
    assert kinds(computed_text(with_body("{{schemes}}"), {"schemes": bare})) == [FindingKind.MISSING_EVIDENCE]
    chart = Chart(
        id="c",
        kind=ChartKind.BARS,
        title=Text("T", "T"),
        sentence=Text("S", "S"),
        rows=(ChartRow(label=Text("L", "L"), figures=(bare,)),),
        series=(),
        source=Text("S", "S"),
    )
    computed = computed_text(with_body("{{schemes}}"), {"schemes": make_figure(10)})
    drawn = type(computed)(text=computed.text, figures=computed.figures, illustrations={"c": chart})
    assert kinds(drawn) == [FindingKind.MISSING_EVIDENCE]


def test_evidence_that_is_gone_is_found_even_under_the_inputs():
    whole = make_figure(10, evidence=(), inputs=(make_figure(10),))
    assert list(evidence_of(whole)) == [FACT]
    computed = computed_text(with_body("{{schemes}}"), {"schemes": whole}, dead_evidence=frozenset({FACT}))
    assert kinds(computed) == [FindingKind.DEAD_EVIDENCE]


def test_a_cited_fact_that_is_gone_is_a_dead_citation():
    source = with_body("{{schemes}} dit cela [@S001].")
    computed = computed_text(source, {"schemes": make_figure(10)}, dead_citations=frozenset({"S001"}))
    assert kinds(computed) == [FindingKind.DEAD_CITATION]


def test_a_map_without_contour_is_a_remark_at_its_place():
    computed = computed_text(TEXT, {"schemes": make_figure(10)}, maps_without_contour=frozenset({"forms"}))
    (finding,) = [item for item in check_text(computed) if item.kind is FindingKind.MAP_WITHOUT_CONTOUR]
    assert (finding.subject, finding.place.line) == ("forms", 21)
    assert finding not in stopping(check_text(computed))


def test_a_number_typed_by_hand_without_citation_is_found():
    computed = computed_text(with_body("{{schemes}} et 12 autres."), {"schemes": make_figure(10)})
    (finding,) = check_text(computed)
    assert (finding.kind, finding.subject) == (FindingKind.UNCITED_NUMBER, "12")


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("Il y en a 12.", ["12"]),
        ("Il y en a 12 [@S001].", []),
        ("Il y en a 12. [@S001]", []),
        ("Il y en a 12 [@S001]. Puis 13.", ["13"]),
        ("Depuis 2013, le 31 juillet 2026 et le 1er mars 2014.", []),
        ("On 7 December 2012, then 1 May 2013.", []),
        ("# 12 titres", []),
        ("- un point, 3,5 fois\n- deux [@S001] 4", ["3,5"]),
        ("> *Encadré* de **12** [mots](https://x.fr/2)", ["12"]),
        ("{{figures: schemes}}", []),
    ],
)
def test_numbers_need_a_citation_in_their_own_sentence(body, numbers):
    found = [number for number, _ in uncited_numbers(read(with_body("{{schemes}}\n\n" + body)).blocks)]
    assert found == numbers


def test_each_kind_of_finding_has_words():
    assert all(kind.label.fr and kind.label.en for kind in FindingKind)


def test_a_figure_keeps_its_unit_when_none_is_asked_for():
    figure = make_figure(10)
    assert in_asked_unit(figure, "") is figure


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Le bois fournit plus que le soleil.", "plus"),
        ("Castres est le premier producteur.", "premier"),
        ("Wood gives more than the sun.", "more than"),
        ("Il n’y a plus de charbon.", ""),
        ("Le bois fournit plus que le soleil [@S067].", ""),
        ("{{schemes | text: Plus que dix | claim: value >= 10}}.", ""),
        ("Au moins dix.", ""),
    ],
)
def test_a_comparison_without_a_claim_is_listed_and_does_not_stop(sentence, word):
    source = with_body(f"{{{{schemes}}}}.\n\n{sentence}")
    computed = computed_text(source, {"schemes": make_figure(10)})
    subjects = [item.subject for item in check_text(computed) if item.kind is FindingKind.UNCLAIMED_COMPARISON]
    assert subjects == ([word] if word else [])
    assert kinds(computed) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Aucune page lue ne dit sa suite.", "Aucune page lue"),
        ("Le plan n’a pas été trouvé.", "n’a pas été trouvé"),
        ("Nothing was found there.", "Nothing was"),
        ("Aucune page lue ne dit sa suite [@S001].", ""),
        ("{{schemes | text: Aucune page lue | claim: value == 10}} ne dit sa suite.", ""),
        ("Le plan est connu.", ""),
    ],
)
def test_an_absence_without_a_claim_is_listed_and_does_not_stop(sentence, words):
    computed = computed_text(with_body(f"{{{{schemes}}}}.\n\n{sentence}"), {"schemes": make_figure(10)})
    subjects = [item.subject for item in check_text(computed) if item.kind is FindingKind.UNCLAIMED_ABSENCE]
    assert subjects == ([words] if words else [])


def test_a_number_spelled_out_is_listed_and_does_not_stop():
    computed = computed_text(with_body("{{schemes}}.\n\nCinq ont un plan."), {"schemes": make_figure(10)})
    assert [(item.kind, item.subject) for item in check_text(computed)] == [(FindingKind.UNCITED_COUNT, "Cinq")]


def test_a_claim_that_cannot_be_verified_is_kept_with_its_reason_and_a_false_one_is_not():
    bound = make_figure(10, state=ValueState.LOWER_BOUND, known=1, total=2)
    mark = "{{schemes | text: plus de vingt | claim: value > 20 | reason: relevé à la main}}"
    assert kinds(computed_text(with_body(mark), {"schemes": bound})) == []
    assert kinds(computed_text(with_body(mark.replace("> 20", "< 5")), {"schemes": bound})) == [FindingKind.STALE_CLAIM]


def test_a_dead_citation_is_told_with_its_place():
    computed = computed_text(with_body("{{schemes}} [@S067]."), {"schemes": make_figure(10)}, dead_citations={"S067"})
    (found,) = stopping(check_text(computed))
    assert (found.kind, found.place.column) == (FindingKind.DEAD_CITATION, 13)


def test_the_numbers_of_a_quotation_found_word_for_word_need_no_source():
    source = with_body("> « Il manque 12 chaudières. » — Autan-Nord.\n\nIl en manque 30.\n\n{{schemes}}")
    known = frozenset({"ilmanque12chaudières"})
    found = uncited_numbers(computed_text(source, {}).text.blocks, known)
    assert [number for number, _sentence in found] == ["30"]
    assert [number for number, _sentence in uncited_numbers(read(source).blocks)] == ["12", "30"]
