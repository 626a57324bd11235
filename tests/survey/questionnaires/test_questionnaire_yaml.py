"""A questionnaire is read whole, or every one of its faults is listed with its line and path."""

from datetime import date

import pytest

from autan.ground.errors import ImportFileError
from autan.survey.questionnaires.core.kinds import QuestionKind, Scope
from autan.survey.questionnaires.core.questionnaire import Bounds, UnknownQuestionError
from autan.survey.questionnaires.importers import check_questionnaire, read_questionnaire
from tests.survey.questionnaires.making import SMALL_YAML


def faults_of(text: str) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(ImportFileError) as caught:
        read_questionnaire(text, "essai.yaml")
    assert caught.value.file == "essai.yaml"
    return [(fault.row, fault.column, fault.expected) for fault in caught.value.faults]


def test_a_questionnaire_is_read_whole() -> None:
    questionnaire, warnings = check_questionnaire(SMALL_YAML, "essai.yaml")
    assert (questionnaire.slug, questionnaire.version, warnings) == ("essai", date(2013, 4, 1), ())
    assert [question.code for question in questionnaire.questions] == ["q1", "q2", "q3"]
    assert questionnaire.question("q2").bounds == Bounds(low=0, high=500)
    assert questionnaire.question("q1").choices is questionnaire.lists[0]
    assert [column.kind for column in questionnaire.question("q3").columns] == [QuestionKind.OPEN, QuestionKind.SINGLE]
    assert questionnaire.section_of("q3").code == "first"
    assert [rank for rank, _, _ in questionnaire.numbered()] == [1, 2, 3]


def test_an_unknown_question_is_refused() -> None:
    questionnaire = read_questionnaire(SMALL_YAML, "essai.yaml")
    for ask in (questionnaire.question, questionnaire.section_of):
        with pytest.raises(UnknownQuestionError) as caught:
            ask("q9")
        assert (caught.value.questionnaire, caught.value.code) == ("essai", "q9")


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "words"),
    [
        ("kind: half_open", "kind: ouverte", 13, "sections[0].questions[0].kind", "une sorte de question parmi"),
        ("- code: q2", "- code: q1", 16, "sections[0].questions[1]", "code de question unique"),
        ("        choices: status\n", "", 12, "sections[0].questions[0]", "demande une liste de choix"),
        ("choices: status\n", "choices: statut\n", 15, "sections[0].questions[0].choices", "définie dans le fichier"),
        ('fr: "Essai"', 'fr: ""', 3, "title.fr", "texte non vide"),
        ('{fr: "Essai", en: "Trial"}', '{en: "Trial"}', 3, "title", "la clé « fr »"),
        ("min: 0", "min: 900", 16, "sections[0].questions[1]", "bornes dans l’ordre"),
        ("min: 0", "min: zero", 20, "sections[0].questions[1].min", "un nombre"),
        ("unit: count", "unit: parsec", 19, "sections[0].questions[1].unit", "unité connue"),
        ("        unit: count\n", "", 16, "sections[0].questions[1]", "un nombre a une unité"),
        ("        max: 500\n", "        couleur: bleu\n", 21, "sections[0].questions[1].couleur", "clé inconnue"),
        ("        max: 500\n", "        choices: status\n", 21, "sections[0].questions[1].choices", "pas de clé"),
        ("        max: 500\n", "        scope: partout\n", 21, "sections[0].questions[1].scope", "un périmètre parmi"),
        ("version: 2013-04-01", "version: avril", 2, "version", "une date possible"),
        ("version: 2013-04-01\n", "", 1, None, "la clé « version »"),
        ('{code: "no",', '{code: "yes",', 6, "choice_lists.status", "codes de choix uniques"),
        ('{code: "no",', '{code: "Non !",', 7, "choice_lists.status[1].code", "un code en minuscules"),
        ('{code: "no",', "{code: a_or_b,", 7, "choice_lists.status[1].code", "« _or_ » est réservé"),
        ('{code: "no",', "{code: other,", 7, "choice_lists.status[1].code", "allows_other"),
        ("{code: title,", "{code: status,", 27, "sections[0].questions[2].columns[1]", "code de colonne unique"),
        ("kind: open,", "kind: table,", 26, "sections[0].questions[2].columns[0].kind", "une sorte de question"),
        ("kind: open,", "kind: open, max: 3,", 26, "sections[0].questions[2].columns[0].max", "pas de clé"),
        ("{code: title,", "{", 26, "sections[0].questions[2].columns[0]", "la clé « code »"),
        ("        columns:\n", "        help:\n", 22, "sections[0].questions[2]", "un tableau a des colonnes"),
    ],
)
def test_each_fault_has_its_line_and_path(old: str, new: str, line: int, path: str | None, words: str) -> None:
    assert old in SMALL_YAML
    faults = faults_of(SMALL_YAML.replace(old, new, 1))
    plain = [(row, column, expected.replace("\u202f", " ")) for row, column, expected in faults]
    assert any((row, column) == (line, path) and words in expected for row, column, expected in plain), plain


def test_every_fault_is_listed_at_once() -> None:
    broken = (
        SMALL_YAML.replace("kind: half_open", "kind: x").replace("unit: count", "unit: y").replace("min: 0", "min: z")
    )
    assert [column for _, column, _ in faults_of(broken)] == [
        "sections[0].questions[0].kind",
        "sections[0].questions[1].unit",
        "sections[0].questions[1].min",
    ]


