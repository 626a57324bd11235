"""Codebook files of REFI-QDA: those of other programs read with what is repaired, ours valid and read back."""

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from autan.coding.codings.core.codebook import Code, CodeExample
from autan.coding.codings.core.codebook_reading import codebook_values
from autan.coding.codings.core.project import QdaCode, QdaCodebook, make_guid, read_guid
from autan.coding.codings.core.qda.descriptions import read_description, write_description
from autan.coding.codings.core.qda.incoming import incoming_codebook
from autan.coding.codings.core.qda.outgoing import code_guid, qda_codebook
from autan.coding.codings.exporters.project import write_qda_codebook
from autan.coding.codings.importers.codes import MAX_DEPTH, read_qda_codebook
from autan.ground.errors import DomainError, Fault, ImportFileError
from autan.ground.wordings import Text
from tests.coding.codings.making import DAY, make_codebook
from tests.coding.codings.qda_making import code, codebook, guid, project
from tests.coding.codings.test_codebook_documents import read as read_document
from tests.coding.codings.test_codebooks_shipped import FILES, load

SCHEMA = "refi-qda-codebook-1.0.xsd"


def read(data: bytes) -> tuple[QdaCodebook, list[str]]:
    found, remarks = read_qda_codebook(data, "essai.qdc")
    return found, [remark.code for remark in remarks]


def refused(data: bytes) -> Fault:
    with pytest.raises(ImportFileError) as error:
        read_qda_codebook(data, "essai.qdc")
    assert error.value.file == "essai.qdc"
    return error.value.faults[0]


def shape(codes: tuple[QdaCode, ...]) -> list[object]:
    return [(item.name, shape(item.children)) for item in codes]


def test_a_tree_of_codes_is_read() -> None:
    inner = code(1, "Moyens", f"<Description>Ce qu’il faut.</Description>{code(2, 'Temps', color='#1B9E77')}")
    found, remarks = read(codebook(inner + code(3, "Données", isCodable="false")))
    assert shape(found.codes) == [("Moyens", [("Temps", [])]), ("Données", [])]
    first, second = found.codes
    assert (first.description, first.children[0].color, second.is_codable) == ("Ce qu’il faut.", "#1B9E77", False)
    assert (found.origin, remarks) == ("Essai", [])


@pytest.mark.parametrize(
    ("data", "remarks"),
    [
        (codebook(code(1, "Temps"), namespace=""), []),
        (codebook(code(1, "Temps"), after="<Sets/>"), []),  # Taguette writes an empty list of sets
        (b"\xef\xbb\xbf" + codebook(code(1, "Temps")), []),
        (b"\n  " + codebook(code(1, "Temps")), []),
        (codebook(code(1, "Temps")).decode().replace("utf-8", "utf-16").encode("utf-16"), []),
        (codebook(code(1, "Temps")).replace(b"CodeBook", b"q:CodeBook").replace(b"xmlns=", b"xmlns:q="), []),
        (codebook(code(1, "Temps", "<Icon>x</Icon>")), ["element_passed_over"]),
        (codebook(code(1, "Temps", color="red")), ["color_left_out"]),
        (codebook(code(1, "Temps", isCodable="")), []),
        (codebook(code(1, "Temps", guid="code-1")), ["guid_made"]),
        (codebook(code(1, "Temps", guid="{" + guid(1).upper() + "}")), []),
        (project().encode(), []),  # the codebook of a whole project
        (codebook(code(1, "Temps")).replace(b"<Codes>", b"").replace(b"</Codes>", b""), []),
        (codebook(code(1, "Temps")) + b"<!-- fin --><?fin?>", []),
    ],
)
def test_what_other_programs_write_is_read(data: bytes, remarks: list[str]) -> None:
    found, told = read(data)
    assert [item.name for item in found.walk()] == ["Temps"]
    assert found.codes[0].is_codable
    assert read_guid(found.codes[0].guid)
    assert told == remarks


def test_short_colours_are_written_in_full() -> None:
    assert read(codebook(code(1, "Temps", color="#1bf")))[0].codes[0].color == "#11BBFF"


def test_a_code_without_a_name_or_an_identifier_gets_one() -> None:
    found, told = read(codebook(code(1, " ", guid="") + code(2, "Temps", guid="")))
    assert found.codes[0].name == "Sans nom"
    assert told == ["guid_made", "name_made"]
    assert len({item.guid for item in found.codes}) == 2
    assert found == read(codebook(code(1, " ", guid="") + code(2, "Temps", guid="")))[0]


