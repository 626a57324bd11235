"""A table that an author typed, in every format: native, its header marked, its figures under their marks."""

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pptx import Presentation

from autan.ground.documents.renderers.odt.elements import qn as odt_name
from autan.ground.texts.language import in_language
from autan.publishing.edition_files.core import reworks_of
from autan.publishing.edition_files.importers import read_returned_document
from autan.publishing.edition_files.presenters.edition import present_edition
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.edition_files.renderers.slide_tables import tables_of
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import publish_edition
from autan.publishing.editions.models import Publication
from autan.publishing.editions.queries.comparisons import kept_figures
from autan.publishing.editions.queries.editions import read_edition
from autan.publishing.living_text.core.document import TableBlock
from tests.publishing.edition_files import test_word
from tests.publishing.edition_files.test_valid_files import errors_of
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import with_body

DAY = date(2014, 9, 30)
OFFICE = ("docx", "odt", "pptx")
TABLE = """\
Tableau : Dispositifs et réponses
| Quoi | Combien | Sur quoi |
| --- | ---: | :-: |
| Dispositifs | {{schemes}} | *synthèse* [@F3] |
| Réponses | {{answered | form: number}} |  |
"""
BODY = f"Un résumé.\n\n# Chapitre\n\n## Une partie\n\n{TABLE}"


@pytest.fixture
def edition(network):
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    source = with_body(BODY, "  schemes: facts.F1\n  answered: facts.F2\n")
    return record_edition(by=None, source=source, file="essai.md")


@pytest.fixture
def made(edition) -> dict[str, bytes]:
    formats = [*OFFICE, "html", "pdf", "csv"]
    publish_edition(by=None, slug="essai", on=DAY, formats=formats)
    return {name: published_file("essai", name).read_bytes() for name in formats}


def test_a_table_is_native_valid_and_the_same_twice_in_every_format(edition, made):
    publish_edition(by=None, slug="essai", on=DAY, formats=list(made))
    assert {name: published_file("essai", name).read_bytes() for name in made} == made
    assert {name: errors_of(published_file("essai", name)) for name in OFFICE} == {name: [] for name in OFFICE}
    assert made["csv"].decode("utf-8-sig").count("facts.F") == 2
    assert "<caption><span>Dispositifs et réponses</span></caption>" in made["html"].decode()


def test_the_word_table_has_its_caption_its_header_and_its_marks(made):
    document = docx.Document(io.BytesIO(made["docx"]))
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert captions == ["Tableau\xa01. Dispositifs et réponses"]
    table = document.tables[0]._tbl
    header, first, *_ = table.findall(qn("w:tr"))
    assert header.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert [each.get(qn("w:val")) for each in header.iter(qn("w:jc"))] == ["right", "center"]
    tags = [each.get(qn("w:val")) for each in table.iter(qn("w:tag"))]
    assert tags == ["autan:1:facts.F1", "autan:2:facts.F2"]
    assert len(list(first.iter(qn("w:footnoteReference")))) == 2


def test_the_table_of_libreoffice_has_its_header_and_its_marks(made):
    with zipfile.ZipFile(io.BytesIO(made["odt"])) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    header = next(content.iter(odt_name("table:table-header-rows")))
    assert ["".join(cell.itertext()) for cell in header.iter(odt_name("table:table-cell"))] == [
        "Quoi", "Combien", "Sur quoi",
    ]  # fmt: skip
    marks = [each.get(odt_name("text:name")) for each in header.getparent().iter(odt_name("text:bookmark-start"))]
    assert [name for name in marks if name.startswith("autan_c")] == ["autan_c1_facts.F1", "autan_c2_facts.F2"]


def test_a_figure_changed_or_removed_in_a_cell_is_said_exactly(made):
    def rework(body):
        first, second = test_word.controls(body)
        next(first.iter(qn("w:t"))).text = "12 collectivités"
        second.getparent().remove(second)

    returned = read_returned_document(test_word.changed(made["docx"], rework), file="essai.docx")
    told = [(rework.kind.value, rework.mark.name) for rework in reworks_of(returned)]
    assert told == [("changed", "schemes"), ("removed", "answered")]


def test_the_slide_of_a_table_is_native_with_its_traces_in_the_notes(made):
    slide = Presentation(io.BytesIO(made["pptx"])).slides[-1]
    drawn = next(shape.table for shape in slide.shapes if shape.has_table)
    assert slide.shapes.title.text_frame.text == "Dispositifs et réponses"
    assert drawn.first_row
    assert [cell.text for cell in drawn.rows[1].cells] == ["Dispositifs", "10\xa0collectivités", "synthèse"]
    notes = slide.notes_slide.notes_text_frame.text
    assert all(f"Énoncé F{rank}" in notes for rank in (1, 2, 3))


def test_a_long_table_goes_over_several_slides(edition):
    with in_language("fr"):
        view = present_edition(read_edition(edition, has_cards=True))
    table = next(block for block in view.text.body if isinstance(block, TableBlock))
    long = TableBlock(caption=table.caption, alignments=table.alignments, header=table.header, rows=table.rows * 20)
    parts = list(tables_of(long, view, 10_000_000))
    assert len(parts) > 1
    assert tuple(row for part in parts for row in part.table.rows) == long.rows
    assert parts[-1].place == (len(parts), len(parts))


def test_a_figure_of_a_table_is_compared_by_its_row(made):
    kept = {kept_figure.name: kept_figure.text for kept_figure in kept_figures(Publication.objects.get())}
    assert kept["answered"] == "| Réponses | {{answered | form: number}} | |"
