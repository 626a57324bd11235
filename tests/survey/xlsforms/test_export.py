"""A questionnaire written as an XLSForm converts with pyxform, and reads back as the same questionnaire."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.ground.expressions.core.rules import parse_rule, write_rule
from autan.ground.wordings import Text
from autan.instance.cli import questionnaire as commands
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement, Scope
from autan.survey.questionnaires.core.questionnaire import (
    Bounds,
    Check,
    EarlierQuestion,
    ForeignTrait,
    Question,
    Questionnaire,
)
from autan.survey.questionnaires.importers import DEFINITIONS, read_questionnaire
from autan.survey.questionnaires.queries import convert_questionnaire
from autan.survey.xlsforms.exporters.form import list_form_losses, write_xlsform
from autan.survey.xlsforms.importers.form import read_xlsform
from autan.survey.xlsforms.importers.sheets import read_sheets
from tests.survey.questionnaires.making import STATUS, TRIAD, make_question, make_questionnaire
from tests.survey.xlsforms.form_making import DAY, read_form

K = QuestionKind
RUN = CliRunner()
REAL = DEFINITIONS / "collectivites-et-transition-energetique.fr-en.yaml"
RULES = (
    "answered(q1)",
    "not answered(q1)",
    "q1 == 'yes' and answered(q1)",
    "q1 in ['yes', 'planned']",
    "q1 not in ['yes', 'no']",
)
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12).map(
    lambda text: " ".join(text.replace("$", "S").replace("_x", "x").split()) or "x"
)
texts = st.builds(Text, words, words)


def through_form(questionnaire: Questionnaire) -> Questionnaire:
    """Write, convert with pyxform, read back without a warning."""
    data = write_xlsform(questionnaire)
    assert convert(data, warnings=[], file_type=".xlsx").xform.startswith("<?xml")
    found, warnings = read_xlsform(data, "essai.xlsx", version=DAY)
    assert not warnings
    return found


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    first = make_question(K.SINGLE, code="q1", text=draw(texts), allows_other=draw(st.booleans()))
    others = [
        make_question(
            kind,
            code=f"q_{rank}",
            text=draw(texts),
            help=draw(texts),
            why=draw(texts),
            scope=draw(st.sampled_from([None, *Scope])),
            requirement=draw(st.sampled_from([None, *Requirement])) if kind is not K.DISPLAY else None,
            relevance=draw(st.sampled_from([None, *map(parse_rule, RULES)])),
        )
        for rank, kind in enumerate(draw(st.lists(st.sampled_from(list(K)), max_size=4)), start=2)
    ]
    return make_questionnaire(first, *others)


@settings(max_examples=40, deadline=None)
@given(questionnaires())
def test_any_questionnaire_reads_back_the_same(asked: Questionnaire) -> None:
    found = through_form(asked)
    assert _plain(found) == _plain(asked)


def _plain(questionnaire: Questionnaire) -> Questionnaire:
    """Rules compared by what they say, not by the place of each sign."""
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(q, relevance=parse_rule(write_rule(q.relevance)) if q.relevance else None)
                for q in section.questions
            ),
        )
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def test_the_questionnaire_of_2013_loses_nothing() -> None:
    questionnaire = read_questionnaire(REAL.read_text(encoding="utf-8"), REAL.name)
    assert list_form_losses(questionnaire) == ()
    assert through_form(questionnaire) == questionnaire


@pytest.mark.parametrize(
    "rule",
    [
        "n > 5",
        "5 >= n",
        "'yes' in many",
        "'other' in many",
        "'yes' not in many",
        "jour >= '2020-02-01'",
        "answered(split)",
        "answered(grid)",
        "answered(half)",
        "answered(rows)",
        "half == 'yes'",
        "n > 5 or not 'yes' in many",
    ],
)
def test_rules_read_back_as_they_were(rule: str) -> None:
    questions = [
        make_question(K.NUMBER, code="n"),
        make_question(K.MULTIPLE, code="many", allows_other=True),
        make_question(K.DATE, code="jour"),
        make_question(K.SPLIT, code="split"),
        make_question(K.MATRIX, code="grid"),
        make_question(K.HALF_OPEN, code="half"),
        make_question(K.TABLE, code="rows"),
    ]
    questionnaire = make_questionnaire(*questions, make_question(code="q", relevance=parse_rule(rule)))
    relevance = through_form(questionnaire).question("q").relevance
    assert relevance
    mirrored = {"5 >= n": "n <= 5", "'yes' not in many": "not 'yes' in many"}
    assert write_rule(relevance) == mirrored.get(rule, rule)


def test_checks_bounds_and_what_is_continued_come_back() -> None:
    check = Check(rule=parse_rule("q1 != 13"), severity=CheckSeverity.ERROR, message=Text("Pas treize", "Not thirteen"))
    question = make_question(
        K.NUMBER,
        bounds=Bounds(low=0, high=100.5),
        checks=(check,),
        continues=EarlierQuestion(campaign="2013", question="q03"),
        unit="pct",
    )
    found = through_form(make_questionnaire(question)).questions[0]
    assert (found.kind, found.bounds, found.continues) == (K.NUMBER, question.bounds, question.continues)
    assert [(write_rule(c.rule), c.message) for c in found.checks] == [("q1 != 13", check.message)]


def test_losses_are_listed_question_by_question() -> None:
    warning = Check(rule=parse_rule("q1 > 1"), severity=CheckSeverity.WARNING, message=Text("Peu", "Few"))
    kept = (ForeignTrait(name="sid", value="1"), ForeignTrait(name="xlsform.default", value="${partie}"))
    questionnaire = make_questionnaire(
        make_question(K.NUMBER, checks=(warning,), requirement=Requirement.SOFT, kept=kept),
        make_question(K.FILE, code="f"),
        make_question(K.TABLE, code="t", requirement=Requirement.HARD),
        make_question(K.DATE, code="d", kept=(ForeignTrait(name="xlsform.type", value="hologramme"),)),
    )
    told = [(fault.column, fault.expected.partition(" :")[0]) for fault in list_form_losses(questionnaire)]
    assert [place for place, _ in told] == ["q1", "q1", "q1", "q1", "f", "t", "d"]
    through_form(questionnaire)


def test_a_foreign_form_goes_out_as_it_came_in() -> None:
    found, _ = read_form(
        [
            ("type", "name", "label", "relevant", "constraint", "appearance", "calculation", "required"),
            ("start", "debut", "", "", "", "", "", ""),
            ("begin_group", "Ma_Page", "Page", "", "", "field-list", "", ""),
            ("text", "Nom", "Nom", "", "regex(., '^x')", "w1", "", ""),
            ("integer", "Age", "Âge", "regex(${Nom}, '^a')", ". >= 0", "", "", "${Nom} != ''"),
            ("image", "Photo", "Photo", "", "", "", "", ""),
            ("select_multiple oui_non or_other", "Choix", "Choix", "", "", "", "", ""),
            ("end_group", "", "", "", "", "", "", ""),
            ("begin_repeat", "Lignes", "Lignes", "", "", "", "", ""),
            ("text", "Nom_2", "Nom", "", "", "", "", ""),
            ("date", "Jour", "Jour", "${Nom_2} != ''", "", "", "", ""),
            ("end_repeat", "", "", "", "", "", "", ""),
            ("calculate", "double", "", "", "", "", "2 * ${Age}", ""),
        ]
    )
    back, _ = read_xlsform(write_xlsform(found), "essai.xlsx", version=DAY)
    assert replace(back, sections=()) == replace(found, sections=())
    assert [section.questions for section in back.sections] == [section.questions for section in found.sections]


def test_a_choice_of_a_form_named_other_keeps_its_own_text() -> None:
    found, _ = read_form(
        [("type", "name", "label"), ("select_one l or_other", "q", "Q")],
        choices=[("list_name", "name", "label"), ("l", "a", "A"), ("l", "other", "Autre")],
    )
    assert any("autre, à préciser" in loss.expected for loss in list_form_losses(found))


def test_no_cell_is_ever_computed() -> None:
    questionnaire = make_questionnaire(make_question(text=Text('=HYPERLINK("x")', "+1"), help=Text("@x", "-1")))
    assert through_form(questionnaire).questions[0].text.fr == '=HYPERLINK("x")'
    assert write_xlsform(questionnaire) == write_xlsform(questionnaire)


def test_a_shared_list_is_written_once_more_with_other() -> None:
    questionnaire = make_questionnaire(
        make_question(K.SINGLE, code="a", allows_other=True), make_question(K.MULTIPLE, code="b", choices=STATUS)
    )
    rows = read_sheets(write_xlsform(questionnaire), "essai.xlsx")["choices"]
    names = [(row.cells["list_name"], row.cells["name"]) for row in rows]
    assert ("status__other", "other") in names
    assert ("status", "other") not in names
    assert through_form(questionnaire).lists[0] == STATUS


def test_a_column_code_that_is_taken_elsewhere_does_no_harm() -> None:
    columns = (Question(code="titre", kind=K.OPEN, text=Text("Titre", "Title")),)
    questionnaire = make_questionnaire(
        make_question(code="t_titre"),
        Question(code="t", kind=K.TABLE, text=Text("Table", "Table"), columns=columns),
        make_question(K.SPLIT, code="s", choices=TRIAD),
        make_question(code="s_sobriety"),
    )
    assert [question.code for question in through_form(questionnaire).questions] == ["t_titre", "t", "s", "s_sobriety"]


def test_the_command_converts_and_lists_the_losses(tmp_path: Path) -> None:
    target = tmp_path / "enquete.xlsx"
    result = RUN.invoke(commands.app, ["convert", str(REAL), str(target)], catch_exceptions=False)
    assert "Écrit" in result.stdout
    back = tmp_path / "retour.yaml"
    RUN.invoke(commands.app, ["convert", str(target), str(back)], catch_exceptions=False)
    assert read_questionnaire(back.read_text(encoding="utf-8"), "r") == read_questionnaire(
        REAL.read_text(encoding="utf-8"), "r"
    )
    shown = RUN.invoke(commands.app, ["check", str(target), "--json"], catch_exceptions=False).stdout
    assert '"code_in_file"' in shown
    assert convert_questionnaire(read_questionnaire(back.read_text(encoding="utf-8"), "r"), "a.xlsx")[1] == ()


def test_the_template_reads_without_a_warning_and_holds_each_kind(tmp_path: Path) -> None:
    target = tmp_path / "modele.xlsx"
    result = RUN.invoke(commands.app, ["template", str(target)], catch_exceptions=False)
    assert "autan questionnaire check" in result.stdout
    found, warnings = read_xlsform(target.read_bytes(), target.name, version=DAY)
    assert {question.kind for question in found.questions} == set(K) - {K.SINGLE}
    assert not warnings
    assert convert(target.read_bytes(), warnings=[], file_type=".xlsx")
    with pytest.raises(ImportFileError):
        RUN.invoke(commands.app, ["template", str(tmp_path / "modele.ods")], catch_exceptions=False)
