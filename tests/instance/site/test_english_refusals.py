"""What a file has wrong, and a refusal put together from several sentences, are said in the language of the page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from autan.coding.codings.core.codebook import CodebookError
from autan.coding.codings.importers.codes import read_codebook_file
from autan.cooperation.working_group.core.decisions import InvalidDecisionError
from autan.foresight.engine.core.scenarios import InvalidScenarioError, ScenarioFault
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.scenarios import read_scenario
from autan.ground.errors import DomainError, Fault, ImportFileError, RuleError, UnknownError, known
from autan.ground.expressions.core.rules import ExpressionError, parse_rule
from autan.ground.tables.importers.tables import open_sheets, read_tables, read_text_rows
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.texts.refusals import refusal_words, sentence_words
from autan.ground.wordings import Sentence, Text
from autan.opendata.sources.connectors.source_errors import SourceChangedError, SourceUnreachableError
from autan.people.accounts.models import Person
from autan.plans.indicators.core.values import InvalidValueError
from autan.plans.plans.importers.plan_documents import read_plans
from autan.publishing.living_text.core.claims import ClaimError
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.survey.campaigns.actions.invitations import InvalidInvitationError
from autan.survey.formats.exporters.answers.files import format_of
from autan.survey.limesurvey.importers.xml import read_lime_archive
from autan.survey.questionnaires.core.answers.values import AnswerFault, InvalidAnswerError
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.xlsforms.importers.sheets import read_sheets
from autan.territories.networks.queries.networks import UnknownNetworkError
from autan.territories.perimeters.core.geojson import read_features

FRENCH = re.compile(
    r"[«»éèêàùçôîœ]|[ \u00a0\u202f][:;?!]|\b(?:le|la|les|des|une|un|est|pas|ou|et|sans|au|aux|du|dans)\b"
    r"|\b(?:l|d|n|qu|s|c|j)[’']",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”")


def parse_error(rule: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(rule)
    return caught.value


FILES: dict[str, tuple[Callable[[], Any], str]] = {
    "page": (lambda: open_sheets(b"<html>", "a.csv"), "a table, not a web page"),
    "kind": (lambda: open_sheets(b"a", "a.doc"), "a file of the type .csv, .tsv, .txt, .ods, .xls, .xlsm, .xlsx"),
    "empty": (lambda: read_tables(b"", "a.csv"), "a first row of headings"),
    "workbook": (lambda: open_sheets(b"a;b", "a.xlsx"), "a whole zip archive"),
    "column": (lambda: read_text_rows(b"a;b\n1;2\n", "a.csv", required=["siren"]), "a column “siren”"),
    "cut": (lambda: read_tables(b"a;b\n1;2\n3", "a.csv"), "a last row of 2 cells (the file seems to be cut short)"),
    "yaml key": (lambda: read_document("a: 1\na: 2\n", "a.yaml"), "a key written only once"),
    "yaml": (lambda: read_document("a: [1\n", "a.yaml"), "a well-formed YAML document"),
    "questionnaire": (lambda: read_questionnaire("slug: a\n", "a.yaml"), "the key “version”, required here"),
    "plan": (lambda: read_plans("plans: 3\n", "a.yaml"), "a list of at least one item"),
    "codebook": (lambda: read_codebook_file(b"a", "a.doc"), "a codebook, .yaml or .qdc"),
    "scenario": (
        lambda: read_scenario("format: x\n", "a.yaml", shipped_assumptions()),
        "the format “autan-scenario”",
    ),
    "living text": (lambda: read_living_text("# A", file="a.md"), "a header between two “---” lines"),
    "LimeSurvey": (lambda: read_lime_archive(b"a", "a.lsa"), "a whole zip archive"),
    "XLSForm": (lambda: read_sheets(b"a;b", "a.xlsx"), "a whole zip archive"),
    "answers": (lambda: format_of("a.doc"), "a file of the type"),
}

COMPOSED: list[tuple[Exception, str]] = [
    (parse_error("q05 ~ 1"), "character 5: a sign of this language (read: ~)"),
    (parse_error("a" * 600), "character 500: a rule of at most 500 characters"),
    (InvalidValueError("year", "un nombre"), "year: a number"),
    (CodebookError("au moins deux codes à fusionner", "a"), "a: at least two codes to merge"),
    (ClaimError("x", "un nombre après « of »"), "claim 'x': expected a number after “of”"),
    (
        InvalidScenarioError(
            (
                ScenarioFault(place="horizon", problem=Sentence("aucune hypothèse « {code} »", code="a")),
                ScenarioFault(place="levers.a", problem="cette hypothèse n’entre pas dans ce levier"),
            )
        ),
        "horizon: no assumption “a”; levers.a: this assumption does not enter into this lever",
    ),
    (
        InvalidAnswerError("q1", [AnswerFault(part="", message=Text("un texte est attendu", "a text is expected"))]),
        "q1: a text is expected",
    ),
    (
        InvalidInvitationError({"name": "le nom de la personne est attendu"}),
        "the name of the person is expected",
    ),
    (
        InvalidDecisionError([Text("un vote a des voix", "a vote has votes"), Text("non", "no")]),
        "a vote has votes; no",
    ),
    (
        SourceChangedError("https://a.fr/x", "une réponse vide", expected="données (200)"),
        "a.fr: an empty response, instead of data (200), for https://a.fr/x. Download the file in a browser",
    ),
    (
        SourceUnreachableError("https://a.fr/x", "un silence trop long", tries=3),
        "a.fr: no response for too long (tries: 3)",
    ),
    (UnknownNetworkError("a", known=("b", "c")), "no network “a”; known networks: b, c"),
    (
        RuleError(Sentence.joined(" ; ", [Sentence("cette instance n’a pas ce membre"), Text("absent", "away")])),
        "; away",
    ),
]


def faults_of(read: Callable[[], Any]) -> tuple[Fault, ...]:
    with pytest.raises(ImportFileError) as caught:
        read()
    return caught.value.faults


def is_english(text: str) -> bool:
    return not FRENCH.search(QUOTED.sub("“”", text))


@pytest.mark.parametrize("name", FILES)
def test_the_faults_of_a_file_are_said_in_english(name: str) -> None:
    read, expected = FILES[name]
    faults = faults_of(read)
    with translation.override("en"):
        told = [sentence_words(fault.expected) for fault in faults]
    assert any(each.startswith(expected) for each in told), told
    assert [each for each in told if not is_english(each)] == []
    assert [sentence_words(fault.expected) for fault in faults] == [str(fault.expected) for fault in faults]


def test_the_faults_of_contours_are_said_in_english() -> None:
    for document in ({}, {"features": [3]}, {"features": [{"properties": {"code": "1"}}]}):
        _contours, faults = read_features(document)
        with translation.override("en"):
            assert faults
            assert all(is_english(sentence_words(fault.expected)) for fault in faults)


@pytest.mark.parametrize(("error", "expected"), COMPOSED, ids=[expected[:30] for _error, expected in COMPOSED])
def test_every_part_of_a_refusal_is_said_in_english(error: Exception, expected: str) -> None:
    with translation.override("en"):
        told = refusal_words(error)
    assert expected in told
    assert is_english(told.partition(" in your")[0]), told
    assert refusal_words(error) == str(error)


def test_a_field_that_is_an_error_is_said_too() -> None:
    inner = DomainError("un levier « {name} »", name="a")
    with translation.override("en"):
        assert refusal_words(RuleError("{code}\u00a0: {reason}", code="x", reason=inner)) == "x: un levier « a »"
    with pytest.raises(UnknownError, match="aucune note"):
        known(None, "aucune note")


def test_a_file_refused_on_an_english_page_says_why_in_english(client: Client, demo_network: object) -> None:
    client.force_login(Person.objects.get(email="coordination@exemple.fr"))
    file = SimpleUploadedFile("membres.csv", b"a;b\n1;2\n")
    answer = client.post("/en/reseaux/dialogue-toulouse/membres/fichier/", {"file": file})
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert "<td>a column “network”</td>" in page
    assert "une colonne" not in page
