"""Action sheets as a Word document: one page an action, in the look of the house or in the template of a network."""

import io
from datetime import date

import docx
import pytest

from autan.ground.documents.renderers.sheets import DocumentSheet, write_docx
from autan.ground.errors import ImportFileError
from autan.territories.networks.queries.networks import template_path

DAY = date(2026, 11, 26)
SHEET = DocumentSheet(
    title="Isoler l’école",
    place="Ici",
    note="Action inventée",
    parts=(("En bref", (("Statut", "En cours"), ("Descriptif", "Deux\nlignes"))),),
    tables=(("Étapes", ("Étape", "Fin"), (("Étude", "2026"),)),),
)


def agency() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Agence"
    document.add_paragraph("Texte du modèle")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("template", [None, agency()])
def test_one_page_an_action_in_any_look(template):
    document = docx.Document(io.BytesIO(write_docx([SHEET, SHEET], title="Fiches", day=DAY, template=template)))
    titles = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert [title.text for title in titles] == [SHEET.title] * 2
    assert "pageBreakBefore" not in titles[0]._p.xml
    assert "pageBreakBefore" in titles[1]._p.xml
    assert [len(table.rows) for table in document.tables] == [2, 2, 2, 2]
    assert "Texte du modèle" not in [paragraph.text for paragraph in document.paragraphs]
    if template:
        assert document.sections[0].header.paragraphs[0].text == "Agence"


def test_a_file_that_is_no_template_is_refused():
    with pytest.raises(ImportFileError):
        write_docx([SHEET], title="Fiches", day=DAY, template=b"rien")


def test_sheets_follow_the_template_of_their_network(client, sheet, settings, tmp_path):
    settings.AUTAN_HOME = tmp_path
    path = template_path("essai")
    path.parent.mkdir(parents=True)
    path.write_bytes(agency())
    content = client.get(f"/actions/{sheet.slug}/fiche.docx").content
    assert docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text == "Agence"