def test_an_identifier_given_twice_stays_with_the_first() -> None:
    found, told = read(codebook(code(1, "Temps") + code(1, "Données")))
    assert found.codes[0].guid == guid(1) != found.codes[1].guid
    assert told == ["code_guid_twice"]


def test_sets_are_passed_over_and_told() -> None:
    sets = f'<Sets><Set guid="{guid(9)}" name="Tous"><MemberCode guid="{guid(1)}"/></Set></Sets>'
    found, told = read(codebook(code(1, "Temps"), after=sets))
    assert [item.name for item in found.codes] == ["Temps"]
    assert told == ["element_passed_over"]


WIDE = codebook(code(1, "Temps")).decode().replace("?>\n", "?><!DOCTYPE x>").replace("utf-8", "utf-16")
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "XML"),
        (b"Temps;Moyens", "XML"),
        (codebook(code(1, "Temps"))[:-12], "XML"),
        (codebook("<Code"), "XML"),
        (codebook(code(1, "Temps")).replace(b"?>\n", b"?>" + ENTITY), "DTD"),
        (WIDE.encode("utf-16"), "DTD"),
        (codebook(code(1, "&a;")), "XML"),
        (b"<Autre/>", "CodeBook"),
        (codebook(""), "au moins un code"),
        (codebook(code(1, "Temps", code(2, "Délai", code(1, "Temps")))), "au-dessus de lui-même"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, expected: str) -> None:
    assert expected in refused(data).expected


def test_a_cycle_is_refused_at_its_line() -> None:
    data = codebook("\n" + code(1, "Temps", "\n" + code(2, "Délai", "\n" + code(1, "Retour"))))
    fault = refused(data)
    assert (fault.row, fault.column, fault.value) == (5, "Code/@guid", "Retour")


def test_codes_nested_without_end_are_refused() -> None:
    inner = ""
    for rank in range(MAX_DEPTH + 2):
        inner = code(rank + 1, "Code", inner)
    assert "emboîtés" in refused(codebook(inner)).expected
    for rank in range(400):
        inner = code(rank + 100, "Code", inner)
    assert "XML" in refused(codebook(inner)).expected  # the parser itself gives up


def test_a_file_of_a_size_that_no_codebook_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autan.coding.codings.importers.xml_tree.MAX_XML_BYTES", 100)
    assert "Mo" in refused(codebook(code(1, "Temps"))).expected


def test_an_empty_codebook_is_not_written() -> None:
    with pytest.raises(DomainError, match="au moins un code"):
        write_qda_codebook(QdaCodebook(codes=()))


def test_signs_that_xml_forbids_are_replaced() -> None:
    given = QdaCodebook(codes=(QdaCode(guid=guid(1), name="a\x00b", description="c\x0bd"),))
    found, _ = read(write_qda_codebook(given))
    assert (found.codes[0].name, found.codes[0].description) == ("a\ufffdb", "c\ufffdd")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_codebooks_that_ship_go_out_and_come_back(path: Path, language: str) -> None:
    ours = load(path)
    data = write_qda_codebook(qda_codebook(ours, language=language))
    back, told = read(data)
    assert told == []
    again, keys = incoming_codebook(back, slug=ours.slug, title=ours.title, day=DAY)
    assert [(depth, item.label.fr) for depth, item in again.walk()] == [
        (depth, item.label.in_language(language)) for depth, item in ours.walk()
    ]
    for (_, mine), (_, theirs) in zip(ours.walk(), again.walk(), strict=True):
        assert keys[code_guid(ours, mine.key)] == theirs.key
        assert theirs.definition.fr == mine.definition.in_language(language)
        assert theirs.includes.fr == mine.includes.in_language(language)
        assert theirs.excludes.fr == mine.excludes.in_language(language)
        assert (theirs.examples, theirs.keywords) == (mine.examples, mine.keywords)
        assert (theirs.color, theirs.is_codable) == (mine.color.upper(), mine.is_codable)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_written_is_valid(path: Path, shared_data: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared_data / "schemas" / SCHEMA))
    given = qda_codebook(load(path), language="fr")
    schema.assertValid(etree.fromstring(write_qda_codebook(given)))


