"""What each finding says: its order, its subject, its words and its place."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.publishing.living_text.core.computed_text import ComputedText, KeptQuotation
from autan.publishing.living_text.core.findings import FindingKind, check_text, stale_marks, stopping
from tests.evidence.figures.making import make_figure
from tests.publishing.living_text.writing import TEXT, computed_text, read, with_body

WARNINGS = {
    FindingKind.UNCLAIMED_COMPARISON,
    FindingKind.UNCLAIMED_ABSENCE,
    FindingKind.UNCITED_COUNT,
    FindingKind.MAP_WITHOUT_CONTOUR,
}
PICTURE = (
    "pictures:\n  photo:\n    file: 00000000000000000000000000000000.jpg\n"
    '    alternative: {fr: "Vu", en: "Seen"}\n    credit: {fr: "Anne", en: "Anne"}\n'
)


def told(computed):
    return [(item.kind.value, item.subject, item.detail.fr.replace("\xa0", " ")) for item in check_text(computed)]


def test_every_kind_stops_but_those_that_warn():
    assert {kind for kind in FindingKind if kind.is_warning} == WARNINGS


def test_findings_come_in_a_stable_order_claims_first_and_warnings_last():
    names = "  one: facts.F1\n  gone: facts.F2\n  bare: {figure: facts.F3, unit: EUR}\n"
    body = (
        "{{one | text: dix | claim: value == 11}} {{gone}} {{bare}} [@F9].\n\n{{picture: photo}}\n\nEt 12 autres.\n\n"
        "À écrire : la suite.\n\nPlus que tous.\n\nRien n’est introuvable.\n\nDeux en ont."
    )
    ref = EvidenceRef(kind="fact", key="S001")
    computed = computed_text(
        with_body(body, figures=names, more=PICTURE),
        {"one": make_figure(10), "bare": make_figure(10, id="facts.F3", evidence=())},
        dead_citations=frozenset({"F9"}),
        dead_evidence=frozenset({ref}),
        lost_pictures=frozenset({"photo"}),
        kept_quotations=(
            KeptQuotation(passage="x" * 161, label=Text("Question", "Question"), group=Text("Enquête", "Survey")),
        ),
    )
    assert told(computed) == [
        ("stale_claim", "one", "le texte dit « dix » (value == 11) ; la donnée dit 10"),
        ("unknown_figure", "gone", "aucune donnée ne donne facts.F2"),
        ("unfit_unit", "bare", "MWh ne se convertit pas en EUR"),
        ("dead_evidence", "one", "tests.x repose sur fact S001, qui n’existe plus"),
        ("missing_evidence", "bare", "facts.F3 ne repose sur aucune preuve"),
        ("dead_citation", "F9", "aucun fait de cet identifiant dans le registre"),
        ("lost_picture", "photo", "aucun fichier 00000000000000000000000000000000.jpg n’est gardé ici"),
        ("kept_quotation", "x" * 160, "ces mots sont dans « Question » (Enquête), que tous ne peuvent pas lire"),
        ("uncited_number", "12", "sans chiffre nommé ni citation : Et 12 autres."),
        ("unwritten", "À écrire", "laissé par le modèle : À écrire : la suite."),
        ("unclaimed_comparison", "Plus", "à tenir par « claim: », ou à citer : Plus que tous."),
        ("unclaimed_absence", "Rien n’", "cesserait d’être vrai sans le dire : Rien n’est introuvable."),
        ("uncited_count", "Deux", "ni chiffre nommé ni citation : Deux en ont."),
    ]
    assert len(stopping(check_text(computed))) == 10


def test_what_is_not_found_has_its_place_and_the_words_of_its_kind():
    body = "{{schemes}}\n\nVoir\n[@F9] et [@lesson:isoler]."
    cited = computed_text(
        with_body(body), {"schemes": make_figure(10)}, dead_citations=frozenset({"F9", "lesson:isoler"})
    )
    lines = with_body(body).split("\n")
    assert [(item.subject, item.place.line, item.place.column) for item in check_text(cited)] == [
        ("F9", lines.index("[@F9] et [@lesson:isoler].") + 1, 1),
        ("lesson:isoler", lines.index("[@F9] et [@lesson:isoler].") + 1, 10),
    ]
    assert told(cited)[1][2] == "rien de cet identifiant n’est ouvert à tous"
    figures = {"schemes": make_figure(10), "answered": make_figure(11)}
    drawn = computed_text(TEXT, figures, unknown_ids={"forms": ("facts.F3", "facts.F4")})
    unknown = [item for item in check_text(drawn) if item.kind is FindingKind.UNKNOWN_FIGURE]
    assert [(item.subject, item.place, item.detail.fr.split()[-1]) for item in unknown] == [
        ("forms", read().maps[0].place, "facts.F3"),
        ("forms", read().maps[0].place, "facts.F4"),
    ]


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (make_figure(12.5), "12.5"),
        (make_figure(12345678901.0), "1.23456789e+10"),
        (make_figure(9, known=11, total=11), "9 (11/11)"),
        (make_figure(9, known=2, total=11, state=ValueState.LOWER_BOUND), "≥ 9 (2/11)"),
        (make_figure(None, low=1.5, high=3, known=1, state=ValueState.OBSERVED), "1.5–3"),
        (make_figure(None, high=3, known=1, total=2, state=ValueState.OBSERVED), "≤ 3 (1/2)"),
        (make_figure(None, known=0, total=11), "? (0/11)"),
        (None, "?"),
    ],
)
def test_a_claim_is_held_against_the_number_as_the_data_say_it(figure, said):
    source = with_body("{{schemes | text: mille | claim: value == 1000}}")
    (finding, *_others) = check_text(computed_text(source, {"schemes": figure} if figure else {}))
    words = finding.detail.fr.replace("\xa0", " ").replace("\u202f", " ")
    assert words == f"le texte dit « mille » (value == 1000) ; la donnée dit {said}"
    assert finding.place.column == 1


def test_a_claim_that_does_not_hold_is_marked_at_each_of_its_places_and_no_other():
    source = with_body(
        "{{schemes}} {{schemes | text: dix | claim: value == 10}} {{schemes | text: neuf | claim: value == 9}}\n\n"
        "{{schemes | text: tous | claim: value > absent}}",
        figures="  schemes: facts.F1\n  absent: facts.F2\n",
    )
    computed = ComputedText(text=read(source), figures={"schemes": make_figure(10)}, illustrations={})
    marks = stale_marks(computed)
    assert [(place.line, verdict.value) for place, verdict in marks.items()] == [(9, "stale"), (11, "unverifiable")]
    assert [place.column for place in marks] == [58, 1]


def test_a_reason_keeps_what_cannot_be_verified_and_the_map_without_contour_is_a_warning():
    source = with_body("{{schemes | text: tous | claim: value > 9 | reason: relevé à la main}}")
    assert told(computed_text(source, {"schemes": make_figure(None)})) == []
    assert [kind for kind, _subject, _detail in told(computed_text(source, {"schemes": make_figure(9)}))] == [
        "stale_claim"
    ]
    figures = {"schemes": make_figure(10), "answered": make_figure(11)}
    (finding,) = [
        item
        for item in check_text(computed_text(TEXT, figures, maps_without_contour=frozenset({"forms"})))
        if item.kind is FindingKind.MAP_WITHOUT_CONTOUR
    ]
    assert (finding.subject, finding.place) == ("forms", read().maps[0].place)
    assert "une phrase prend la place du dessin" in finding.detail.fr
