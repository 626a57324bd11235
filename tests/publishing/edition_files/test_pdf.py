"""The print: the same bytes twice, tagged, and listing exactly the figures of the text."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from autan.ground.errors import RuleError
from autan.ground.texts.language import in_language
from autan.publishing.edition_files.presenters.edition import Colophon, present_edition
from autan.publishing.edition_files.renderers.edition_data import edition_data
from autan.publishing.edition_files.renderers.pdf import list_printed, render_pdf
from autan.publishing.editions.queries.editions import read_edition
from autan.territories.charts.renderers.map_contours import cover_map

COLOPHON = Colophon(
    published_on=date(2014, 9, 30), content_hash="0123456789abcdef0123", network_name="Réseau d’essai", is_invented=True
)


@pytest.fixture
def views(edition):
    dossier = read_edition(edition, has_cards=True)
    with in_language("fr"):
        view = present_edition(dossier)
    with in_language("en"):
        return view, present_edition(dossier)


def test_the_same_edition_makes_the_same_bytes(views):
    assert render_pdf(views[0], views[1], COLOPHON) == render_pdf(views[0], views[1], COLOPHON)


def test_every_printed_figure_is_a_named_figure_and_every_named_figure_is_printed(views):
    view = views[0]
    printed = list_printed(views[0], views[1], COLOPHON)
    figures = [item for item in printed if item["figure"]]
    text = view.text  # the English summary is printed after the French one, before the chapters
    in_order = replace(text, summary=text.summary + text.english_summary, english_summary=())
    assert [item["name"] for item in figures] == [mark.name for mark in in_order.figure_marks()]
    assert {item["name"]: item["figure"] for item in figures} == {i.name: i.figure_id for i in view.text.figures}
    assert {item["name"] for item in printed if not item["figure"]} == {"both"}
    assert {item["number"] for item in printed} <= {entry.number for entry in view.annex.entries}
    assert "dix des onze" in {item["printed"] for item in figures}


def test_the_file_is_accessible_and_archivable(views):
    with pikepdf.open(BytesIO(render_pdf(views[0], views[1], COLOPHON))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo.Title) == "L’essai"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.Root.Metadata.read_bytes().decode()
        for mark in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"):
            assert mark in metadata
        kinds, alternatives = structure(pdf)
    assert {"Title", "H1", "H2", "P", "L", "Link", "Figure", "Caption", "TOC"} <= kinds
    assert alternatives == ["Deux comptes. Dix d’un côté. Les valeurs sont dans l’annexe, numéro 4."]


def test_a_sign_that_no_font_draws_is_named_and_not_a_breakdown(views):
    colophon = replace(COLOPHON, network_name="Réseau 😀")
    with pytest.raises(RuleError, match=r"« 😀 » \(U\+1F600\)"):
        render_pdf(views[0], views[1], colophon)


def structure(pdf):
    """Kinds of the tags, and the text alternative of each figure."""
    kinds, alternatives, waiting = set(), [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            kinds.add(str(node.S).lstrip("/"))
            if node.S == "/Figure":
                alternatives.append(str(node.get("/Alt", "")))
            if "/K" in node:
                waiting.append(node.K)
    return kinds, alternatives


def test_invented_territories_are_said_on_the_print(views):
    assert "Territoires inventés" in edition_data(views[0], COLOPHON)["invented"]
    plain = Colophon(published_on=COLOPHON.published_on, content_hash="0", network_name="Réseau")
    assert edition_data(views[0], plain)["invented"] == ""


def test_the_cover_says_of_which_time_the_data_are(views):
    assert edition_data(views[0], COLOPHON)["data_span"] == "Données de 2013"
    later = replace(COLOPHON, published_on=date(2012, 1, 1))
    assert edition_data(views[0], later)["data_span"] == "", "a year to come is a target"


@pytest.mark.django_db
def test_the_cover_shows_the_outlines_of_the_members_that_have_some():
    drawn = cover_map(["243100518", "243100633", "999999999"])
    assert drawn.count("<path") == 2
    assert cover_map(["999999999"]) == ""
    assert cover_map(["243100518"]) == cover_map(["243100518"])