def test_elements_stand_in_the_order_of_the_schema() -> None:
    inner = QdaCode(guid=guid(2), name="Temps")
    outer = QdaCode(guid=guid(1), name="Moyens", description="x", notes=(guid(5),), children=(inner,))
    root = etree.fromstring(write_qda_codebook(QdaCodebook(codes=(outer,))))
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    written = root[0][0]
    assert [etree.QName(child).localname for child in written] == ["Description", "Code"]
    assert written.get("isCodable") == "true"


def test_keys_are_made_of_names() -> None:
    names = ["Énergie & climat", "énergie climat", "2030", "…", "Énergie (climat)"]
    given = QdaCodebook(codes=tuple(QdaCode(guid=guid(rank), name=name) for rank, name in enumerate(names)))
    made, keys = incoming_codebook(given, slug="x", title=Text("X", ""), day=DAY)
    assert list(keys.values()) == ["energie_climat", "energie_climat_2", "c_2030", "code", "energie_climat_3"]
    assert [item.label.fr for item in made.codes] == names


def test_notes_about_a_code_end_its_definition() -> None:
    given = QdaCodebook(codes=(QdaCode(guid=guid(1), name="Temps", description="Délai.", notes=(guid(5), guid(6))),))
    made, _ = incoming_codebook(given, slug="x", title=Text("X", ""), day=DAY, memos={guid(5): "À revoir."})
    assert made.code("temps").definition.fr == "Délai.\n\nÀ revoir."


def test_descriptions_of_others_are_definitions() -> None:
    bare = Code(key="x", label=Text("X", ""))
    words = (
        "Note : ceci n’est pas de nous.\nInclut : cela.\nExemple : mots seuls\n"
        "Exemple : « cités » (ligne 3)\nMots-clés : vélo, , bus,"
    )
    description = read_description(bare, words)
    assert description.definition.fr == "Note : ceci n’est pas de nous."
    assert (description.includes.fr, description.keywords) == ("cela.", ("vélo", "bus"))
    assert description.examples == (CodeExample(words="mots seuls"), CodeExample(words="cités", locator="ligne 3"))
    assert write_description(bare, "fr") == ""


def test_identifiers_are_always_the_same() -> None:
    assert make_guid("a", "b") == make_guid("a", "b") != make_guid("ab", "")
    assert read_guid(make_guid("a")) == make_guid("a")
    assert qda_codebook(make_codebook("a"), language="fr").codes[0].guid == code_guid(make_codebook("a"), "a")


def test_the_identifiers_of_another_tool_go_back_to_it() -> None:
    sent, _remarks = read(codebook(code(1, "Temps", code(2, "Argent"))))
    taken, _keys = incoming_codebook(sent, slug="livre", title=Text("Livre", ""), day=date(2026, 1, 1))
    stored = read_document(codebook_values(taken))  # as the database keeps it
    assert [item.guid for item in qda_codebook(stored, language="fr").walk()] == [item.guid for item in sent.walk()]
    assert sent.codes[0].guid == guid(1)
    ours, _remarks = read(write_qda_codebook(qda_codebook(make_codebook("a"), language="fr")))
    back, _keys = incoming_codebook(ours, slug="obstacles", title=Text("Livre", ""), day=date(2026, 1, 1))
    assert [item.guid for item in back.codes] == [""]


def flat(*names: str, origin: str = "Taguette 1.5") -> list[tuple[int, str]]:
    codes = "".join(code(number, name) for number, name in enumerate(names, 1))
    found, _told = read(codebook(codes).replace(b'origin="Essai"', f'origin="{origin}"'.encode()))
    tree, _keys = incoming_codebook(found, slug="livre", title=Text("Livre", ""), day=date(2026, 1, 1))
    return [(depth, item.label.fr) for depth, item in tree.walk()]


def test_points_in_the_names_of_taguette_make_a_tree() -> None:
    names = ("intérêt", "gens", "intérêt.lieux.rue", "intérêt.lieux", "seul.ici")
    assert flat(*names) == [(0, "intérêt"), (1, "lieux"), (2, "rue"), (0, "gens"), (0, "seul.ici")]
    assert flat(*names, origin="Autre") == [(0, name) for name in names]
    assert flat("a", "a", "a.b") == [(0, "a"), (0, "a"), (0, "a.b")]
    assert flat("a", "a.b.c.d", "a.b") == [(0, "a"), (1, "b"), (2, "c.d")]
    assert flat("a", "a.b.c") == [(0, "a"), (1, "b.c")]
