"""Archives that are given: read in memory, each member as it is, and refused for what they declare or hide."""

import io
import struct
import zipfile

import pytest

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Limits
from autan.ground.tables.importers.archives import MAX_MEMBERS, only_file, read_archive
from tests.ground.workbook_making import zipped


def refusal(data: bytes, read=read_archive, **limits) -> Fault:
    with pytest.raises(ImportFileError) as caught:
        read(data, "envoi.zip", **limits)
    assert caught.value.file == "envoi.zip"
    (fault,) = caught.value.faults
    return fault


def test_each_member_is_read_by_its_name_and_folders_are_none():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.mkdir("plan")
        archive.writestr("plan/été.csv", "a;b")
        archive.writestr("vide.txt", "")
    assert read_archive(stream.getvalue(), "envoi.zip") == {"plan/été.csv": b"a;b", "vide.txt": b""}


def test_members_that_are_not_wanted_are_neither_read_nor_judged():
    data = zipped({"a.csv": "a", "../b.xml": "<!DOCTYPE b>"})
    assert read_archive(data, "envoi.zip", accepts=lambda name: name.endswith(".csv")) == {"a.csv": b"a"}
    assert read_archive(data, "envoi.zip", accepts=lambda _name: False) == {}


@pytest.mark.parametrize("name", ["../a.csv", "a/../../b.csv", "/etc/a.csv", "..\\a.csv", "C:\\a.csv", "c:a.csv"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name):
    fault = refusal(zipped({"bon.csv": "a", name: "b"}))
    assert fault.expected == "des noms de fichiers qui restent dans l’archive"
    assert fault.value.replace("\\", "/") == name.replace("\\", "/")


@pytest.mark.parametrize("name", ["a..b.csv", "...csv", "dossier.d/a.csv"])
def test_points_in_a_name_lead_nowhere(name):
    assert read_archive(zipped({name: "a"}), "envoi.zip") == {name: b"a"}


def test_as_many_members_as_the_most_are_read_and_one_more_is_refused():
    data = zipped({f"{rank}.csv": "a" for rank in range(4)})
    assert len(read_archive(data, "envoi.zip", max_members=4)) == 4
    assert refusal(data, max_members=3).expected == "une archive d’au plus 3 fichiers"
    assert MAX_MEMBERS >= 1_000, "a shapefile of each commune of a department"


def test_an_archive_is_bounded_before_it_is_opened():
    data = zipped({"a.csv": "a"})
    assert read_archive(data, "envoi.zip", limits=Limits(max_bytes=len(data))) == {"a.csv": b"a"}
    fault = refusal(data, limits=Limits(max_bytes=len(data) - 1))
    assert fault.expected == "une archive d’au plus 0\u00a0Mo"


def test_what_an_archive_holds_is_bounded_before_it_is_read():
    data = zipped({"a.csv": "a" * 1_500_000, "b.csv": "b" * 1_500_000})
    assert len(read_archive(data, "envoi.zip", limits=Limits(max_opened_bytes=3_000_000))) == 2
    fault = refusal(data, limits=Limits(max_opened_bytes=2_999_999))
    assert (fault.value, fault.expected) == ("3\u00a0Mo", "une archive d’au plus 2\u00a0Mo une fois ouverte")


def declared(data: bytes, size: int) -> bytes:
    """The archive, whose last member says that it holds so many bytes."""
    place = data.rfind(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<I", size) + data[place + 4 :]


def test_a_member_that_holds_more_than_it_says_is_refused():
    assert "une archive zip entière" in refusal(declared(zipped({"a.csv": "a" * 5_000}), 10)).expected


def test_two_members_of_one_name_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "2")
    assert refusal(stream.getvalue()).expected == "des fichiers qui ont chacun leur nom dans l’archive"


def test_a_member_with_a_password_is_refused_by_its_name():
    data = bytearray(zipped({"secret.csv": "a"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    fault = refusal(bytes(data))
    assert (fault.value, fault.expected) == ("secret.csv", "une archive sans mot de passe")


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a><a/>",
        b"<?xml version='1.0'?>\n<!doctype a []><a/>",
        b" " * 5_000 + b"<!DOCTYPE a><a/>",
        "<!DOCTYPE a><a/>".encode("utf-16"),
        b"\xfe\xff" + "<!DOCTYPE a><a/>".encode("utf-16-be"),
    ],
    ids=["plain", "small letters", "far", "UTF-16", "UTF-16 of the other end"],
)
@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels", "A.XML"])
def test_an_xml_that_declares_its_type_is_refused(name, content):
    fault = refusal(zipped({name: content}))
    assert (fault.value, "DTD" in fault.expected) == (name, True)


def test_a_text_may_name_a_type_of_document():
    parts = {"a.xml": b"<a>&lt;!DOCTYPE</a>", "b.csv": b"<!DOCTYPE a>"}
    assert read_archive(zipped(parts), "envoi.zip") == parts


@pytest.mark.parametrize("damage", [b"", b"rien", b"PK\x03\x04"])
def test_what_is_no_archive_is_refused(damage):
    assert refusal(damage).expected.startswith("une archive zip entière")


def test_an_archive_that_is_cut_or_changed_is_refused():
    whole = zipped({"a.csv": "abcdef" * 100, "b.csv": "b"})
    content = bytearray(whole)
    content[40] ^= 0xFF  # within what the first member holds
    for damage in (whole[: len(whole) // 2], whole[:-10], bytes(content)):
        assert refusal(damage).expected.startswith("une archive zip entière")


def test_the_one_file_of_its_kind_is_taken_with_its_name():
    data = zipped({"lisez-moi.txt": "?", "dossier/Plan.XLSX": "x"})
    assert only_file(data, "envoi.zip", {".xlsx", ".csv"}) == (b"x", "dossier/Plan.XLSX")


@pytest.mark.parametrize(
    ("members", "value"),
    [
        (["a.csv", "b.csv"], "a.csv, b.csv"),
        (["a.txt"], "a.txt"),
        ([], None),
        ([f"{rank:03}.txt" for rank in range(100)], ", ".join(f"{rank:03}.txt" for rank in range(100))[:200]),
    ],
)
def test_an_archive_of_none_or_several_files_says_what_it_holds(members, value):
    fault = refusal(zipped(dict.fromkeys(members, "a")), lambda data, file: only_file(data, file, {".xlsx", ".csv"}))
    assert (fault.value, fault.expected) == (value, "une archive d’un seul fichier à lire (.csv, .xlsx)")
