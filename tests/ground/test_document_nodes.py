"""The nodes of a parsed document: each value is read as what is wanted, or is a fault at its place, never an error."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import pytest

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.documents import MAX_TEXT, Fields, Node, ParsedDocument, Value
from autan.ground.tables.core.findings import MAX_FAULTS, MAX_SHOWN, Findings, ResultRemark
from autan.ground.wordings import Sentence, Text


class Season(StrEnum):
    WINTER = "winter"
    SUMMER = "summer"


def node(value: Value, lines: dict[str, int] | None = None) -> Node:
    return Node.root(ParsedDocument(value=value, lines=lines or {}), Findings())


def read(value: Value, reader: Callable[[Node], object]) -> tuple[object, list[str]]:
    top = node(value)
    result = reader(top)
    return result, [str(fault.expected) for fault in top.findings.faults]


@pytest.mark.parametrize(
    ("reader", "value", "result"),
    [
        (Node.string, "  Un plan ", "Un plan"),
        (Node.string, "x" * MAX_TEXT, "x" * MAX_TEXT),
        (Node.string, "deux\nlignes\tet plus", "deux\nlignes\tet plus"),
        (Node.strings, ["a", " b "], ("a", "b")),
        (Node.code, "energy_2", "energy_2"),
        (Node.siren, "243100633", "243100633"),
        (Node.siren, 243100633, "243100633"),
        (Node.number, 0, 0),
        (Node.number, -2.5, -2.5),
        (Node.flag, True, True),
        (Node.flag, False, False),
        (Node.day, date(2026, 1, 31), date(2026, 1, 31)),
        (Node.text, {"fr": "énergie", "en": "energy"}, Text("énergie", "energy")),
        (lambda top: top.word(Season, "une saison"), "summer", Season.SUMMER),
    ],
)
def test_a_value_of_the_right_kind_is_read_without_fault(reader, value, result):
    assert read(value, reader) == (result, [])


@pytest.mark.parametrize(
    ("reader", "value", "result", "expected"),
    [
        (Node.string, "  ", "", "un texte non vide"),
        (Node.string, 3, "", "un texte non vide"),
        (Node.string, None, "", "un texte non vide"),
        (Node.string, "x" * (MAX_TEXT + 1), "x" * (MAX_TEXT + 1), "un texte d’au plus 20000 signes (il en a 20001)"),
        (Node.string, "ab\x07", "ab\x07", "un texte sans signe de contrôle (lu : U+0007, signe 3)"),
        (Node.string, "\x7fab", "\x7fab", "un texte sans signe de contrôle (lu : U+007F, signe 1)"),
        (Node.strings, [], (), "une liste d’au moins un élément"),
        (Node.strings, "a", (), "une liste d’au moins un élément"),
        (Node.strings, {"a": "b"}, (), "une liste d’au moins un élément"),
        (Node.code, "Energy", "", "un code en minuscules"),
        (Node.code, "2energy", "", "un code en minuscules"),
        (Node.code, "energy_", "", "un code en minuscules"),
        (Node.code, "a__b", "", "un code en minuscules"),
        (Node.code, "wood_or_gas", "", "« _or_ » est réservé"),
        (Node.code, 12, "", "un code en minuscules"),
        (Node.siren, "24310063", "", "un numéro SIREN de neuf chiffres"),
        (Node.siren, "2431006333", "", "un numéro SIREN de neuf chiffres"),
        (Node.siren, None, "", "un numéro SIREN de neuf chiffres"),
        (Node.number, True, None, "un nombre"),
        (Node.number, "3", None, "un nombre"),
        (Node.flag, 1, False, "true ou false"),
        (Node.flag, "true", False, "true ou false"),
        (Node.day, "2026-01-31", None, "une date possible"),
        (Node.day, 2026, None, "une date possible"),
        (Node.entries, ["a"], {}, "un ensemble de clés et de valeurs"),
        (lambda top: top.word(Season, "une saison"), "autumn", None, "une saison parmi : winter, summer"),
        (lambda top: top.word(Season, "une saison"), ["winter"], None, "une saison parmi : winter, summer"),
    ],
)
def test_a_value_of_another_kind_is_a_fault_and_reads_as_nothing(reader, value, result, expected):
    answer, (fault,) = read(value, reader)
    assert (answer, expected in fault) == (result, True), fault


def test_a_mapping_has_its_required_keys_and_no_other() -> None:
    top = node({"name": "Un plan", "colour": "bleu", "note": None}, {"colour": 7})
    fields = top.fields(required=("name", "kind"), optional=("note",))
    assert list(fields) == ["name"], "a key without value is as an absent one"
    assert top.findings.faults == [
        Fault(
            expected="une clé parmi : name, kind, note (clé inconnue : colour)", row=7, column="colour", value="bleu"
        ),
        Fault(expected="la clé « kind », obligatoire ici"),
    ]


def test_a_required_key_without_value_is_missing() -> None:
    assert read({"name": None}, lambda top: top.fields(required=("name",))) == (
        Fields(),
        ["la clé « name », obligatoire ici"],
    )


def test_what_is_no_mapping_has_no_field() -> None:
    fields, expected = read(["name"], lambda top: top.fields(required=("name",), optional=("kind",)))
    assert (fields, expected) == ({}, ["un ensemble de clés parmi : name, kind"])


def test_each_fault_keeps_its_path_and_its_line() -> None:
    lines = {"sections[0].questions[1].kind": 12, "sections[0].title": 4}
    top = node({"sections": [{"title": "", "questions": [{"kind": "a"}, {"kind": 5}]}]}, lines)
    (section,) = top.fields(required=("sections",))["sections"].items()
    fields = section.fields(required=("title", "questions"))
    fields.string("title")
    kinds = fields.each("questions", lambda question: question.fields(required=("kind",)).string("kind"))
    assert kinds == ("a", "")
    assert [(fault.row, fault.column, fault.value) for fault in top.findings.faults] == [
        (4, "sections[0].title", ""),
        (12, "sections[0].questions[1].kind", "5"),
    ]


def test_a_fault_shows_the_beginning_of_a_text_and_nothing_of_a_list() -> None:
    long = node("y" * 200)
    long.refuse("autre chose")
    assert long.findings.faults[0].value == "y" * MAX_SHOWN
    for value in ([1, 2], {"a": 1}, None):
        top = node(value)
        top.refuse("autre chose")
        assert top.findings.faults == [Fault(expected="autre chose")]


def test_keys_that_are_free_are_read_with_their_path() -> None:
    top = node({"a": 1, "b": {"c": "x"}}, {"b.c": 3})
    assert {key: inner.path for key, inner in top.entries().items()} == {"a": "a", "b": "b"}
    inner = top.at("b").at("c")
    inner.number()
    assert [(fault.row, fault.column) for fault in top.findings.faults] == [(3, "b.c")]
    assert (top.at("absent").value, node([1]).at("a").value) == (None, None)


def test_a_wording_without_english_is_kept_with_a_warning() -> None:
    top = node({"fr": "énergie"})
    assert top.text() == Text("énergie", "")
    assert (top.findings.faults, [warning.expected for warning in top.findings.warnings]) == (
        [],
        ["un texte anglais (clé « en »)"],
    )


def test_a_wording_without_french_is_refused_and_not_warned_of() -> None:
    top = node({"en": "energy"})
    assert top.text() == Text("", "energy")
    assert [fault.expected for fault in top.findings.faults] == ["la clé « fr », obligatoire ici"]
    assert top.findings.warnings == []


def test_an_absent_key_reads_as_its_default() -> None:
    fields = node({"open": True, "title": {"fr": "a", "en": "b"}}).fields(required=(), optional=("open", "title"))
    assert (fields.flag("open"), fields.flag("closed"), fields.flag("closed", default=True)) == (True, False, True)
    assert (fields.text("title"), fields.text("other")) == (Text("a", "b"), Text("", ""))
    assert (fields.string("other"), fields.each("other", Node.string)) == ("", ())
    assert fields.read("other", Node.number, 12) == 12


def test_faults_and_warnings_are_kept_apart_and_warnings_forbid_nothing() -> None:
    findings = Findings()
    findings.warn(Fault(expected="mieux"))
    findings.require_none("plan.yaml")
    findings.refuse("un nombre", row=2, column="b", value=3.5, sheet="")
    with pytest.raises(ImportFileError) as caught:
        findings.require_none("plan.yaml")
    assert caught.value.faults == (Fault(expected="un nombre", row=2, column="b", value="3.5"),)
    assert (caught.value.file, findings.refused, findings.warnings) == ("plan.yaml", 1, [Fault(expected="mieux")])


def test_a_sentence_that_was_read_stays_one() -> None:
    findings = Findings()
    said = Sentence("lu : {text}", text="x" * 200)
    findings.refuse("un nombre", value=said, sheet="Feuille 1")
    assert (findings.faults[0].value is said, findings.faults[0].sheet) == (True, "Feuille 1")


def test_a_reading_goes_on_until_one_more_fault_than_is_kept() -> None:
    findings = Findings()
    findings.add(*[Fault(expected="x")] * MAX_FAULTS)
    assert (findings.is_full, list(findings.until_full(range(3)))) == (False, [0, 1, 2])
    findings.add(Fault(expected="x"))
    assert (findings.is_full, list(findings.until_full(range(3))), len(findings.faults)) == (True, [], MAX_FAULTS + 1)
    findings.add(Fault(expected="x"))
    assert (findings.refused, len(findings.faults)) == (MAX_FAULTS + 2, MAX_FAULTS + 1)


def test_a_reading_that_wants_the_rest_of_the_file_does_not_stop() -> None:
    findings = Findings(stops=False)
    findings.add(*[Fault(expected="x")] * (MAX_FAULTS + 5))
    assert list(findings.until_full(range(3))) == [0, 1, 2]


def test_a_remark_is_set_as_its_language_wants() -> None:
    remark = ResultRemark.of("few", "l'eau : 30 %", 'it\'s "few" : 30 %', place="ligne 3")
    assert remark.text == Text("l’eau\u00a0: 30\u00a0%", "it’s “few”: 30%")
    assert (remark.code, remark.place, ResultRemark.of("few", "a", "b").place) == ("few", "ligne 3", "")
