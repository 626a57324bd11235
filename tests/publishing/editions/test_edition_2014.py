"""The edition of 2014: the first law, its charts and maps, what its pages print."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from typer.testing import CliRunner

from autan.evidence.figures.queries.registry import OPERATOR, describe_one
from autan.instance.cli.commands import app
from autan.publishing.edition_files.presenters.edition import Colophon
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.edition_files.renderers.pdf import list_printed
from autan.publishing.editions.actions.publishing import make_proof, publish_edition
from autan.publishing.editions.queries.editions import get_edition
from autan.publishing.living_text.core.computed_text import evidence_of
from autan.publishing.living_text.core.document import FigureMark, inline_marks
from autan.publishing.living_text.core.findings import check_text, stopping


@pytest.fixture
def proof(demo_network):
    return make_proof(get_edition("2014"))


def test_no_figure_in_a_publication_without_a_trace(proof):
    """The first law of the product."""
    assert proof.rows
    for row in proof.rows:
        assert row.figure.has_evidence, row.figure.id
        refs = list(evidence_of(row.figure))
        assert refs
        assert all(describe_one(ref, reader=OPERATOR) for ref in refs[:3]), row.figure.id
        assert row.number in {entry.number for entry in proof.view.annex.entries}
    assert all(entry.evidence for entry in proof.view.annex.entries)
    assert all(piece.source_mark or piece.statement for entry in proof.view.annex.entries for piece in entry.evidence)


def test_nothing_is_wrong_in_it(proof):
    assert stopping(check_text(proof.dossier.computed)) == ()
    assert not proof.view.verdicts


def test_it_has_charts_three_maps_and_the_triad_in_its_order(proof):
    text = proof.dossier.computed.text
    assert len(text.charts) == 2
    assert len(text.maps) == 3
    triad = next(chart for chart in text.charts if chart.name == "triad")
    assert [series.code for series in triad.series] == ["sobriety", "efficiency", "renewables"]
    for item in proof.view.illustrations.values():
        if hasattr(item, "places"):
            assert len(item.places) == 11


def test_the_pages_print_the_named_figures_and_no_other(proof):
    colophon = Colophon(published_on=date(2026, 9, 30), content_hash=proof.content_hash, network_name="Dialogue")
    printed = list_printed(proof.view, proof.english, colophon)
    text = proof.dossier.computed.text
    assert {item["name"] for item in printed if item["figure"]} == {i.name for i in text.figures}
    assert {item["name"] for item in printed if not item["figure"]} == {i.name for i in text.illustrations}
    marks = [mark for mark in text.marks() if isinstance(mark, FigureMark)]
    assert len([item for item in printed if item["figure"]]) == len(marks) - english_captions(text)


def english_captions(text):
    """Marks of the English captions, which the French print does not show."""
    return sum(
        len([mark for mark in inline_marks(dict(item.caption.sentence).get("en", ())) if isinstance(mark, FigureMark)])
        for item in text.illustrations
    )


def test_its_summary_holds_on_one_page_and_every_drawing_has_an_alternative(demo_network, settings, tmp_path):
    settings.AUTAN_HOME = tmp_path
    publish_edition(by=None, slug="2014", formats=["pdf"])
    content = published_file("2014", "pdf").read_bytes()
    with pikepdf.open(BytesIO(content)) as pdf:
        titles = [str(item.title) for item in pdf.open_outline().root]
    assert titles[0] == "En une page"
    assert titles[-1] == "Sources"


def test_the_command_goes_down_to_the_lines_of_the_document(demo_network):
    done = CliRunner().invoke(app, ["trace", "2014", "evaluation"])
    assert done.exit_code == 0, done.output
    for words in ("S067", "lignes 301-304"):
        assert words in done.output
