"""Each office file of an edition, held against its published schema: Open XML (Word, PowerPoint), OpenDocument 1.3."""

import io
import zipfile
from datetime import date

import pytest
from openxml_audit import OdfValidator, OpenXmlValidator, ValidationSeverity

from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.editions.actions.publishing import publish_edition
from autan.territories.networks.actions.networks import keep_template
from tests.publishing.edition_files import test_odt, test_word

FORMATS = ["docx", "odt", "pptx"]


def errors_of(path) -> list[str]:
    """What the schemas refuse in a file."""
    validator = OdfValidator(relaxng_validation=True) if path.suffix == ".odt" else OpenXmlValidator()
    errors = validator.validate(path).errors
    return [str(error) for error in errors if error.severity is ValidationSeverity.ERROR]


@pytest.mark.parametrize("is_own", [False, True])
def test_every_file_holds_to_its_schema(people, edition, is_own):
    if is_own:
        keep_template(by=None, network="autan", data=test_word.template(), file="agence.docx")
        keep_template(by=None, network="autan", data=test_odt.template(columns=2), file="agence.odt")
    publish_edition(by=None, slug="essai", on=date(2014, 9, 30), formats=FORMATS, note="Un chiffre est corrigé.")
    assert {name: errors_of(published_file("essai", name)) for name in FORMATS} == {name: [] for name in FORMATS}


def spoilt(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as copy:
        for each in archive.infolist():
            content = archive.read(each)
            copy.writestr(each, content.replace(old, new, 1) if each.filename == part else content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "part", "old", "new"),
    [
        ("docx", "word/document.xml", b"<w:keepNext/>", b"<w:jamais/>"),
        ("odt", "content.xml", b"text:outline-level", b"text:profondeur"),
    ],
)
def test_what_a_schema_refuses_is_seen(edition, tmp_path, name, part, old, new):
    publish_edition(by=None, slug="essai", on=date(2014, 9, 30), formats=[name])
    path = tmp_path / f"faux.{name}"
    data = published_file("essai", name).read_bytes()
    path.write_bytes(spoilt(data, part, old, new))
    assert errors_of(path)
