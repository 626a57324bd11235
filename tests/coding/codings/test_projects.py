"""Projects of REFI-QDA as other programs write them: read, repaired with a remark, or refused at their place."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from autan.coding.codings.core.project import (
    QdaCase,
    QdaProject,
    QdaSource,
    QdaUser,
    QdaValue,
    VariableType,
)
from autan.coding.codings.exporters.project import describe_project, write_qda_project
from autan.coding.codings.importers import archive as qda_archive
from autan.coding.codings.importers.project import read_qda_project
from autan.ground.errors import Fault, ImportFileError
from tests.coding.codings.qda_making import CRLF_TEXT, archive, code, guid, project, selection, text_source

TEXT = "Le temps manque. Les données aussi."
SCHEMA = "refi-qda-project-1.0.xsd"


def read(data: bytes) -> tuple[QdaProject, list[str]]:
    found, remarks = read_qda_project(data, "essai.qdpx")
    assert all(remark.text.fr and remark.text.en for remark in remarks)
    return found, [remark.code for remark in remarks]


def refused(data: bytes) -> Fault:
    with pytest.raises(ImportFileError) as error:
        read_qda_project(data, "essai.qdpx")
    return error.value.faults[0]


def words(source: QdaSource) -> list[str | None]:
    return [(source.text or "")[item.start : item.end] if item.is_placed else None for item in source.selections]


def test_a_project_is_read() -> None:
    data = archive(project(text_source(selection(20, 3, 8))), {"sources/10.txt": TEXT})
    found, told = read(data)
    assert told == []
    assert (found.name, found.origin) == ("Essai", "Essai 1.0")
    assert found.users == (QdaUser(guid=guid(2), name="Anne"),)
    source = found.sources[0]
    assert (source.name, source.text, words(source)) == ("Réponse 10", TEXT, ["temps"])
    coding = source.selections[0].codings[0]
    assert (coding.code, coding.user, coding.created) == (guid(1), guid(2), "2026-05-04T10:00:00+00:00")


@pytest.mark.parametrize(
    ("member", "path"),
    [
        ("sources/10.txt", "internal://10.txt"),
        ("Sources/10.TXT", "internal://10.txt"),
        ("sources/10.txt", "internal://Sources/10.txt"),
        ("sources/10.txt", "10.txt"),
        ("sources\\10.txt", "internal://10.txt"),
        ("essai/sources/10.txt", "internal://10.txt"),
        ("10.txt", "internal://10.txt"),
        ("sources/sub/10.txt", "internal://sub/10.txt"),
    ],
)
def test_texts_are_found_where_programs_put_them(member: str, path: str) -> None:
    found, told = read(archive(project(text_source("", path=path)), {member: TEXT}))
    assert found.sources[0].text == TEXT
    assert told == (["sources_folder_renamed"] if "Sources/" in member else [])


@pytest.mark.parametrize("name", ["project.qde", "Project.QDE", "essai/project.qde", "autre.qde"])
def test_the_description_is_found_where_programs_put_it(name: str) -> None:
    assert read(archive(project(), name=name))[0].name == "Essai"


@pytest.mark.parametrize(
    "path",
    [
        "absolute:///etc/passwd",
        "relative://../10.txt",
        "internal://../project.qde",
        "/etc/passwd",
        "http://x/10.txt",
        "",
    ],
)
def test_no_address_is_followed_out_of_the_file(path: str) -> None:
    data = archive(project(text_source(selection(20, 3, 8, name="temps"), path=path)), {"sources/10.txt": TEXT})
    found, told = read(data)
    source = found.sources[0]
    assert (source.text, source.path) == (None, path)
    assert told == ["text_not_in_file"]
    assert (source.selections[0].is_placed, source.selections[0].name) == (False, "temps")


@pytest.mark.parametrize(
    ("content", "text", "told"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, []),
        (TEXT.encode("utf-16"), TEXT, []),
        (TEXT.encode("cp1252"), TEXT, ["text_decoded"]),
        (b"", "", []),
    ],
)
def test_texts_in_other_encodings(content: bytes, text: str, told: list[str]) -> None:
    found, remarks = read(archive(project(text_source("")), {"sources/10.txt": content}))
    assert (found.sources[0].text, remarks) == (text, told)


def test_a_text_inside_the_description() -> None:
    inner = f"<PlainTextContent> {TEXT}</PlainTextContent>{selection(20, 4, 9)}"
    found, _ = read(project(text_source(inner, path="")).encode())
    assert (found.sources[0].text, words(found.sources[0])) == (f" {TEXT}", ["temps"])


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([(3, 8, ""), (28, 37, "")], []),  # ends excluded, breaks of two, code points: as we write
        ([(3, 7, "temps"), (22, 28, "données")], ["places_counted_otherwise"]),
        ([(3, 8, "temps"), (21, 28, "données"), (37, 45, "manquent")], ["places_counted_otherwise"]),
        ([(3, 8, "temps"), (38, 46, "manquent")], []),
        ([(3, 8, ""), (22, 29, ""), (39, 47, "manquent")], ["places_counted_otherwise"]),
    ],
)
def test_places_are_read_as_the_program_counts_them(places: list[tuple[int, int, str]], told: list[str]) -> None:
    inner = "".join(selection(20 + rank, start, end, name=name) for rank, (start, end, name) in enumerate(places))
    found, remarks = read(archive(project(text_source(inner)), {"sources/10.txt": CRLF_TEXT.encode()}))
    source = found.sources[0]
    assert source.text == CRLF_TEXT.replace("\r\n", "\n")
    assert remarks == told
    for item, (_, _, name) in zip(source.selections, places, strict=True):
        assert item.is_placed
        if name:
            assert source.text[item.start : item.end] == name


def test_inclusive_ends_are_seen_from_the_words_alone() -> None:
    """No name: passages that would all stop one letter short are read with their last letter."""
    inner = selection(20, 3, 7) + selection(21, 9, 14) + selection(22, 21, 27)
    found, told = read(archive(project(text_source(inner)), {"sources/10.txt": TEXT}))
    assert words(found.sources[0]) == ["temps", "manque", "données"]
    assert told == ["places_counted_otherwise"]


@pytest.mark.parametrize(
    "name", ["Les données aussi…", "Les données aussi...", "Les données aussi, et ainsi de suite, mot après mot"]
)
def test_names_that_are_cut_are_compared_by_their_beginning(name: str) -> None:
    long = "Bon. Les données aussi, et ainsi de suite, mot après mot, jusqu’au bout."
    inner = selection(20, 5, len(long) - 2, name=name)
    found, _ = read(archive(project(text_source(inner)), {"sources/10.txt": long}))
    assert words(found.sources[0])[0].startswith("Les données aussi")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("start", "end", "text", "kept", "told"),
    [
        (8, 3, TEXT, "temps", ["selection_turned"]),
        (3, 400, TEXT, None, ["selection_unplaced"]),
        (400, 3, TEXT, None, ["selection_unplaced"]),
        (-1, 3, TEXT, None, ["selection_unplaced"]),
        ("x", 3, TEXT, None, ["selection_unplaced"]),
        ("", "", TEXT, None, ["selection_unplaced"]),
        (3, 3, TEXT, None, ["selection_unplaced"]),
        ("9" * 30, 3, TEXT, None, ["selection_unplaced"]),
    ],
)
def test_impossible_passages_are_kept_and_told(start, end, text: str, kept: str | None, told: list[str]) -> None:
    inner = selection(19, 9, 15, name="manque") + selection(20, start, end)
    found, remarks = read(archive(project(text_source(inner)), {"sources/10.txt": text}))
    assert words(found.sources[0]) == ["manque", kept]
    assert remarks == told
    assert len(found.sources[0].selections[1].codings) == 1


def test_a_place_inside_a_pair_is_no_place() -> None:
    inner = selection(19, 6, 13, name="données") + selection(20, 1, 4)
    found, told = read(archive(project(text_source(inner)), {"sources/10.txt": "😀 un données"}))
    assert words(found.sources[0]) == ["données", None]
    assert told == ["places_counted_otherwise", "selection_unplaced"]


def test_passages_may_overlap() -> None:
    inner = selection(20, 3, 8) + selection(21, 3, 15) + selection(22, 3, 8)
    found, told = read(archive(project(text_source(inner)), {"sources/10.txt": TEXT}))
    assert words(found.sources[0]) == ["temps", "temps manque", "temps"]
    assert told == []


def test_namesakes_stay_two() -> None:
    users = f'<User guid="{guid(2)}" name="Anne"/><User guid="{guid(3)}" name="Anne" id="a2"/>'
    inner = selection(20, 3, 8) + selection(21, 3, 8, user=3)
    found, told = read(archive(project(text_source(inner), users=users), {"sources/10.txt": TEXT}))
    assert told == ["users_of_one_name"]
    assert [item.codings[0].user for item in found.sources[0].selections] == [guid(2), guid(3)]


def test_codes_and_people_that_are_not_described_are_made() -> None:
    inner = selection(20, 3, 8, code_number=77, user=88)
    found, told = read(archive(project(text_source(inner)), {"sources/10.txt": TEXT}))
    assert told == ["user_made", "code_made"]
    assert (found.users[-1].guid, found.codes[-1].guid) == (guid(88), guid(77))


OTHERS = (
    f'<PDFSource guid="{guid(30)}" name="Plan.pdf" path="internal://30.pdf"><Description>pdf</Description>'
    f'<PDFSelection guid="{guid(31)}" page="1" firstX="0" firstY="0" secondX="1" secondY="1"/>'
    f'<Representation guid="{guid(32)}" name="Plan.txt" plainTextPath="internal://32.txt">{selection(33, 3, 8)}'
    "</Representation>"
    f'<Coding guid="{guid(34)}"><CodeRef targetGUID="{guid(1)}"/></Coding></PDFSource>'
    f'<PDFSource guid="{guid(35)}" name="Nu.pdf"/><PictureSource guid="{guid(36)}" name="Photo"/>'
)
CASES = (
    f'<Variables><Variable guid="{guid(40)}" name="population" typeOfVariable="Integer"><Description>hab.</Description>'
    "</Variable>"
    f'<Variable guid="{guid(41)}" name="divers" typeOfVariable="Autre"/></Variables>'
    f'<Cases><Case guid="{guid(42)}" name="Albi"><Description>CA</Description><CodeRef targetGUID="{guid(1)}"/>'
    f'<VariableValue><VariableRef targetGUID="{guid(40)}"/><IntegerValue>82000</IntegerValue></VariableValue>'
    f'<SourceRef targetGUID="{guid(30)}"/><SourceRef targetGUID="{guid(36)}"/>'
    f'<SelectionRef targetGUID="{guid(33)}"/></Case></Cases>'
)
REST = (
    f'<Notes><Note guid="{guid(50)}" name="Mémo"><PlainTextContent>Revoir.</PlainTextContent></Note></Notes>'
    f'<Links><Link guid="{guid(51)}" name="cause" direction="OneWay" originGUID="{guid(1)}" targetGUID="{guid(30)}"/>'
    f'<Link guid="{guid(52)}" direction="Sideways"/></Links>'
    f'<Sets><Set guid="{guid(53)}" name="Lot"><MemberCode targetGUID="{guid(1)}"/>'
    f'<MemberSource targetGUID="{guid(30)}"/>'
    f'<MemberNote targetGUID="{guid(50)}"/><MemberSource targetGUID="{guid(99)}"/></Set></Sets>'
    f'<Graphs><Graph guid="{guid(54)}"/></Graphs><Description>Tout.</Description><NoteRef targetGUID="{guid(50)}"/>'
)
WHOLE = archive(
    project(OTHERS + text_source(selection(20, 3, 8)), before=CASES, other=REST),
    {"sources/10.txt": TEXT, "sources/32.txt": TEXT, "sources/30.pdf": b"%PDF", "sources/36.jpg": b"\xff\xd8"},
)


def test_everything_else_is_read_or_told() -> None:
    found, told = read(WHOLE)
    assert told == [
        "source_left_out",
        "source_left_out",
        "variable_type_text",
        "references_left_out",
        *["element_passed_over"] * 3,  # links and graphs, which nothing here uses, and one of another program
    ]
    pdf, text = found.sources
    assert (pdf.guid, pdf.name, pdf.text, pdf.description, words(pdf)) == (guid(30), "Plan.pdf", TEXT, "pdf", ["temps"])
    assert [coding.guid for coding in pdf.codings] == [guid(34)]
    assert text.guid == guid(10)
    assert [(item.name, item.type) for item in found.variables] == [
        ("population", VariableType.INTEGER),
        ("divers", VariableType.TEXT),
    ]
    assert found.cases == (
        QdaCase(
            guid=guid(42),
            name="Albi",
            description="CA",
            codes=(guid(1),),
            values=(QdaValue(variable=guid(40), value=82000),),
            sources=(guid(30),),
            selections=(guid(33),),
        ),
    )
    (group,) = found.sets  # what it names and the file does not hold is left out
    assert (group.name, group.codes, group.sources, group.notes) == ("Lot", (guid(1),), (guid(30),), (guid(50),))
    assert (found.notes[0].text, found.note_refs, found.description) == ("Revoir.", (guid(50),), "Tout.")


def test_what_was_read_is_sent_back_and_read_again_the_same() -> None:
    first, _ = read(WHOLE)
    data = write_qda_project(first)
    again, told = read(data)
    assert told == []
    assert data == write_qda_project(again)
    named = [replace(item, name="temps") for source in first.sources for item in source.selections]
    assert [item for source in again.sources for item in source.selections] == named
    assert replace(again, sources=(), origin="") == replace(first, sources=(), origin="")


def test_what_is_sent_back_is_valid(shared_data: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared_data / "schemas" / SCHEMA))
    unplaced = archive(project(text_source(selection(20, -1, 400), path="absolute:///x.txt")), {})
    for data in (WHOLE, unplaced, project().encode(), write_qda_project(QdaProject(name="Vide"))):
        schema.assertValid(etree.fromstring(describe_project(read(data)[0])))


def test_elements_stand_in_the_order_of_the_schema() -> None:
    root = etree.fromstring(describe_project(read(WHOLE)[0]))
    assert [etree.QName(child).localname for child in root] == [
        "Users",
        "CodeBook",
        "Variables",
        "Cases",
        "Sources",
        "Notes",
        "Sets",
        "Description",
        "NoteRef",
    ]
    case = root.find("{*}Cases/{*}Case")
    assert [etree.QName(child).localname for child in case] == [
        "Description",
        "CodeRef",
        "VariableValue",
        "SourceRef",
        "SelectionRef",
    ]


def test_the_file_holds_the_texts_and_their_places() -> None:
    found, _ = read(archive(project(text_source(selection(20, 3, 8))), {"sources/10.txt": CRLF_TEXT.encode()}))
    with zipfile.ZipFile(io.BytesIO(write_qda_project(found))) as opened:
        assert opened.namelist() == ["project.qde", f"sources/{guid(10)}.txt"]
        text = opened.read(f"sources/{guid(10)}.txt").decode()
        element = etree.fromstring(opened.read("project.qde")).find(".//{*}PlainTextSelection")
    assert "\r" not in text
    assert text[int(element.get("startPosition")) : int(element.get("endPosition"))] == element.get("name") == "temps"


def test_an_empty_project_and_one_without_its_texts_are_written() -> None:
    assert read(write_qda_project(QdaProject(name="Vide")))[0] == QdaProject(name="Vide", origin="Autan")
    away, _ = read(archive(project(text_source(selection(20, 3, 8), path="absolute:///x.txt"))))
    data = write_qda_project(away)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.namelist() == ["project.qde"]
    again, told = read(data)
    assert told == ["text_not_in_file"]
    assert (again.sources, again.users) == (away.sources, away.users)


def test_the_name_of_a_long_passage_is_its_beginning() -> None:
    long = "mot " * 100 + "fin"
    found, _ = read(archive(project(text_source(selection(20, 0, len(long)))), {"sources/10.txt": long}))
    name = etree.fromstring(describe_project(found)).find(".//{*}PlainTextSelection").get("name")
    assert name == "mot " * 29 + "mot…"


VALUES = [
    ("TextValue", "Albi", "Albi"),
    ("BooleanValue", "true", True),
    ("BooleanValue", "0", False),
    ("BooleanValue", "peut-être", None),
    ("IntegerValue", "-12", -12),
    ("IntegerValue", "douze", None),
    ("FloatValue", "12,5", Decimal("12.5")),
    ("FloatValue", "1e3", Decimal("1e3")),
    ("FloatValue", "1e999", None),
    ("FloatValue", "x", None),
    ("DateValue", "2013-07-02", date(2013, 7, 2)),
    ("DateValue", "02/07/2013", None),
    ("DateTimeValue", "2013-07-02 09:30:00", datetime(2013, 7, 2, 9, 30)),  # noqa: DTZ001 — as the file has it
    ("DateTimeValue", "hier", None),
    ("TextValue", "", None),
]


@pytest.mark.parametrize(("name", "written", "value"), VALUES)
def test_values_of_variables(name: str, written: str, value: object) -> None:
    inner = f'<VariableValue><VariableRef targetGUID="{guid(40)}"/><{name}>{written}</{name}></VariableValue>'
    found, told = read(project(text_source(inner)).encode())
    assert found.sources[0].values == (QdaValue(variable=guid(40), value=value),)  # type: ignore[arg-type]
    assert ("value_left_out" in told) == (value is None and bool(written))
    again, _ = read(describe_project(found))
    assert again.sources[0].values == found.sources[0].values


def test_moments_that_are_none_are_left_out() -> None:
    data = project(text_source(selection(20, 3, 8))).replace("2026-05-04T10:00:00Z", "hier matin").encode()
    found, told = read(data)
    assert found.sources[0].selections[0].codings[0].created == ""
    assert "moment_left_out" in told


@pytest.mark.parametrize(
    ("data", "expected", "value"),
    [
        (archive(project(), {"/etc/passwd": "x"}), "restent dans l’archive", "/etc/passwd"),
        (archive(project(), {"sources/../../x.txt": "x"}), "restent dans l’archive", "sources/../../x.txt"),
        (archive(project(), {"C:\\x.txt": "x"}), "restent dans l’archive", "C:"),
        (archive(project(), {"sources/a.txt": "x", "Sources/A.txt": "y"}), "chacun leur nom", "Sources/A.txt"),
        (archive(project(), name="projet.xml"), "project.qde", "projet.xml"),
        (archive(project())[:60], "entière", ""),
        (b"PK\x03\x04abc", "entière", ""),
        (archive("<Autre/>"), "Project", "Autre"),
        (archive("pas du XML"), "XML", ""),
        (archive('<!DOCTYPE x><Project name="x"/>'), "DTD", ""),
        (archive(project(codes=code(1, "A", code(2, "B", code(1, "A"))))), "au-dessus de lui-même", "A"),
        (b"", "XML", ""),
    ],
)
def test_files_that_cannot_be_trusted_are_refused(data: bytes, expected: str, value: str) -> None:
    fault = refused(data)
    assert expected in fault.expected
    assert value in (fault.value or "")


def test_a_ciphered_archive_is_refused() -> None:
    data = bytearray(archive(project()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "mot de passe" in refused(bytes(data)).expected


def test_a_damaged_member_is_refused() -> None:
    data = bytearray(archive(project(), {"sources/10.txt": TEXT}))
    place = data.index(b"Le temps")
    data[place : place + 4] = b"ZZZZ"
    good = archive(project(text_source("")), {"sources/10.txt": TEXT})
    damaged = bytearray(good)
    damaged[good.index(b"Le temps")] ^= 1
    assert "abîmé" in refused(bytes(damaged)).expected
    assert read(bytes(data))[0].name == "Essai"  # a damaged text that the project does not name is never opened


@pytest.mark.parametrize(
    ("bound", "most", "expected"),
    [("MAX_MEMBERS", 1, "au plus 1 fichiers"), ("MAX_TEXT_BYTES", 10, "Mo"), ("MAX_OPENED_BYTES", 10, "Mo")],
)
def test_sizes_are_bounded(bound: str, most: int, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qda_archive, bound, most)
    assert expected in refused(archive(project(text_source("")), {"sources/10.txt": TEXT})).expected


def test_unknown_elements_are_counted_with_their_line() -> None:
    data = project(other="\n<Plugin/>\n<Plugin/>").encode()
    _, remarks = read_qda_project(data, "essai.qde")
    assert [(remark.code, remark.place) for remark in remarks] == [("element_passed_over", "ligne 3")]
    assert "(2)" in remarks[0].text.fr
