"""Short texts, matrices, files and words to read: read from YAML, checked, tabulated and shown."""

from typing import Any

import pytest

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import ImportFileError
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.values import InvalidAnswerError
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList, EarlierQuestion, ForeignTrait, Question
from autan.survey.questionnaires.importers import check_questionnaire, read_questionnaire
from autan.survey.questionnaires.presenters.question_inputs import present_value
from tests.survey.questionnaires.making import (
    SIRENS,
    SMALL_YAML,
    check_value,
    find_measure,
    holds_free_text,
    make_question,
    make_responses,
    tabulate,
)

K = QuestionKind
A, B, C, *_ = SIRENS
LINK = {"name": "plan.pdf", "link": "https://exemple.fr/plan.pdf"}
CELLS: dict[str, Any] = {"sobriety": {"status": "yes", "cost_eur": 10}, "renewables": {"status": "no", "words": "Peu"}}


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (K.SHORT_TEXT, " Deux mots ", "Deux mots"),
        (K.FILE, LINK, LINK),
        (K.FILE, {"name": " plan.pdf "}, {"name": "plan.pdf"}),
        (K.MATRIX, CELLS, CELLS),
    ],
)
def test_a_value_of_each_kind_is_kept(kind: K, value: Any, kept: Any) -> None:
    assert check_value(make_question(kind), value) == kept


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (K.SHORT_TEXT, "a" * 256, "255 au plus"),
        (K.SHORT_TEXT, "a\nb", "une seule ligne"),
        (K.FILE, {}, "un nom de fichier ou un lien"),
        (K.FILE, {"path": "a"}, "un objet de clés"),
        (K.FILE, {"link": "javascript:alert(1)"}, "https://"),
        (K.FILE, {"name": "plan.pdf", "file": "abc"}, "empreinte"),
        (K.FILE, {"name": "../../etc"}, "sans dossier"),
        (K.DISPLAY, "lu", "rien n’est demandé"),
        (K.NUMBER, 10**400, "dix-huit chiffres"),
        (K.PERCENTAGE, -(10**400), "dix-huit chiffres"),
        (K.NUMBER, 1e300, "dix-huit chiffres"),
        (K.SCALE, 10**400, "dix-huit chiffres"),
        (K.YEAR, 10**400, "dix-huit chiffres"),
        (K.SPLIT, {"sobriety": 10**400, "efficiency": 0, "renewables": 0}, "dix-huit chiffres"),
        (K.TABLE, [{"cost_eur": 10**400}], "dix-huit chiffres"),
        (K.MATRIX, {"sobriety": {"cost_eur": 10**400}}, "dix-huit chiffres"),
        (K.MATRIX, {}, "au moins une ligne"),
        (K.MATRIX, {"roads": {"status": "yes"}}, "un objet de clés"),
        (K.MATRIX, {"sobriety": {}}, "une ligne est vide"),
        (K.MATRIX, {"sobriety": {"status": "perhaps"}}, "un choix est attendu"),
    ],
)
def test_what_does_not_answer_is_refused(kind: K, value: Any, words: str) -> None:
    with pytest.raises(InvalidAnswerError) as caught:
        check_value(make_question(kind), value)
    assert any(words in problem for problem in caught.value.problems), caught.value.problems


def test_a_matrix_is_counted_cell_by_cell() -> None:
    hearing = make_responses(
        {A: CELLS, B: {"sobriety": {"status": "yes", "cost_eur": 30}}, C: {"efficiency": {"words": "x"}}}
    )
    question = make_question(K.MATRIX)
    yes = find_measure(question, hearing, "cell_sobriety-status-yes")
    cost = find_measure(question, hearing, "median_sobriety-cost_eur")
    assert yes is not None
    assert cost is not None
    assert (yes.value, yes.known, yes.total, yes.state) == (2, 2, 11, ValueState.LOWER_BOUND)
    assert (cost.value, cost.known, cost.unit.code, [item.value for item in cost.inputs]) == (20, 2, "EUR", [10, 30])
    unknown = find_measure(question, hearing, "median_efficiency-cost_eur")
    assert unknown is not None
    assert (unknown.value, unknown.state) == (None, ValueState.MISSING)
    assert len(tabulate(question, hearing).rows) == 3 * (3 + 2) + 1


