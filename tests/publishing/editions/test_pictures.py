"""Pictures of an edition: given with words and rights, redrawn, shown in every format, refused in words."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from autan.ground.errors import DomainError, NotAllowedError, RuleError
from autan.publishing.edition_files.queries.dossiers import picture_path, published_file
from autan.publishing.editions.actions.publishing import PublicationRefusedError, publish_edition
from autan.publishing.editions.actions.writing import add_picture, save_section
from autan.publishing.editions.models import Edition
from autan.publishing.living_text.core.claims import GivenPicture
from autan.publishing.living_text.importers.sections import split_sections
from tests.publishing.edition_files.test_valid_files import FORMATS, errors_of

DAY = date(2014, 9, 30)


def drawn(size: tuple[int, int] = (60, 40)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, "PNG")
    return stream.getvalue()


def given(**changed) -> GivenPicture:
    fields = {"name": "marché.png", "data": drawn(), "alternative": "Un marché", "credit": "Réseau d’essai, CC BY 4.0"}
    return GivenPicture(**{**fields, **changed})


def test_a_picture_is_in_every_format_and_holds_to_the_schemas(people, edition):
    name = add_picture(by=people.coordinator, slug="essai", rank=2, picture=given(caption="Le marché de l’essai."))
    assert f"{{{{picture: {name}}}}}" in Edition.objects.get(slug="essai").source
    publish_edition(by=None, slug="essai", on=DAY, formats=["html", "pdf", *FORMATS])
    page = published_file("essai", "html").read_text()
    assert 'alt="Un marché"' in page
    assert "data:image/jpeg;base64," in page
    assert "Réseau d’essai, CC BY 4.0" in page
    with zipfile.ZipFile(published_file("essai", "odt")) as archive:
        assert any(each.endswith(".jpg") for each in archive.namelist())
        assert "Un marché" in archive.read("content.xml").decode()
    with zipfile.ZipFile(published_file("essai", "docx")) as archive:
        assert 'descr="Un marché"' in archive.read("word/document.xml").decode()
    assert {format_row: errors_of(published_file("essai", format_row)) for format_row in FORMATS} == {
        format_row: [] for format_row in FORMATS
    }
    data = published_file("essai", "pdf").read_bytes()
    publish_edition(by=None, slug="essai", on=DAY, formats=["pdf"])
    assert published_file("essai", "pdf").read_bytes() == data


def test_a_picture_is_read_by_those_who_read_its_text(people, edition):
    add_picture(by=None, slug="essai", rank=1, picture=given())
    (file,) = picture_path("x").parent.iterdir()
    address, client = f"/syntheses/essai/images/{file.name}", Client()
    assert client.get(address).status_code == 404, "a draft is nobody's"
    client.force_login(people.officer)
    seen = client.get(address)
    assert seen.headers["Content-Type"] == "image/jpeg"
    seen.close()
    assert client.get("/syntheses/essai/images/autan.sqlite3").status_code == 404
    with Image.open(file) as kept:
        assert kept.format == "JPEG"


def test_a_picture_that_is_lost_stops_a_publication(people, edition):
    add_picture(by=None, slug="essai", rank=1, picture=given())
    for file in picture_path("x").parent.iterdir():
        file.unlink()
    with pytest.raises(PublicationRefusedError, match="image introuvable"):
        publish_edition(by=None, slug="essai", on=DAY, formats=["html"])


def test_a_picture_that_is_no_longer_called_leaves_the_head(people, edition):
    add_picture(by=None, slug="essai", rank=1, picture=given())
    sections = split_sections(Edition.objects.get(slug="essai").source)
    text = sections[1].text.rpartition("{{picture")[0]
    save_section(by=None, slug="essai", rank=1, version=sections[1].version, text=text)
    assert "pictures" not in Edition.objects.get(slug="essai").source


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"data": b"\x89PNG" + b"0" * 40_000_000}, "40 Mo : 20 Mo au plus"),
        ({"name": "plan.pdf", "data": b"%PDF-1.7 "}, "une image est attendue"),
        ({"data": b"rien"}, "pas une photo"),
        ({"alternative": " "}, "ce qu’elle montre"),
        ({"credit": ""}, "ses droits"),
    ],
)
def test_a_picture_that_cannot_be_taken_is_refused_in_words(edition, changed, said):
    with pytest.raises((DomainError, RuleError), match=said):
        add_picture(by=None, slug="essai", rank=2, picture=given(**changed))
    assert not picture_path("x").parent.exists()


def test_a_picture_is_given_on_screen(people, edition):
    client, address = Client(), "/syntheses/essai/ecrire/2/image/"
    client.force_login(people.coordinator)
    sent = {"file": SimpleUploadedFile("marché.png", drawn()), "alternative": "Un marché", "credit": "Réseau d’essai"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "à la fin du chapitre" in page
    assert 'alt="Un marché"' in page
    assert "donnez le fichier" in client.post(address, {"credit": "x"}, follow=True).content.decode()
    wrong = {**sent, "file": SimpleUploadedFile("marché.png", b"rien")}
    assert "pas une photo" in client.post(address, wrong, follow=True).content.decode()
    client.force_login(people.officer)
    assert client.post(address, sent).status_code == 403
    with pytest.raises(NotAllowedError):
        add_picture(by=people.officer, slug="essai", rank=2, picture=given())
