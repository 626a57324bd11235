"""What an answer may say at once: written in the format, judged, said beforehand, shown on the screen of authors."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import ImportFileError
from autan.survey.questionnaires.actions.drafts import begin_draft
from autan.survey.questionnaires.core.answers.values import InvalidAnswerError
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.limits import describe_limits
from autan.survey.questionnaires.core.printing.layout import print_questionnaire
from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, Limits, Question
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.questionnaires.queries import find_draft
from tests.cast import Cast
from tests.survey.questionnaires.limited import LIMITED_YAML

LIMITED = read_questionnaire(LIMITED_YAML, "limites.yaml")
SHARE, STAFF = "share", "staff"


def problems(code: str, value: Any, *, is_partial: bool = False) -> list[str]:
    question = LIMITED.question(code)
    try:
        kind_of(question).check_value(question, value, is_partial=is_partial)
    except InvalidAnswerError as error:
        return [problem.replace("\u202f", " ").replace("\u00a0", " ") for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("q1", {"choices": ["money", "people", "will", "law"]}, "3 réponses au plus : il y en a 4"),
        ("q1", {"choices": ["money", "people", "will"], "other": "Élus"}, "3 réponses au plus : il y en a 4"),
        ("q1", {"choices": ["money", "none"]}, "« Aucune » ne va avec aucune autre réponse"),
        ("q1", {"choices": ["none"], "other": "Élus"}, "« Aucune » ne va avec aucune autre réponse"),
        ("q2", {"choices": ["money"]}, "2 réponses au moins : il y en a 1"),
        ("q2", {"choices": ["will", "law"]}, "au moins une réponse parmi « Moyens financiers », « Équipe »"),
        ("q3", ["money", "people", "will"], "2 réponses au plus : il y en a 3"),
        ("q4", {"homes": {SHARE: 80}, "roads": {SHARE: 30}}, "« Part » fait 110 % en tout : total 100 % au plus"),
        ("q4", {"homes": {STAFF: 51}}, "51 est hors des bornes (0 à 50)"),
        ("q5", [{"cost": 500}, {"cost": 500}], "« Coût » fait 1 000 € en tout : total de 100 € à 900 €"),
        ("q5", [{"what": "a"}, {"what": "b"}, {"what": "c"}, {"what": "d"}], "3 lignes au plus : il y en a 4"),
        ("q5", [{"cost": 50}], "« Coût » fait 50 € en tout : total de 100 € à 900 €"),
    ],
)
def test_what_may_not_be_said_at_once_is_refused_in_words(code: str, value: Any, words: str) -> None:
    assert problems(code, value) == [words]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("q1", {"choices": ["money", "people", "will"]}),
        ("q1", {"choices": ["none"]}),
        ("q2", {"choices": ["money", "law"]}),
        ("q3", ["law", "money"]),
        ("q4", {"homes": {SHARE: 80}, "roads": {SHARE: 20}}),
        ("q4", {"homes": {SHARE: 80}}),
        ("q5", [{"cost": 50}, {"what": "Bois"}]),  # what the second costs is not known
        ("q5", [{"what": "Bois"}]),
    ],
)
def test_what_is_allowed_or_not_known_is_not_held_against_it(code: str, value: Any) -> None:
    assert problems(code, value) == []


def test_a_partial_answer_may_hold_more_and_not_less() -> None:
    assert problems("q2", {"choices": ["will"]}, is_partial=True) == []
    assert problems("q1", {"choices": ["money", "none"]}, is_partial=True) != []


def test_a_greater_total_is_refused_on_a_part_of_the_rows_where_none_is_below_zero() -> None:
    assert problems("q4", {"homes": {SHARE: 80}, "roads": {STAFF: 1}}) == []
    assert problems("q5", [{"cost": 1000}, {"what": "Bois"}]) == []  # a cost may be below zero: a refund


def test_it_is_written_and_read_back() -> None:
    assert read_questionnaire(write_questionnaire(LIMITED), "limites.yaml") == LIMITED


def test_it_is_said_before_on_screen_and_on_paper() -> None:
    said = {question.code: describe_limits(question).fr.replace("\u00a0", " ") for question in LIMITED.questions}
    assert {code: words.replace("\u202f", " ") for code, words in said.items()} == {
        "q1": "3 réponses au plus, « Aucune » sans autre réponse",
        "q2": "2 réponses au moins, au moins une réponse parmi « Moyens financiers », « Équipe »",
        "q3": "2 réponses au plus",
        "q4": "« Part » : total 100 % au plus, « Agents » : de 0 à 50",
        "q5": "3 lignes au plus, « Coût » : total de 100 € à 900 €",
    }
    whole = read_questionnaire(LIMITED_YAML.replace("max_total: 100", "min_total: 100, max_total: 100"), "limites.yaml")
    assert "total de 100" in describe_limits(whole.question("q4")).fr.replace("\u00a0", " ")
    printed = print_questionnaire(LIMITED).sections[0].questions
    assert printed[0].notes[0].fr.startswith("Plusieurs réponses possibles, 3 réponses au plus, «")
    assert printed[0].notes[0].en == "Several answers possible, 3 answers at most, “None” with no other answer."
    assert kind_of(LIMITED.question("q3")).field_hint_of(LIMITED.question("q3")).en.endswith("rank. 2 answers at most.")


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("max_choices: 3", "max_choices: 0", "sections[0].questions[0].max_choices", "à partir de 1"),
        ("max_choices: 3", "max_choices: 1.5", "sections[0].questions[0].max_choices", "nombre entier"),
        ("max_choices: 3", "max_choices: 1\n        min_choices: 2", "sections[0].questions[0]", "dans l’ordre"),
        ("exclusive: [none]", "exclusive: [rien]", "sections[0].questions[0].exclusive", "et non rien"),
        ("[money, people]", "[argent]", "sections[0].questions[1].at_least_one_of", "et non argent"),
        ("min_choices: 2", "min_choices: 9", "sections[0].questions[1].min_choices", "que la liste permet"),
        ("min_total: 100", "min_total: 1000", "sections[0].questions[4].columns[1]", "dans l’ordre"),
        ("kind: open,", "kind: open, max_total: 3,", "sections[0].questions[4].columns[0].max_total", "de nombres"),
        (
            "rows: sectors",
            "rows: sectors\n        max_choices: 2",
            "sections[0].questions[3].max_choices",
            "pas de clé",
        ),
    ],
)
def test_a_limit_that_cannot_be_kept_is_refused_at_its_place(old: str, new: str, path: str, words: str) -> None:
    assert old in LIMITED_YAML
    with pytest.raises(ImportFileError) as caught:
        read_questionnaire(LIMITED_YAML.replace(old, new, 1), "limites.yaml")
    assert [(fault.column, words in fault.expected) for fault in caught.value.faults] == [(path, True)]


@pytest.fixture
def author(client: Client, people: Cast) -> Client:
    begin_draft(by=None, questionnaire=LIMITED)
    client.force_login(people.coordinator)
    return client


def written(author: Client, code: str, **fields: str) -> Question:
    """The question of a draft once its screen was sent with some fields changed."""
    where = reverse("questionnaires:draft_question", kwargs={"slug": "limites", "code": code})
    page = author.get(where)
    shown = {field.name: field.value for group in page.context["groups"] for field in group.fields}
    assert not {name for name in fields if name not in shown}
    sent = author.post(where, shown | {"kind": str(page.context["kind"]), "seen": page.context["seen"]} | fields)
    assert sent.status_code == 302, sent.context["errors"]
    return read_questionnaire(find_draft("limites", reader=OPERATOR).document, "limites").question(code)


def test_an_author_writes_it_by_words_or_codes(author: Client) -> None:
    assert written(author, "q1") == LIMITED.question("q1")  # a screen sent as it was shown changes nothing
    changed = written(author, "q1", max_choices="2", exclusive="aucune\nlaw\n", at_least_one_of="Équipe")
    assert changed.limits == Limits(most=2, exclusive=("none", "law"), any_of=("people",))
    assert written(author, "q1", max_choices="", exclusive="", at_least_one_of="").limits == NO_LIMITS


def test_an_author_writes_the_total_of_a_column(author: Client) -> None:
    changed = written(author, "q5", column_1_max_total="1 000")
    assert changed.columns[1].limits == Limits(low_total=100, high_total=1000)
    assert not written(author, "q5", column_1_kind="open", column_1_unit="").columns[1].unit


def test_an_author_is_told_of_a_choice_that_is_not_there(author: Client) -> None:
    where = reverse("questionnaires:draft_question", kwargs={"slug": "limites", "code": "q1"})
    fields = {"kind": "multiple", "text_fr": "Quels leviers ?", "choices": "levers", "exclusive": "Rien du tout"}
    refused = author.post(where, fields)
    assert refused.status_code == 422
    assert "et non Rien du tout" in refused.content.decode()