def test_the_shares_of_a_matrix_are_drawn_as_points_on_their_range_by_base() -> None:
    given = {A: {"sobriety": {"status": "yes", "share": 10}}, B: {"sobriety": {"status": "yes", "share": 30}}}
    hearing = make_responses({**given, C: {"sobriety": {"status": "no", "share": 50}}})
    columns = (
        make_question(K.PERCENTAGE, code="share", text=Text("Part", "Share"), unit="pct"),
        make_question(K.SINGLE, code="status"),
    )
    question = make_question(K.MATRIX, columns=columns)
    whole = find_measure(question, hearing, "range_sobriety-share")
    yes = find_measure(question, hearing, "range_sobriety-share-yes")
    assert whole is not None
    assert yes is not None
    assert (whole.low, whole.high, yes.low, yes.high, yes.known) == (10, 50, 10, 30, 2)
    assert find_measure(question, hearing, "range_efficiency-share-yes") is None
    assert question.rows is not None
    chart = tabulate(question, hearing).chart
    assert chart is not None
    assert (chart.kind, chart.rows[0].label.fr) == (ChartKind.RANGES, f"{question.rows.choices[0].label.fr} — Part")
    assert [item.value for item in chart.rows[0].figures[0].inputs] == [10, 30, 50]


@pytest.mark.parametrize(("count", "kind"), [(4, ChartKind.STACKED_BARS), (5, ChartKind.BARS)])
def test_choices_that_colours_cannot_tell_apart_have_a_bar_each(count: int, kind: ChartKind) -> None:
    codes = [f"c{rank}" for rank in range(count)]
    choices = ChoiceList(code="many", choices=tuple(Choice(code=code, label=Text(code, code)) for code in codes))
    question = make_question(K.MATRIX, columns=(make_question(K.SINGLE, code="status", choices=choices),))
    chart = tabulate(question, make_responses({A: {"sobriety": {"status": "c1"}}})).chart
    assert chart is not None
    assert (chart.kind, [series.code for series in chart.series]) == (kind, codes)


def test_a_table_with_a_rank_is_read_by_rank() -> None:
    question = make_question(
        K.TABLE,
        columns=(
            Question(code="stake", kind=K.OPEN, text=Text("Enjeu", "Stake")),
            Question(code="rank", kind=K.NUMBER, text=Text("Rang", "Rank"), unit="count"),
        ),
    )
    rows = [{"stake": "c"}, {"stake": "b", "rank": 2}, {"stake": "a", "rank": 1}]
    texts = [line.replace("\u00a0", " ") for line in present_value(question, rows)]
    assert [line.partition(" · ")[0] for line in texts] == ["Enjeu : a", "Enjeu : b", "Enjeu : c"]


def test_a_matrix_without_rows_and_a_value_of_another_kind_give_no_figure() -> None:
    assert tabulate(make_question(K.MATRIX, rows=None), make_responses({A: CELLS})).rows == ()
    table = tabulate(make_question(K.MATRIX), make_responses({A: "yes", B: {"sobriety": "yes"}}))
    assert table.rows[0].figure.value is None


@pytest.mark.parametrize("kind", [K.SHORT_TEXT, K.FILE, K.DISPLAY])
def test_words_and_files_are_listed(kind: K) -> None:
    table = tabulate(make_question(kind), make_responses({A: LINK}))
    assert (table.rows, len(table.answers)) == ((), 1)


