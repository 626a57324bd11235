"""What several pieces share is said once."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.sources import Source
from autan.ground.wordings import Text
from autan.publishing.edition_files.presenters.annex import common_end, common_parts, join_unique, own_label
from autan.publishing.edition_files.presenters.annex_entries import AnnexEntry, EvidenceLine, SourceMarks, note_trace
from autan.publishing.living_text.core.annex import EntryKind


@pytest.mark.parametrize(
    ("titles", "shared"),
    [
        (["Fait S1"], "Fait S1"),
        (["A : énergie", "A : énergie"], "A : énergie"),
        (["Sicoval : énergie (2024)", "Castres : énergie (2024)"], "énergie (2024)"),
        (["Réponse un", "Réponse deux"], "Réponse un"),
        (["autre chose", "chose"], "chose"),
        (["Registre, Sicoval, 2026", "Registre, Castres, 2026"], "Registre, 2026"),
        (["Bilan du Sicoval (2016)", "Bilan de Castres (2026)"], "Bilan du Sicoval (2016)"),
    ],
)
def test_titles_keep_the_end_they_share_or_the_first_of_them(titles, shared):
    assert common_end(titles) == shared


def test_locators_keep_the_parts_they_share():
    assert common_parts(["lignes 1-2, page 3", "lignes 4-5, page 3"]) == "page 3"
    assert common_parts(["lignes 1-2"]) == "lignes 1-2"
    assert common_parts([]) == ""
    assert common_parts(["« Injecté, solaire », page 3", "« Injecté, éolien », page 3"]) == "page 3"


def test_a_label_leaves_out_what_the_whole_says():
    whole = Text("Population", "Population")
    assert own_label(Text("Sicoval – Population", "Sicoval – Population"), whole) == Text("Sicoval", "Sicoval")
    assert own_label(whole, whole) == whole


def test_words_are_said_once_in_order():
    assert join_unique(["b", "", "a", "b"]) == "b / a"


def test_two_sources_that_no_list_names_have_two_marks():
    marks = SourceMarks()
    law = Source(slug="", title="L. 229-26 c. env.", producer="")
    prices = Source(slug="", title="Prix de l’électricité", producer="Eurostat")
    assert [marks.mark(source) for source in (law, prices, law)] == ["A", "B", "A"]
    assert [line.words for line in marks.lines()] == ["L. 229-26 c. env.", "Eurostat, Prix de l’électricité"]


def test_a_note_holds_about_a_line_and_the_identifier_where_no_annex_gives_it():
    marks = SourceMarks()
    source = Source(
        slug="ore", title="Consommation annuelle d’électricité et de gaz par commune", producer="Agence ORE"
    )
    piece = EvidenceLine(title="ORE", statement="", source_mark=marks.mark(source), locator="")
    entry = AnnexEntry(
        number=1,
        kind=EntryKind.FIGURE,
        key="e",
        title="Électricité livrée, toutes consommations confondues, aux habitants et aux entreprises",
        printed="≥\u00a07\u202f899\u00a0GWh",
        lines=(("Période", "2024"), ("Méthode", "somme"), ("Identifiant", "observatory.x")),
        evidence=(piece,),
    )
    line = note_trace(entry, marks.lines(), has_annex=True)
    assert "≥\u00a07\u202f899\u00a0GWh, 2024. Agence ORE" in line
    assert len(line) < 125
    assert "somme" not in line
    assert note_trace(entry, marks.lines(), has_annex=False) == f"{line} (observatory.x)."
    assert "…." not in note_trace(replace(entry, printed="", lines=()), marks.lines(), has_annex=True)
