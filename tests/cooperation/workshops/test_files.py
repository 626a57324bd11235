"""Photos drawn again without their position, HEIC read, files of another kind refused, consent respected."""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from autan.cooperation.workshops.actions.files import FileInput, add_file
from autan.cooperation.workshops.actions.workflow import FILE
from autan.cooperation.workshops.core.formats import PhotoConsent
from autan.cooperation.workshops.models import Workshop
from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.received_files import LONGEST_SIDE, redraw_photo
from autan.people.workflows.actions import take
from tests.cast import Cast
from tests.cooperation.workshops.conftest import NOW

HEIC = base64.b64decode(
    "AAAAGGZ0eXBoZWl4AAAAAG1pZjFoZWl4AAABaG1ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAHBpY3QAAAAAAAAAAAAAAAAAAAAAImlsb2MAAAAAREAA"
    "AQABAAAAAAGIAAEAAAAAAAAASwAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAADnBpdG0AAAAAAAEAAADoaXBycAAAAMlpcGNv"
    "AAAAdWh2Y0MBBAgAAACZuAAAAAAe8AD8/fz8AAAPA2AAAQAXQAEMAf//BAgAAAMAmbgAAAMAAB66AkBhAAEAKkIBAQQIAAADAJm4AAADAAAeoCCB"
    "BFKW6uSmubgIaDAgAAADAyAAAAMAIWIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAA"
    "Av////AAAAACAAAAEHBpeGkAAAAAAwwMDAAAABdpcG1hAAAAAAAAAAEAAQSBAgSDAAAAU21kYXQAAABHKAGvE4D1ZyJht3T8vAQj/xviND5bnErL"
    "MkBRQrPbSsm7R7v4nZQ9gHlsOTN+bInNPewPhIfVVanhZLzB6o9RHKecYdIxPIA="
)
GPS, MAKE = 0x8825, 0x010F


def photo(width: int = 2000, height: int = 1000) -> bytes:
    """A photo that tells where and with what it was taken, held on its side."""
    image, stream = Image.new("RGB", (width, height), "red"), io.BytesIO()
    exif = Image.Exif()
    exif[MAKE], exif[0x0112] = "Appareil", 6
    exif.get_ifd(GPS).update({1: "N", 2: (43.0, 36.0, 0.0), 3: "E", 4: (1.0, 26.0, 0.0)})
    image.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_a_photo_loses_its_position_and_keeps_its_way_up():
    before = Image.open(io.BytesIO(photo()))
    assert before.getexif().get_ifd(GPS)
    after = Image.open(io.BytesIO(redraw_photo(photo())))
    assert (dict(after.getexif()), "exif" in after.info) == ({}, False)
    assert after.size == (LONGEST_SIDE // 2, LONGEST_SIDE)


def test_heic_is_read_and_anything_else_is_refused():
    assert Image.open(io.BytesIO(redraw_photo(HEIC))).format == "JPEG"
    for wrong in (b"GIF?", HEIC[:200], photo()[:400]):
        with pytest.raises(DomainError, match="photo"):
            redraw_photo(wrong)
    with pytest.raises(DomainError, match="89 millions"):
        redraw_photo(photo(18_000, 5_000))


def test_files_are_kept_once_by_who_keeps_the_workshop(workshop: Workshop, people: Cast):
    file_input = FileInput(name="C:\\photos\\site.JPG", data=photo(), title="", consent=PhotoConsent.GIVEN)
    with pytest.raises(NotAllowedError):
        add_file(by=people.outsider, workshop=workshop, file_input=file_input)
    kept = add_file(by=people.officer, workshop=workshop, file_input=file_input)
    assert add_file(by=people.officer, workshop=workshop, file_input=file_input) == kept
    assert (kept.name, kept.media_type, kept.title) == ("site.jpg", "image/jpeg", "site.jpg")
    plan = add_file(
        by=None, workshop=workshop, file_input=FileInput(name="plan.pdf", data=b"%PDF-1.7 ...", title="Plan")
    )
    assert (plan.media_type, plan.is_photo) == ("application/pdf", False)
    with pytest.raises(DomainError, match="42 Mo"):
        add_file(by=None, workshop=workshop, file_input=FileInput(name="a.jpg", data=b"x" * 42_000_000, title=""))
    take(FILE, "remove_file", kept, by=people.officer, at=NOW)
    assert [file.title for file in workshop.files.all()] == ["Plan"]


def test_a_photo_without_consent_stays_in_the_network(workshop: Workshop, people: Cast):
    officer = Client()
    officer.force_login(people.officer)
    add = reverse("workshops:add_file", args=[workshop.slug])
    sent = {"file": SimpleUploadedFile("a.heic", HEIC), "title": "La visite", "consent": "not_asked"}
    assert "La visite" in officer.post(add, sent, follow=True).content.decode()
    assert "choisissez un fichier" in officer.post(add, {}, follow=True).content.decode().lower()
    address = reverse("workshops:file", args=[workshop.slug, workshop.files.get().pk])
    assert officer.get(address)["Content-Type"] == "image/jpeg"
    assert Client().get(address).status_code == 404
    assert "La visite" not in Client().get(reverse("workshops:workshop", args=[workshop.slug])).content.decode()
    assert Client().get(reverse("workshops:file", args=[workshop.slug, 0])).status_code == 404
    officer.post(reverse("workshops:remove_file", args=[workshop.slug, workshop.files.get().pk]))
    assert not workshop.files.exists()