def test_matrices_and_files_are_shown_line_by_line() -> None:
    matrix = make_question(K.MATRIX)
    shown = [line.replace("\u00a0", " ") for line in present_value(matrix, CELLS)]
    assert shown == ["Sobriety : État : Oui · Coût : 10 €", "Renewables : État : Non · Mots : Peu"]
    assert present_value(make_question(K.FILE), LINK) == ("plan.pdf", "https://exemple.fr/plan.pdf")
    assert holds_free_text(matrix, CELLS)
    assert not holds_free_text(matrix, {"sobriety": {"status": "yes"}})
    assert holds_free_text(make_question(K.SHORT_TEXT), "mots")


RICH_YAML = (
    SMALL_YAML.replace("kind: half_open", "kind: matrix\n        rows: status")
    .replace(
        "        choices: status\n", "        columns:\n          - {code: c, kind: open, label: {fr: C, en: C}}\n"
    )
    .replace(
        "        max: 500\n",
        """\
        max: 500
        required: hard
        continues: {campaign: "2009", question: q7}
        kept: {limesurvey.type: N}
        checks:
          - {rule: "q2 > 2", severity: warning, message: {fr: "Peu.", en: "Few."}}
""",
    )
    .replace("  status:\n    - {", "  status:\n    kept: {a: b}\n    choices:\n    - {", 1)
)


def test_the_keys_of_a_question_are_read() -> None:
    questionnaire, warnings = check_questionnaire(RICH_YAML, "essai.yaml")
    matrix, number = questionnaire.question("q1"), questionnaire.question("q2")
    assert warnings == ()
    assert matrix.rows is questionnaire.lists[0]
    assert questionnaire.lists[0].kept == (ForeignTrait(name="a", value="b"),)
    assert (number.requirement, number.checks[0].severity) == (Requirement.HARD, CheckSeverity.WARNING)
    assert number.continues == EarlierQuestion(campaign="2009", question="q7")
    assert number.kept == (ForeignTrait(name="limesurvey.type", value="N"),)


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("limesurvey.type: N", "limesurvey.type: 3", "sections[0].questions[1].kept.limesurvey.type", "un texte"),
        ("required: hard", "required: always", "sections[0].questions[1].required", "une exigence parmi"),
        (", question: q7", "", "sections[0].questions[1].continues", "la clé « question »"),
        ("severity: warning", "severity: grave", "sections[0].questions[1].checks[0].severity", "une gravité parmi"),
        ("severity: warning, ", "", "sections[0].questions[1].checks[0]", "la clé « severity »"),
        ('"q2 > 2"', '"q2 >"', "sections[0].questions[1].checks[0].rule", "règle bien formée"),
        ('"q2 > 2"', '"q9 > 2"', "sections[0].questions[1].checks", "lu : q9"),
        ("        rows: status\n", "", "sections[0].questions[0]", "la clé « rows »"),
        ("kind: matrix", "kind: display", "sections[0].questions[0].rows", "pas de clé"),
        ("    choices:\n    - {", "    choix:\n    - {", "choice_lists.status", "la clé « choices »"),
    ],
)
def test_each_fault_of_these_keys_has_its_place(old: str, new: str, path: str, words: str) -> None:
    assert old in RICH_YAML
    with pytest.raises(ImportFileError) as caught:
        read_questionnaire(RICH_YAML.replace(old, new, 1), "essai.yaml")
    found = [(fault.column, fault.expected.replace("\u202f", " ")) for fault in caught.value.faults]
    assert any(column == path and words in expected for column, expected in found), found


def test_a_question_continued_by_two_is_refused_at_the_second() -> None:
    continued = "\n        continues: {campaign: avant, question: q9}"
    text = SMALL_YAML.replace("code: q1", f"code: q1{continued}").replace("code: q2", f"code: q2{continued}")
    with pytest.raises(ImportFileError) as caught:
        read_questionnaire(text, "essai")
    (fault,) = caught.value.faults
    assert fault.column == "sections[0].questions[1].continues"
    assert fault.row == [n for n, line in enumerate(text.splitlines(), 1) if "continues" in line][1]
