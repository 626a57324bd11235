"""The entries of the annex in words: figures, drawings, citations, what is shared said once, sources by letters."""

import pytest

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Method
from autan.evidence.figures.core.sources import Citation, EvidenceRef, Source
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.publishing.edition_files.presenters.annex_entries import (
    AnnexEntry,
    EvidenceLine,
    SourceLine,
    SourceMarks,
    whole_trace,
)
from autan.publishing.edition_files.presenters.edition import present_edition
from autan.publishing.edition_files.queries.dossiers import Dossier
from autan.publishing.living_text.core.annex import EntryKind
from autan.publishing.living_text.core.computed_text import ComputedText
from autan.territories.networks.queries.networks import network_members
from tests.evidence.figures.making import make_figure
from tests.publishing.living_text.writing import read, with_body

ORE = Source(
    slug="ore", title="Consommations", producer="Agence ORE", published="2024", licence="LO", url="https://o.fr"
)
LAW = Source(slug="", title="Code", producer="")
NORTH, SOUTH = "100000001", "100000002"
CHART = (
    "charts:\n  c:\n    kind: stacked_bars\n    title: {fr: T, en: T}\n    sentence: {fr: S., en: S.}\n"
    "    source: {fr: S, en: S}\n    rows: [{label: {fr: T, en: T}, figures: [x.a]}]\n"
)


def ref(key, kind="fact"):
    return EvidenceRef(kind=kind, key=key)


def card(key, title="Fait", statement="Énoncé", source=ORE, locator="page 3", kind="fact"):
    citation = Citation(source=source, locator=locator) if source else None
    return EvidenceCard(
        ref=ref(key, kind), title=Text(title, title), statement=Text(statement, statement), citation=citation
    )


def annex(body, figures, cards=(), *, members=(), more="", language="fr", **fields):
    names = "".join(f"  {name}: x.{name}\n" for name in figures)
    text = read(with_body(body, figures=names, more=more))
    computed = ComputedText(text=text, figures=figures, illustrations=fields.pop("illustrations", {}), **fields)
    with in_language(language):
        dossier = Dossier(computed=computed, cards={item.ref: item for item in cards}, members=members)
        return present_edition(dossier).annex


def plain(words):
    return words.replace("\xa0", " ").replace("\u202f", " ")


def test_a_figure_says_how_it_was_obtained_and_on_what_it_rests():
    method = Method(name="m", formula=Text("somme", "sum"), parameters=(("année", "2024"), ("seuil", "3")))
    figure = make_figure(10, known=2, total=3, method=method, evidence=(ref("S1"), ref("S2")))
    cards = [card("S1", "Nord : gaz", locator="lignes 1, page 3"), card("S2", "Sud : gaz", locator="lignes 2, page 3")]
    whole = annex("{{gas}}", {"gas": figure}, cards)
    (entry,) = whole.entries
    assert (entry.number, entry.key, entry.title, plain(entry.printed)) == (1, "x.gas", "électricité", "10 MWh")
    assert {term: plain(words) for term, words in entry.lines} == {
        "Période": "2024",
        "Territoires": "Toulouse Métropole",
        "Couverture": "2 sur 3 communes",
        "État": "observé",
        "Méthode": "somme (année = 2024, seuil = 3)",
        "Identifiant": "tests.x",
    }
    assert entry.evidence == (
        EvidenceLine(title="gaz", statement="Énoncé", source_mark="A", locator="page 3", count=2),
    )
    assert [(source.mark, source.words, source.url) for source in whole.sources] == [
        ("A", "Agence ORE, Consommations, 2024, LO", "https://o.fr"),
    ]


def test_pieces_of_another_source_kind_or_statement_have_their_own_line_and_one_without_source_no_letter():
    cards = [
        card("S1"),
        card("S2", source=LAW),
        card("S3", statement="Autre"),
        card("S4", kind="lesson"),
        card("S5", source=None),
    ]
    refs = tuple(item.ref for item in cards)
    (entry,) = annex("{{gas}}", {"gas": make_figure(10, evidence=refs)}, cards).entries
    assert [(line.source_mark, line.statement, line.count) for line in entry.evidence] == [
        ("A", "Énoncé", 1),
        ("B", "Énoncé", 1),
        ("A", "Autre", 1),
        ("A", "Énoncé", 1),
        ("", "Énoncé", 1),
    ]
    said = annex("{{gas}}", {"gas": make_figure(10)}, [card("S001", "électricité", "électricité")]).entries[0]
    assert said.evidence[0].statement == "", "what the title says is not said again"


@pytest.mark.parametrize(
    ("territories", "words"),
    [
        ((NORTH, SOUTH), "les 2 membres du réseau"),
        ((SOUTH, NORTH), "les 2 membres du réseau"),
        ((NORTH,), "Autan-Nord"),
        ((NORTH, SOUTH, "243100518"), "Autan-Nord, Autan-Sud, Toulouse Métropole"),
        ((NORTH, SOUTH, "243100518", "243100633"), "4 territoires"),
        ((), None),
    ],
)
def test_territories_are_named_up_to_three_and_the_whole_network_is_said(network, territories, words):
    members = network_members("autan")
    (entry,) = annex("{{gas}}", {"gas": make_figure(10, territories=territories)}, members=members).entries
    assert dict(entry.lines).get("Territoires") == words


