"""Edits of a draft, choices written one a line, fields of a question: each gives back what it was given."""

from typing import Any

import pytest

from autan.ground.tables.importers.yaml_document import read_document
from autan.survey.questionnaires.core.acts import ACTS, pickable_conditions
from autan.survey.questionnaires.core.editing import (
    Tree,
    UnknownPlaceError,
    codes_of,
    free_code,
    next_code,
    path_of,
    place_of,
    put_list,
    put_question,
    question_of,
    read_choices,
    section_of,
    uses_of_list,
    write_choices,
)
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.question_fields import PICKED, field_of, read_question, row_count, spread_question
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from tests.survey.questionnaires.making import make_question, make_questionnaire

K = QuestionKind


def draft(*codes: str) -> Tree:
    """Two sections, the second one with the last question."""
    questions = [{"code": code, "kind": "single", "choices": "status"} for code in codes]
    return {
        "sections": [{"code": "s1", "questions": questions[:-1]}, {"code": "s2", "questions": questions[-1:]}],
        "choice_lists": {"status": {"kept": {"a": "b"}, "choices": [{"code": "yes", "label": {"fr": "Oui"}}]}},
    }


def act(part: str, verb: str, tree: Tree, code: str) -> Tree:
    return ACTS[part, verb](tree, code)


def order(tree: Tree) -> list[list[str]]:
    return [[question["code"] for question in section["questions"]] for section in tree["sections"]]


def test_a_question_goes_over_to_the_next_section_and_back() -> None:
    tree = draft("a", "b", "c")
    down = act("question", "down", tree, "b")
    assert order(down) == [["a"], ["b", "c"]]
    assert order(act("question", "up", down, "b")) == [["a", "b"], ["c"]]
    assert order(act("question", "up", tree, "a")) == order(tree)
    assert order(act("question", "down", tree, "c")) == order(tree)
    assert order(tree) == [["a", "b"], ["c"]]  # the first tree is not touched


def test_sections_move_and_go() -> None:
    tree = draft("a", "b", "c")
    assert order(act("section", "up", tree, "s2")) == [["c"], ["a", "b"]]
    assert order(act("section", "up", tree, "s1")) == order(tree)
    assert order(act("section", "remove", tree, "s1")) == [["c"]]


def test_a_copy_has_a_code_of_its_own() -> None:
    once = act("question", "copy", draft("a", "b"), "a")
    assert order(act("question", "copy", once, "a")) == [["a", "a_copie_2", "a_copie"], ["b"]]


def test_lists_keep_what_another_tool_said_of_them() -> None:
    tree = put_list(draft("a", "b"), "status", [])
    assert tree["choice_lists"]["status"] == {"kept": {"a": "b"}, "choices": []}
    assert put_list(tree, "new", [])["choice_lists"]["new"] == []
    assert uses_of_list(tree, "status") == ["a", "b"]
    assert "choice_lists" not in act("list", "remove", tree, "status")
    assert list(act("list", "remove", put_list(tree, "new", []), "new")["choice_lists"]) == ["status"]


@pytest.mark.parametrize(("part", "verb"), list(ACTS))
def test_an_act_on_nothing_is_refused(part: str, verb: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        ACTS[part, verb](draft("a", "b"), "perdu")
    assert caught.value.code == "perdu"


def test_places_and_codes() -> None:
    tree = draft("a", "b", "c")
    assert section_of(tree, "s2")["code"] == "s2"
    assert question_of(tree, "c")["code"] == "c"
    assert place_of(tree, "sections[0].questions[9].code") == ("s1", "")
    assert place_of(tree, "sections[9].code") == ("", "")
    assert codes_of(tree) == {"s1", "s2", "a", "b", "c"}
    assert next_code(tree) == "q1"
    assert order(put_question(tree, {"code": "z"}, section="s2")) == [["a", "b"], ["c", "z"]]
    with pytest.raises(UnknownPlaceError):
        put_question(tree, {"code": "z"}, section="s9")


def test_a_question_that_a_draft_lost_has_no_path() -> None:
    assert path_of(draft("a", "b"), "b") == "sections[1].questions[0]"
    with pytest.raises(UnknownPlaceError):
        path_of(draft("a", "b"), "perdu")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Œuvre d’art", "oeuvre_d_art"),
        ("2030", "q2030"),
        ("", "q"),
        ("tri or tri", "tri_o_tri"),
        ("other", "other_2"),
        ("Questions", "questions_2"),
    ],
)
def test_codes_are_made_of_plain_letters(words: str, code: str) -> None:
    assert free_code(words, frozenset()) == code


