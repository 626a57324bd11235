"""What is written reads back the same: YAML for any questionnaire, .lss for what came through LimeSurvey."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from autan.ground.errors import DomainError, ImportFileError, RuleError
from autan.ground.expressions.core.rules import parse_rule, write_rule
from autan.ground.wordings import Text
from autan.instance.cli import questionnaire as commands
from autan.survey.limesurvey.core.types import type_of_question
from autan.survey.limesurvey.exporters.losses import list_losses
from autan.survey.limesurvey.exporters.structure import write_document, write_limesurvey
from autan.survey.limesurvey.importers.structure import read_limesurvey
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement, Scope
from autan.survey.questionnaires.core.questionnaire import (
    Bounds,
    Check,
    EarlierQuestion,
    ForeignTrait,
    Question,
    Questionnaire,
    Section,
)
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.importers import read_questionnaire
from tests.survey.limesurvey.lime_making import DAY, answer_row, every_letter, lime_text, question_row, read_lime
from tests.survey.limesurvey.test_structure import EQUATIONS, FORMATS, with_relevance
from tests.survey.questionnaires.making import SMALL_YAML, STATUS, TRIAD, make_question, make_questionnaire

K = QuestionKind
RUN = CliRunner()
RULES = (
    "answered(q1)",
    "not answered(q1)",
    "q1 == 'yes' or q1 != 'no'",
    "q1 in ['yes', 'planned']",
    "q1 not in ['yes']",
    "'yes' == q1",
)


def through_limesurvey(questionnaire: Questionnaire) -> Questionnaire:
    return read_limesurvey(write_limesurvey(questionnaire).encode(), "essai.lss", version=DAY)[0]


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)
texts = st.builds(Text, words, words)
kinds = st.lists(st.sampled_from([kind for kind in K if kind is not K.DISPLAY]), min_size=1, max_size=5)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    first = make_question(K.SINGLE, code="q1", text=draw(texts), allows_other=draw(st.booleans()))
    others = [
        make_question(
            kind,
            code=f"q_{rank}",
            text=draw(texts),
            help=draw(texts),
            requirement=draw(st.sampled_from([None, *Requirement])),
            relevance=draw(st.sampled_from([None, *map(parse_rule, RULES)])),
        )
        for rank, kind in enumerate(draw(kinds), start=2)
    ]
    return make_questionnaire(first, *others)


@given(questionnaires())
def test_what_went_through_limesurvey_goes_through_it_again_the_same(asked: Questionnaire) -> None:
    once = through_limesurvey(asked)
    assert through_limesurvey(once) == once
    assert [question.text for question in once.questions] == [question.text for question in asked.questions]
    assert [q.requirement for q in once.questions] == [q.requirement for q in asked.questions]
    assert [q.relevance is None for q in once.questions] == [q.relevance is None for q in asked.questions]


raw_words = st.lists(
    st.sampled_from(
        ["<b>a</b>", "&amp;", "<", "x", " ", "\n", "<br />", "<br>", "<script>y</script>", "é", "]]>", "</p>"]
    ),
    max_size=6,
).map("".join)
raw_codes = st.lists(st.text("aAor_-1é", min_size=1, max_size=6), min_size=1, max_size=4, unique=True)


@given(raw_codes, raw_codes, raw_words, raw_words)
def test_any_code_and_markup_come_back(titles: list[str], answers: list[str], text: str, label: str) -> None:
    rows = {
        "questions": [question_row(qid, "L", title=title) for qid, title in enumerate(titles, start=1)],
        "question_l10ns": [{"qid": "1", "question": text, "help": label, "language": "fr"}],
        "answers": [
            answer_row(aid, qid, code) for qid in range(1, len(titles) + 1) for aid, code in enumerate(answers)
        ],
        "answer_l10ns": [{"aid": "0", "answer": label, "language": "de"}],
    }
    numbered = [{**row, "aid": str(aid)} for aid, row in enumerate(rows["answers"])]
    once = read_lime({**rows, "answers": numbered}, languages="fr de")[0]
    assert through_limesurvey(once) == once
    assert read_questionnaire(write_questionnaire(once), "essai.yaml") == once


@given(questionnaires())
def test_yaml_reads_back_the_same(asked: Questionnaire) -> None:
    assert read_questionnaire(write_questionnaire(asked), "essai.yaml") == asked


def test_every_type_letter_comes_back() -> None:
    text = lime_text(every_letter())
    once = read_limesurvey(text.encode(), "essai.lss", version=DAY)[0]
    assert through_limesurvey(once) == once
    assert read_questionnaire(write_questionnaire(once), "essai.yaml") == once
    assert [type_of_question(question).letter for question in once.questions] == [
        type_of_question(question).letter for question in through_limesurvey(once).questions
    ]


@pytest.mark.parametrize("equation", [*(pair[0] for pair in EQUATIONS), "strlen(Q5) > 3", "Q2.NAOK > 1"])
def test_equations_come_back(equation: str) -> None:
    for group in ("1", "Q3 > 1", "rand(0, 1) == 1"):
        once = read_lime(with_relevance(equation, group=group))[0]
        assert through_limesurvey(once) == once


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the shared data are not here")
def test_real_files_come_back() -> None:
    for file in sorted(FORMATS.glob("limesurvey_*")):
        once = read_limesurvey(file.read_bytes(), file.name, version=DAY)[0]
        assert through_limesurvey(once) == once
        assert read_questionnaire(write_questionnaire(once), "essai.yaml") == once


def test_kept_tables_follow_their_questions() -> None:
    rows = {"questions": [question_row(7, "T")], "quota_members": [{"id": "1", "qid": "7", "code": "A1"}]}
    once = read_lime(rows)[0]
    assert through_limesurvey(once) == once
    for wrong in ("{", "[1]"):
        spoiled = replace(once, kept=(ForeignTrait(name="table.quota", value=wrong),))
        with pytest.raises(DomainError, match="no longer holds"):
            write_limesurvey(spoiled)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_written_in_one_form(rule: str) -> None:
    written = write_rule(parse_rule(rule))
    assert write_rule(parse_rule(written)) == written


def test_signs_that_xml_cannot_hold_are_left_out_or_refused() -> None:
    text = write_document(["fr"], {"groups": [{"gid": "a]]>b\x07"}], "empty": []})
    assert "<![CDATA[a]]]]><![CDATA[>b]]>" in text
    assert "empty" not in text
    with pytest.raises(DomainError):
        write_document(["fr"], {"not a name": [{"gid": "1"}]})


RICH = make_question(
    K.SCALE,
    code="q9",
    why=Text("Pour", "For"),
    scope=Scope.TERRITORY,
    bounds=Bounds(low=0, high=10),
    high_label=Text("fort", "high"),
    checks=(Check(rule=parse_rule("q9 > 2"), severity=CheckSeverity.INFO, message=Text("Peu", "Few")),),
    continues=EarlierQuestion(campaign="2009", question="q2"),
)


def test_yaml_holds_every_key() -> None:
    section = Section(
        code="s9",
        title=Text("Partie", "Part"),
        intro=Text("Voici", "Here"),
        questions=(RICH,),
        kept=(ForeignTrait(name="a", value=" b "),),
    )
    lists = (replace(STATUS, kept=(ForeignTrait(name="yes.code", value="Y"),)), TRIAD)
    questionnaire = replace(make_questionnaire(RICH), sections=(section,), lists=lists, note=Text("Note", "Note"))
    assert read_questionnaire(write_questionnaire(questionnaire), "essai.yaml") == questionnaire


def columns(*found: K) -> tuple[Question, ...]:
    return tuple(
        Question(
            code=f"c{rank}",
            kind=kind,
            text=Text("C", "C"),
            choices=STATUS if kind is K.SINGLE else None,
            unit="EUR" if kind is K.NUMBER else "",
        )
        for rank, kind in enumerate(found)
    )


@pytest.mark.parametrize(
    ("found", "letter"),
    [
        ((K.SINGLE,), "F"),
        ((K.NUMBER,), "K"),
        ((K.OPEN,), "Q"),
        ((K.YEAR,), ";"),
        ((K.SINGLE, K.SINGLE), "1"),
        ((K.SINGLE, K.SINGLE, K.SINGLE), ";"),
        ((K.NUMBER, K.NUMBER), ":"),
        ((K.OPEN, K.OPEN), ";"),
        ((K.OPEN, K.NUMBER), ";"),
    ],
)
def test_a_matrix_has_the_type_that_its_columns_ask_for(found: tuple[K, ...], letter: str) -> None:
    question = make_question(K.MATRIX, columns=columns(*found))
    assert type_of_question(question).letter == letter
    once = through_limesurvey(make_questionnaire(question))
    assert through_limesurvey(once) == once


def losses(question: Question) -> list[str]:
    return [fault.expected for fault in list_losses(make_questionnaire(question))]


def test_what_a_limesurvey_file_does_not_hold_is_listed() -> None:
    text = " ".join(losses(RICH))
    for part in ("why", "scope", "checks", "continues", "bouts de l’échelle", "nombre entier"):
        assert part in text
    assert "lignes numérotées" in " ".join(losses(make_question(K.TABLE)))
    mixed = " ".join(losses(make_question(K.MATRIX)))
    assert "comme des textes" in mixed
    assert "unités" in mixed
    assert "le nom des colonnes" in " ".join(losses(make_question(K.MATRIX, columns=columns(K.SINGLE))))
    assert [loss.partition(" (")[0] for loss in losses(make_question(K.OPEN))] == [
        "changé : l’identifiant essai devient un numéro d’enquête",
        "perdu : les codes des rubriques",
        "changé : les listes partagées",
    ]
    assert "un lien n’est pas accepté" in " ".join(losses(make_question(K.FILE)))
    form = ForeignTrait(name="xlsform.choice_filter", value="region = ${region}")
    assert "perdu : ce qui était gardé d’un autre outil (choice_filter)" in losses(make_question(K.OPEN, kept=(form,)))
    assert "récrits (q_1, planned)" in " ".join(losses(make_question(K.SINGLE, code="q_1")))


@pytest.mark.parametrize(
    ("kind", "fields", "letter", "expected"),
    [
        (K.OPEN, {}, "U", "U"),
        (K.OPEN, {}, "D", "T"),
        (K.SINGLE, {}, "Y", "L"),
        (K.SCALE, {}, "5", "5"),
        (K.SCALE, {"bounds": Bounds(low=0, high=9)}, "5", "N"),
    ],
)
def test_the_type_it_came_with_is_kept_while_it_fits(kind: K, fields: Any, letter: str, expected: str) -> None:
    question = make_question(kind, kept=(ForeignTrait(name="type", value=letter),), **fields)
    assert type_of_question(question).letter == expected


def run(*arguments: str | Path) -> str:
    return RUN.invoke(commands.app, [str(argument) for argument in arguments], catch_exceptions=False).stdout


def test_the_command_converts_both_ways(tmp_path: Path) -> None:
    source, lime, back = tmp_path / "a.yaml", tmp_path / "b.lss", tmp_path / "c.yml"
    source.write_text(SMALL_YAML, encoding="utf-8")
    assert "Ce que le fichier écrit ne contiendra pas" in run("convert", source, lime)
    assert "Avertissements" in run("check", lime)
    loads = json.loads(run("convert", lime, back, "--json"))
    assert (loads["file"], loads["losses"]) == (str(back), [])
    read = json.loads(run("check", back, "--json"))
    assert [question["kind"] for question in read["sections"][0]["questions"]] == ["half_open", "number", "table"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.lss", "c.yml"]


def test_the_codes_of_the_file_are_given_beside_ours(tmp_path: Path) -> None:
    lime = tmp_path / "a.lss"
    lime.write_text(lime_text({"questions": [question_row(1, "Y", title="G01Q01")]}), encoding="utf-8")
    read = json.loads(run("check", lime, "--json"))
    (question,) = read["sections"][0]["questions"]
    assert (question["code"], question["code_in_file"]) == ("g01q01", "G01Q01")
    assert [choice["code_in_file"] for choice in read["choice_lists"][0]["choices"]] == ["Y", "N"]


def test_nothing_is_replaced_without_a_word(tmp_path: Path) -> None:
    source, target = tmp_path / "a.yaml", tmp_path / "b.lss"
    source.write_text(SMALL_YAML, encoding="utf-8")
    target.write_text("ancien", encoding="utf-8")
    with pytest.raises(RuleError, match="--force"):
        run("convert", source, target)
    assert target.read_text(encoding="utf-8") == "ancien"
    run("convert", source, target, "--force")
    assert "LimeSurveyDocType" in target.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_or_written_is_refused(tmp_path: Path) -> None:
    source, cut = tmp_path / "a.yaml", tmp_path / "cut.lss"
    source.write_text(SMALL_YAML, encoding="utf-8")
    cut.write_text("<document>", encoding="utf-8")
    with pytest.raises(RuleError, match="ne peut pas être écrit"):
        run("convert", source, tmp_path / "nulle" / "b.lss")
    for arguments in (("check", cut), ("check", tmp_path / "a.odt"), ("convert", source, tmp_path / "b.lsg")):
        cut.with_name("a.odt").write_text("x", encoding="utf-8")
        with pytest.raises(ImportFileError):
            run(*arguments)
    assert not (tmp_path / "b.lsg").exists()


def test_the_version_is_the_day_of_the_file() -> None:
    assert through_limesurvey(make_questionnaire(make_question())).version == date(2013, 4, 1)


@pytest.mark.parametrize("code", ["08", "09", "0", "1e3", "2013-04-01", "yes", "~", "٠"])
def test_any_code_of_another_tool_is_read_again_in_our_own_yaml(code: str) -> None:
    questionnaire = make_questionnaire(make_question(K.OPEN, kept=(ForeignTrait(name="code", value=code),)))
    assert read_questionnaire(write_questionnaire(questionnaire), "essai.yaml") == questionnaire
