"""Our corpora as projects, and projects as codings of ours: territories, people, memos, passages, nothing lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from autan.coding.codings.core.anchors import AnchorError, AnchorProblem, anchor_passage
from autan.coding.codings.core.codings import Coder, Coding, CodingOrigin
from autan.coding.codings.core.project import QdaProject, VariableType
from autan.coding.codings.core.qda.incoming import UNKNOWN_CODER, incoming_codings
from autan.coding.codings.core.qda.outgoing import CaseSheet, qda_project, source_guid, user_guid
from autan.coding.codings.exporters.project import describe_project, write_qda_project
from autan.coding.codings.importers.project import read_qda_project
from autan.evidence.figures.core.codable_texts import CodableText
from tests.coding.codings.making import DAY, NOTE, make_codebook, make_coding, make_text
from tests.coding.codings.qda_making import archive, code, guid, project, selection, text_source

BOOK = make_codebook("means", "means/staff", "money")
WORDS = "Des postes manquent.\r\nLe budget 😀 aussi."
ANSWER = make_text("a1", WORDS, siren="243100518")
WORKSHOP = make_text("n1", "Peu de budget.", kind=NOTE)
CODERS = [Coder(key="anne", name="Anne"), Coder(key="paul", name="Anne")]
CODINGS = [
    replace(make_coding("1", "staff", text=ANSWER, quote="postes"), memo="Lesquels ?"),
    make_coding("2", "money", text=ANSWER, quote="budget 😀"),
    make_coding("3", "means", text=ANSWER, quote="postes"),
    make_coding("4", "staff", text=ANSWER, quote="postes", coder="paul"),
    make_coding("5", "money", text=WORKSHOP, quote="budget"),
]
SHEETS = [
    CaseSheet(
        siren="243100518",
        name="Toulouse Métropole",
        attributes={"kind": "METRO", "population": 800_000, "share": 12.5, "has_plan": True, "since": date(2012, 1, 1)},
    ),
    CaseSheet(siren="248100737", name="Grand Albigeois", attributes={"kind": 7, "population": None}),
]


def make_project(codings: list[Coding] = CODINGS, texts: tuple[CodableText, ...] = (ANSWER, WORKSHOP)) -> QdaProject:
    return qda_project(
        "Essai", codebook=BOOK, texts=texts, codings=codings, coders=CODERS, territories=SHEETS, language="fr"
    )


def come_back(given_project: QdaProject):
    found, told = read_qda_project(write_qda_project(given_project), "essai.qdpx")
    assert {remark.code for remark in told} <= {"users_of_one_name"}
    return incoming_codings(found, slug="obstacles", day=DAY)


def test_territories_are_cases_with_their_attributes() -> None:
    out = make_project()
    assert [(item.name, item.type) for item in out.variables] == [
        ("siren", VariableType.TEXT),
        ("kind", VariableType.TEXT),  # a text here, a number there
        ("population", VariableType.INTEGER),
        ("share", VariableType.FLOAT),
        ("has_plan", VariableType.BOOLEAN),
        ("since", VariableType.DATE),
    ]
    assert [value.value for value in out.cases[0].values] == [
        "243100518",
        "METRO",
        800_000,
        Decimal("12.5"),
        True,
        date(2012, 1, 1),
    ]
    assert [value.value for value in out.cases[1].values] == ["248100737", "7"]
    assert out.cases[0].sources == (source_guid(ANSWER),)


def test_what_goes_out_comes_back() -> None:
    back = come_back(make_project())
    keys = {coding.key: coding for coding in back.codings}
    assert len(keys) == len(CODINGS)
    said = sorted((coding.code, coding.coder, coding.anchor.quote, coding.memo) for coding in back.codings)
    assert said == sorted(
        (coding.code, user_guid(coding.coder), coding.anchor.quote, coding.memo) for coding in CODINGS
    )
    assert {coding.day for coding in back.codings} == {DAY}
    assert {coding.origin for coding in back.codings} == {CodingOrigin.IMPORT}
    assert back.set_aside == ()
    assert [coder.name for coder in back.coders] == ["Anne", "Anne"]
    assert back.coders[0].key != back.coders[1].key
    assert [(depth, item.key, item.label.fr) for depth, item in back.codebook.walk()] == [
        (depth, item.key, item.label.fr) for depth, item in BOOK.walk()
    ]
    answer, note = back.texts
    assert answer.text == WORDS.replace("\r\n", "\n")
    assert note.text == WORKSHOP.text
    case = make_project().cases[0]
    assert (case.name, case.values[0].value) == ("Toulouse Métropole", "243100518")


def test_passages_of_one_person_on_the_same_words_are_one() -> None:
    selections = make_project().sources[0].selections
    assert [(item.name, len(item.codings)) for item in selections] == [("postes", 2), ("postes", 1), ("budget 😀", 1)]


def test_a_coding_to_be_reviewed_goes_with_the_whole_text_and_its_words() -> None:
    changed = make_text("a1", "Tout va bien.", siren="243100518")
    out = make_project(codings=CODINGS[:1], texts=(changed,))
    assert out.sources[0].selections == ()
    assert [note.text for note in out.notes] == ["« postes »\nLesquels ?"]
    back = come_back(out)
    assert (back.codings[0].anchor.quote, back.codings[0].memo) == ("Tout va bien.", "« postes »\nLesquels ?")


def test_a_project_is_valid(shared_data: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared_data / "schemas" / "refi-qda-project-1.0.xsd"))
    schema.assertValid(etree.fromstring(describe_project(make_project())))


ALPHABET = "ab é\n😀e\u0301"


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=30), st.data())
def test_any_passage_goes_out_and_comes_back(words: str, data) -> None:
    text = make_text("t", words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    try:
        anchor = anchor_passage(words, start, end)
    except AnchorError:
        return
    coding = replace(make_coding("1", "staff"), text="t", anchor=anchor)
    out = qda_project("x", codebook=BOOK, texts=[text], codings=[coding], coders=CODERS, territories=[], language="fr")
    found, _ = read_qda_project(write_qda_project(out), "x.qdpx")
    (back,) = incoming_codings(found, slug="x", day=DAY).codings
    assert back.anchor == anchor


TEXT = "e\u0301le temps    "


def incoming(inner: str, *, text: str | None = TEXT, path: str = "internal://10.txt"):
    files = {} if text is None else {"sources/10.txt": text}
    found, _ = read_qda_project(archive(project(text_source(inner, path=path)), files), "x.qdpx")
    return incoming_codings(found, slug="x", day=DAY)


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        (1, 4, AnchorProblem.INSIDE_SIGN),
        (11, 13, AnchorProblem.BLANK),
        (0, 99, AnchorProblem.BEYOND_TEXT),
    ],
)
def test_codings_without_a_place_are_set_aside_with_their_reason(start: int, end: int, problem: AnchorProblem) -> None:
    inner = selection(19, 5, 10, name="temps") + selection(20, start, end, name="là")
    found = incoming(inner)
    assert [coding.anchor.quote for coding in found.codings] == ["temps"]
    (aside,) = found.set_aside
    assert (aside.problem, aside.source) == (problem, "Réponse 10")
    assert aside.words == "là"
    assert aside.coding.code == guid(1)


def test_codings_of_a_text_that_is_not_there_are_set_aside() -> None:
    whole = f'<Coding guid="{guid(60)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'
    found = incoming(selection(20, 0, 5, name="temps") + whole, text=None)
    assert (found.texts, found.codings) == ((), ())
    assert [(aside.problem, aside.words) for aside in found.set_aside] == [(None, "Réponse 10"), (None, "temps")]


def test_a_code_given_to_a_whole_text_is_of_all_its_words() -> None:
    whole = f'<Coding guid="{guid(60)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'
    found = incoming(whole, text="Le temps.")
    assert found.codings[0].anchor.quote == "Le temps."
    assert found.codings[0].day == DAY
    assert (found.codings[0].coder, found.coders[-1]) == ("", UNKNOWN_CODER)


def test_notes_of_a_passage_are_memos() -> None:
    inner = selection(20, 0, 2).replace(
        "</PlainTextSelection>", f'<NoteRef targetGUID="{guid(70)}"/></PlainTextSelection>'
    )
    note = f'<Notes><Note guid="{guid(70)}" name="m"><PlainTextContent>Voir.</PlainTextContent></Note></Notes>'
    data = archive(project(text_source(inner), codes=code(1, "Temps"), other=note), {"sources/10.txt": "Le temps."})
    found = incoming_codings(read_qda_project(data, "x.qdpx")[0], slug="x", day=DAY)
    assert found.codings[0].memo == "Voir."
    assert found.codings[0].day == date(2026, 5, 4)