def test_an_input_is_named_by_what_the_whole_does_not_say_and_its_row_leaves_out_what_they_share(network):
    label = Text("Gaz", "Gas")
    inputs = (
        make_figure(4, label=label, territories=(NORTH,)),
        make_figure(5, label=Text("Sud – Gaz", "South – Gas"), year=2023, state=ValueState.ESTIMATED),
        make_figure(None, label=Text("Est – Gaz", "East – Gas"), territories=("3",)),
    )
    whole = make_figure(9, label=label, territories=(NORTH, SOUTH), inputs=inputs)
    (entry,) = annex("{{gas}}", {"gas": whole}, members=network_members("autan")).entries
    assert [(row.label, plain(row.words), row.remark) for row in entry.rows] == [
        ("Autan-Nord", "4 MWh", ""),
        ("Sud", "5 MWh", "2023, estimé"),
        ("Est", "non renseigné", ""),
    ]


def test_a_claim_that_is_kept_without_a_proof_says_why():
    body = "{{gas | text: beaucoup | claim: value > 20 | reason: relevé à la main}} {{heat}}"
    gas, heat = annex(body, {"gas": make_figure(None), "heat": make_figure(1)}).entries
    assert ("Affirmation non vérifiable, gardée par l’auteur", "« beaucoup » : relevé à la main") in [
        (term, plain(words)) for term, words in gas.lines
    ]
    assert not any("relevé" in words for _term, words in heat.lines)
    held = annex(body, {"gas": make_figure(30), "heat": make_figure(1)}).entries[0]
    assert not any("relevé" in words for _term, words in held.lines), "it is proved today"


def chart(*series):
    figures = tuple(make_figure(rank, id=f"x.{rank}", year=2023 + rank) for rank in range(1, len(series) + 1))
    rows = (ChartRow(label=Text("Nord", "North"), figures=figures),)
    codes = tuple(Series(code=name, label=Text(name, name)) for name in series)
    words = Text("Titre", "Title")
    return Chart(
        id="c", kind=ChartKind.STACKED_BARS, title=words, sentence=words, rows=rows, series=codes, source=words
    )


def test_a_chart_has_a_row_for_each_of_its_values_and_says_once_what_they_share():
    body, figures = "{{gas}}\n\n{{chart: c}}", {"gas": make_figure(1)}
    entry = annex(body, figures, more=CHART, illustrations={"c": chart("gaz", "bois")}).entries[1]
    assert (entry.kind, entry.key, entry.title, entry.printed) == (EntryKind.ILLUSTRATION, "c", "Titre", "")
    assert [(row.label, plain(row.words), row.remark, row.figure_id) for row in entry.rows] == [
        ("Nord, gaz", "1 MWh", "", "x.1"),
        ("Nord, bois", "2 MWh", "2025", "x.2"),
    ]
    assert dict(entry.lines) == {"Période": "2024 / 2025", "État": "observé", "Méthode": "valeur publiée"}
    one = annex(body, figures, more=CHART, illustrations={"c": chart("gaz")})
    assert [row.label for row in one.entries[1].rows] == ["Nord"]


def test_what_is_not_found_has_no_entry_and_the_numbers_of_the_others_stay():
    figures = {"heat": make_figure(1), "gas": make_figure(2)}
    text = annex("{{gas}} {{heat}} [@F9]\n\n{{chart: c}}\n\n[@F1]", figures, [card("F1")], more=CHART)
    assert [(entry.number, entry.key) for entry in text.entries] == [(1, "x.gas"), (2, "x.heat"), (5, "F1")]
    assert text.entries[2].title == "Énoncé", "a fact is what it states"


def test_another_piece_that_is_cited_has_its_title_and_its_page():
    lesson = card("isoler", "Isoler", "Le cahier des charges.", kind="lesson", source=None)
    entry = annex("{{gas}} [@lesson:isoler]", {"gas": make_figure(1)}, [lesson]).entries[1]
    assert (entry.title, entry.evidence[0].statement) == ("Isoler", "Le cahier des charges.")
    assert [words.endswith("/savoir-faire/isoler/") for term, words in entry.lines if term == "Page"] == [True]


def test_an_english_annex_is_in_english():
    (entry,) = annex("{{gas}}", {"gas": make_figure(10)}, language="en").entries
    assert entry.title == "electricity"
    assert dict(entry.lines)["Method"] == "published value"


def test_sources_go_past_the_end_of_the_alphabet():
    marks = SourceMarks()
    letters = [marks.mark(Source(slug=f"s{rank}", title="T", producer="P")) for rank in range(54)]
    assert (letters[0], letters[25], letters[26], letters[51], letters[52]) == ("A", "Z", "AA", "AZ", "BA")


def test_a_whole_trace_says_everything_and_its_first_three_sources():
    entry = AnnexEntry(
        number=1,
        kind=EntryKind.FIGURE,
        key="x",
        title="Gaz.",
        printed="10 MWh",
        lines=(("Période", "2024"), ("Méthode", "somme.")),
        evidence=tuple(EvidenceLine(title="t", statement="", source_mark=mark, locator="") for mark in "ABACD?"),
    )
    sources = [SourceLine(mark=mark, words=f"Source {mark}", url="") for mark in "ABCD"]
    with in_language("fr"):
        assert plain(whole_trace(entry, sources)) == (
            "Gaz : 10 MWh. Période : 2024. Méthode : somme. Sources : Source A ; Source B ; Source C ; …"
        )
        assert plain(whole_trace(entry, sources[:1])).endswith("Source : Source A.")
        assert plain(whole_trace(entry, [])).endswith("Méthode : somme.")