def test_two_sections_of_one_code_are_refused() -> None:
    start = SMALL_YAML.index("  - code: first")
    second = SMALL_YAML[start:].replace("code: q", "code: r")
    assert any("code de section unique" in expected for _, _, expected in faults_of(SMALL_YAML + second))


@pytest.mark.parametrize(("old", "new"), [("- code: q1", "- code: first"), ("- code: first", "- code: campaign")])
def test_codes_that_would_clash_in_the_ids_of_figures_are_refused(old: str, new: str) -> None:
    assert any("« campaign »" in expected for _, _, expected in faults_of(SMALL_YAML.replace(old, new)))


def test_choice_lists_and_findings_are_sets_of_keys() -> None:
    start, end = SMALL_YAML.index("choice_lists:"), SMALL_YAML.index("sections:")
    text = SMALL_YAML[:start] + "choice_lists: [a]\n" + SMALL_YAML[end:]
    assert any("un ensemble de clés et de valeurs" in expected for _, _, expected in faults_of(text))


@pytest.mark.parametrize("text", ["", "12", "[]", "sections: []", "questionnaire: [a]\nsections: {}"])
def test_what_is_no_questionnaire_is_refused(text: str) -> None:
    assert faults_of(text)


def test_a_section_without_its_keys_is_refused() -> None:
    head = SMALL_YAML[: SMALL_YAML.index("sections:")]
    assert any("la clé" in expected for _, _, expected in faults_of(head + "sections: [{code: a}]"))
    assert any("la clé" in expected for _, _, expected in faults_of(head.replace('code: "yes", ', "") + "sections: []"))


def test_missing_english_and_unused_lists_are_warnings() -> None:
    text = SMALL_YAML.replace(', en: "Trial"', "").replace(
        "sections:", '  unused:\n    - {code: a, label: {fr: "A", en: "A"}}\nsections:'
    )
    _, warnings = check_questionnaire(text, "essai.yaml")
    assert [(fault.row, fault.column) for fault in warnings] == [(3, "title"), (9, "choice_lists.unused")]


def test_optional_keys_are_read() -> None:
    text = SMALL_YAML.replace(
        "        max: 500\n",
        '        max: 500\n        scope: own_services\n        help: {fr: "Aide", en: "Help"}\n'
        '        why: {fr: "Pour", en: "For"}\n',
    ).replace('title: {fr: "Essai"', 'note: {fr: "Note", en: "Note"}\ntitle: {fr: "Essai"')
    questionnaire = read_questionnaire(text, "essai.yaml")
    question = questionnaire.question("q2")
    assert (question.scope, question.help.fr, question.why.en) == (Scope.OWN_SERVICES, "Aide", "For")
    assert questionnaire.note.fr == "Note"


def test_a_percentage_is_bounded_by_itself() -> None:
    text = SMALL_YAML.replace("kind: number", "kind: percentage").replace("        unit: count\n", "")
    text = text.replace("        max: 500\n", "")
    question = read_questionnaire(text, "essai.yaml").question("q2")
    assert (question.unit, question.bounds) == ("pct", Bounds(low=0, high=100))


def test_allows_other_is_a_flag_of_closed_questions() -> None:
    single = SMALL_YAML.replace("kind: half_open", "kind: single\n        allows_other: true")
    assert read_questionnaire(single, "essai.yaml").question("q1").allows_other
    assert any("true ou false" in expected for _, _, expected in faults_of(single.replace("true", "peut-être")))


SCALE = (
    SMALL_YAML.replace("kind: number", "kind: scale").replace("        unit: count\n", "").replace("max: 500", "max: 5")
)


def test_a_scale_has_two_ends_that_may_be_named() -> None:
    text = SCALE.replace("max: 5\n", 'max: 5\n        low_label: {fr: "Aucun", en: "None"}\n')
    question = read_questionnaire(text, "essai.yaml").question("q2")
    assert (question.bounds, question.low_label.fr, question.high_label.fr) == (Bounds(low=0, high=5), "Aucun", "")


@pytest.mark.parametrize(
    ("old", "new"), [("max: 5", "max: 50"), ("min: 0\n", "scope: territory\n"), ("min: 0", "min: 0.5")]
)
def test_a_scale_without_whole_close_ends_is_refused(old: str, new: str) -> None:
    assert any("les deux bouts de l’échelle" in expected for _, _, expected in faults_of(SCALE.replace(old, new)))


def test_what_yaml_itself_refuses_hides_no_other_fault() -> None:
    text = (
        SMALL_YAML.replace("2013-04-01", "2013-02-30")
        .replace("kind: number", "kind: nombre")
        .replace("        max: 500\n", "        max: 500\n        max: 600\n")
        .replace('label: {fr: "État"', 'label: &a {fr: "État"')
    )
    with pytest.raises(ImportFileError) as caught:
        read_questionnaire(text, "essai.yaml")
    places = [fault.column for fault in caught.value.faults]
    assert places == [
        "version",
        "sections[0].questions[1].max",
        "sections[0].questions[2].columns[1].label",
        "sections[0].questions[1].kind",
    ]
