"""Files that people give: what is taken, under which name, and photos drawn again without what they tell."""

import hashlib
import io

import pytest
from PIL import Image

from autan.ground.errors import DomainError, ImportFileError, NotAllowedError
from autan.ground.received_files import (
    DOCUMENT_TYPES,
    LONGEST_SIDE,
    MOST_BYTES,
    PHOTO_ENDINGS,
    ending_of,
    receive,
    redraw_photo,
    refuse_damage,
    why_refused,
)
from autan.ground.wordings import Sentence

ORIENTATION, POSITION, MAKE = 0x0112, 0x8825, 0x010F


def photo(
    width: int = 40, height: int = 20, kind: str = "JPEG", mode: str = "RGB", exif: Image.Exif | None = None
) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height), "white").save(stream, kind, **({"exif": exif} if exif else {}))
    return stream.getvalue()


def drawn(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("name", "ending"),
    [("Plan.PDF", "pdf"), ("a.tar.gz", "gz"), ("sans", ""), ("", ""), (".csv", "csv"), ("a.", ""), ("é.ÉT", "ét")],
)
def test_the_end_of_a_name_is_in_small_letters(name, ending):
    assert ending_of(name) == ending


@pytest.mark.parametrize("ending", sorted(DOCUMENT_TYPES))
def test_a_document_of_each_kind_is_taken_as_it_is(ending):
    start = {"pdf": b"%PDF-", "txt": b"", "csv": b""}.get(ending, b"PK\x03\x04")
    kept = receive(f"Plan.{ending.upper()}", start + b"contenu")
    assert (kept.name, kept.media_type, kept.is_photo) == (f"Plan.{ending.upper()}", DOCUMENT_TYPES[ending], False)
    assert kept.data == start + b"contenu"
    assert kept.sha256 == hashlib.sha256(kept.data).hexdigest()


@pytest.mark.parametrize("ending", ["pdf", "odt", "ods", "odp", "docx", "pptx", "xlsx"])
def test_a_document_that_is_not_what_its_name_says_is_refused(ending):
    said = why_refused(f"plan.{ending}", 10, b"GIF89a")
    assert said == f"ce fichier porte l’extension {ending}, mais n’en est pas un"
    assert isinstance(said, Sentence), "it can be said in English"
    with pytest.raises(DomainError, match="n’en est pas un"):
        receive(f"plan.{ending}", b"GIF89a")


@pytest.mark.parametrize("name", ["jeu.exe", "page.html", "dessin.svg", "archive.zip", "sans", "plan.docm", "a.PDF.js"])
def test_another_kind_is_refused_with_those_that_are_taken(name):
    said = why_refused(name, 10, b"%PDF-")
    assert said.startswith("un fichier de cette sorte n’est pas pris")
    assert all(ending in said for ending in (*DOCUMENT_TYPES, *PHOTO_ENDINGS))


def test_a_file_is_taken_up_to_the_most_and_no_further():
    assert why_refused("a.txt", MOST_BYTES, b"") == ""
    assert why_refused("a.txt", MOST_BYTES + 1, b"") == (
        "ce fichier pèse 20 Mo : 20 Mo au plus sont pris ; réduisez-le"
    )
    assert why_refused("a.exe", 35_400_000, b"").startswith("ce fichier pèse 35 Mo"), "the size is said first"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Dossiers\\Été\\plan.txt", "plan.txt"),
        ("/dossiers/ada/plan.txt", "plan.txt"),
        ("../../etc/plan.txt", "plan.txt"),
        ('un "plan"\0.txt', "un plan.txt"),
        (f"{'a' * 200}.txt", f"{'a' * 156}.txt"),
    ],
)
def test_a_file_keeps_its_name_without_folders_or_signs_that_a_header_would_read(name, kept):
    assert receive(name, b"x").name == kept


@pytest.mark.parametrize(("name", "kind", "kept"), [("a.b.PNG", "PNG", "a.b.jpg"), ("été.webp", "WEBP", "été.jpg")])
def test_a_photo_is_kept_as_a_jpeg_under_its_name(name, kind, kept):
    received = receive(name, photo(kind=kind))
    assert (received.name, received.media_type, received.is_photo) == (kept, "image/jpeg", True)
    assert received.data.startswith(b"\xff\xd8")
    assert received.sha256 == hashlib.sha256(received.data).hexdigest(), "of what is kept, not of what was given"


def test_a_photo_tells_neither_where_nor_with_what_it_was_taken():
    exif = Image.Exif()
    exif[MAKE] = "Appareil de Marie"
    exif.get_ifd(POSITION)[1] = "N"
    data = photo(exif=exif)
    assert b"Appareil de Marie" in data
    kept = redraw_photo(data)
    assert b"Appareil" not in kept
    assert dict(drawn(kept).getexif()) == {}


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40))])
def test_a_photo_is_turned_as_it_was_held(orientation, size):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    assert drawn(redraw_photo(photo(exif=exif))).size == size


@pytest.mark.parametrize(
    ("size", "kept"),
    [((1600, 800), (1600, 800)), ((1601, 10), (1600, 10)), ((100, 3200), (50, 1600)), ((3, 2), (3, 2))],
)
def test_a_photo_is_reduced_to_its_longest_side_and_never_enlarged(size, kept):
    assert drawn(redraw_photo(photo(*size))).size == kept
    assert LONGEST_SIDE == 1600


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK"])
def test_a_photo_of_any_colours_is_drawn_in_three(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert drawn(redraw_photo(photo(kind=kind, mode=mode))).mode == "RGB"


@pytest.mark.parametrize("data", [b"", b"rien", photo()[:200], photo(kind="PNG")[:40], b"GIF89a" + bytes(10)])
def test_what_is_no_photo_is_refused_in_words(data):
    with pytest.raises(DomainError, match="n’est pas une photo que l’on sait lire"):
        receive("a.jpg", data)


def test_a_photo_of_too_many_points_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 799)
    for size in ((40, 20), (400, 200)):
        with pytest.raises(DomainError, match="89 millions de points"):
            redraw_photo(photo(*size))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 800)
    assert drawn(redraw_photo(photo(40, 20))).size == (40, 20)


@pytest.mark.parametrize("error", [KeyError("w"), RecursionError(), ZeroDivisionError()])
def test_where_a_library_stops_on_a_file_it_is_refused_as_not_what_was_expected(error):
    with pytest.raises(ImportFileError) as caught, refuse_damage("a.docx", "un document Word"):
        raise error
    assert (caught.value.file, caught.value.faults[0].expected) == ("a.docx", "un document Word")
    assert caught.value.__cause__ is error


def test_what_is_refused_inside_is_refused_in_its_own_words():
    with pytest.raises(NotAllowedError, match="non"), refuse_damage("a.docx", "un document Word"):
        raise NotAllowedError("non")
    with refuse_damage("a.docx", "un document Word"):
        pass