def test_choices_are_written_one_a_line() -> None:
    lines = "yes | Oui | Yes\nno | Non | No"
    assert write_choices(read_choices(lines)) == lines
    assert write_choices({"choices": read_choices("Oui\n\n |\nOui")}) == "oui | Oui |\noui_2 | Oui |"
    assert write_choices(None) == ""


@pytest.mark.parametrize("kind", list(K))
def test_the_fields_of_a_question_read_back_as_the_question(kind: QuestionKind) -> None:
    more: dict[str, Any] = {"allows_other": True} if kind in {K.SINGLE, K.MULTIPLE} else {}
    tree: Any = read_document(write_questionnaire(make_questionnaire(make_question(kind, **more))), "essai").value
    entry = tree["sections"][0]["questions"][0]
    assert read_question(kind, spread_question(entry)) == entry


def test_the_bounds_of_a_column_come_back() -> None:
    number = {"code": "c", "kind": "number", "label": {"fr": "Coût"}, "unit": "EUR", "min": 0, "max": 10.5}
    bare = {"code": "d", "kind": "number", "label": {"fr": "Autre"}}
    entry = {"code": "q1", "kind": "table", "text": {"fr": "Quoi"}, "columns": [number, bare]}
    assert read_question(K.TABLE, spread_question(entry))["columns"] == [number, bare]


def test_every_field_of_a_question_comes_back() -> None:
    entry = {
        "code": "q1",
        "kind": "number",
        "text": {"fr": "Combien", "en": "How many"},
        "help": {"fr": "Ligne un\nligne deux"},
        "why": {"fr": "Pour"},
        "scope": "territory",
        "required": "hard",
        "relevance": "q0 == 'yes'",
        "unit": "EUR",
        "min": 0,
        "max": 10.5,
        "checks": [{"rule": "q1 > 1", "severity": "warning", "message": {"fr": "Peu", "en": "Few"}}],
        "continues": {"campaign": "2013", "question": "q05"},
    }
    fields = spread_question(entry)
    assert read_question(K.NUMBER, fields | {"max": " 10,5 "}) == entry
    assert read_question(K.NUMBER, fields, traits={"a": "b"})["kept"] == {"a": "b"}
    assert row_count(fields, "check", 1) == 2


def test_conditions_to_pick_are_those_of_the_other_questions() -> None:
    lists = {"air": [{"code": "ok", "label": {"fr": "Bon", "en": "Good"}}]}
    fields: list[dict[str, Any]] = [
        {"code": "a", "kind": "single", "choices": "air", "text": {"fr": "Air", "en": "Air?"}},
        {"code": "b", "kind": "multiple", "choices": "air", "text": {"fr": "Airs"}},
        {"code": "c", "kind": "open"},
        {"code": "d", "kind": "display", "text": {"fr": "Lisez"}},
        {"code": "e", "kind": "half_open", "choices": "gone"},
        {"code": "own", "kind": "open"},
    ]
    tree = {"choice_lists": lists | {"more": {"choices": []}}, "sections": [{"code": "s", "questions": fields}]}
    found = {name.en: [rule for rule, _label in rules] for name, rules in pickable_conditions(tree, own="own")}
    assert found == {
        "a · Air?": ["answered(a)", "a == 'ok'"],
        "b · Airs": ["answered(b)", "'ok' in b"],
        "c · ": ["answered(c)"],
        "e · ": ["answered(e)"],
    }
    fields[0]["choices"] = "more"
    assert len(pickable_conditions(tree, own="")[0][1]) == 1
    assert read_question(K.OPEN, {"relevance": "answered(c)", PICKED: "a == 'ok'"})["relevance"] == "a == 'ok'"


def test_a_column_without_a_code_is_given_one() -> None:
    fields = {"column_0_label_fr": "Coût total", "column_0_kind": "rien", "column_1_kind": "open"}
    assert read_question(K.TABLE, fields)["columns"] == [
        {"code": "cout_total", "kind": "rien", "label": {"fr": "Coût total"}}
    ]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("columns[0]", "column_0_code"),
        ("columns", "column_0_code"),
        ("checks[2]", "check_2_rule"),
        ("checks", "check_0_rule"),
        ("continues", "continues_campaign"),
        ("continues.question", "continues_question"),
        ("text.en", "text_en"),
        ("low_label", "low_label_fr"),
        ("checks[0].message", "check_0_message_fr"),
        ("", ""),
    ],
)
def test_each_place_has_its_field(path: str, field: str) -> None:
    assert field_of(path) == field
