"""A documented campaign is taken in whole or refused whole, and the same files change nothing."""

from pathlib import Path

import pytest

from autan.evidence.figures.models import Fact
from autan.ground.errors import ImportFileError
from autan.survey.campaigns.actions.documented_campaigns import load_documented_campaign
from autan.survey.campaigns.models import Answer, Campaign, PublishedFinding, PublishedNumber
from autan.survey.campaigns.queries.answers import answer_history
from autan.territories.networks.models import Network
from tests.survey.campaigns.conftest import ANSWERS_YAML, PUBLISHED_YAML


def load(folder: Path, *, answers: str = ANSWERS_YAML, published: str = PUBLISHED_YAML) -> Campaign:
    (folder / "answers.yaml").write_text(answers, encoding="utf-8")
    (folder / "published.yaml").write_text(published, encoding="utf-8")
    return load_documented_campaign(by=None, folder=folder)


def test_the_same_files_change_nothing(documented: Campaign, folder: Path) -> None:
    before = list(Answer.objects.values_list("id", "revision"))
    assert load(folder) == documented
    assert list(Answer.objects.values_list("id", "revision")) == before
    assert (PublishedNumber.objects.count(), PublishedFinding.objects.count()) == (3, 1)
    assert documented.is_documented


def test_what_changes_is_a_new_revision(documented: Campaign, folder: Path) -> None:
    changed = ANSWERS_YAML.replace("value: 12", "value: 15")
    load(folder, answers=changed)
    assert [a.value for a in answer_history(documented, "100000002", "q2")] == [15, 12]


def test_what_is_withdrawn_becomes_not_documented(documented: Campaign, folder: Path) -> None:
    without = "\n".join(line for line in ANSWERS_YAML.splitlines() if "100000002" not in line)
    for _ in range(2):
        load(folder, answers=without)
    history = answer_history(documented, "100000002", "q2")
    assert [(a.state, a.value) for a in history] == [("not_documented", None), ("answered", 12)]
    load(folder)
    assert answer_history(documented, "100000002", "q2")[0].value == 12


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        ('siren: "100000002"', 'siren: "999999999"', "siren", "un membre du réseau"),
        ('siren: "100000002"', "siren: douze", "answers[1].siren", "neuf chiffres"),
        ("facts: [F2]", "facts: [F9]", "facts", "un fait du registre"),
        ("facts: [F2]", "facts: []", "answers[1].facts", "au moins un élément"),
        ("question: q2", "question: q9", "answers[1].question", "le code d’une question"),
        ("value: 12", "value: beaucoup", "answers[1].value", "un nombre est attendu"),
        ("value: 12, ", "", "answers[1]", "la clé « value »"),
        ("note: example", "note: perdue", "answers[0].note", "une note décrite"),
        ('siren: "100000002", question: q2, value: 12', 'siren: "100000001", question: q1, value: {choice: "no"}',
         "answers[1]", "une seule réponse"),
        ("questionnaire: essai", "questionnaire: autre", "questionnaire", "essai"),
        ('period: "2013"', "period: jadis", "period", "une année"),
        ('period: "2013"', 'period: "2013"\nopened: 2013-06-01\nclosed: 2013-05-01', "closed", "qui suit l’ouverture"),
        ('period: "2013"\n', "", None, "la clé « period »"),
        ("network: autan", "network: autan\nopened: bientôt", "opened", "une date possible"),
    ],
)  # fmt: skip
def test_each_fault_of_the_answers_is_refused(
    network: Network, facts: None, folder: Path, old: str, new: str, column: str | None, words: str
) -> None:
    assert old in ANSWERS_YAML
    with pytest.raises(ImportFileError) as caught:
        load(folder, answers=ANSWERS_YAML.replace(old, new, 1))
    assert any(f.column == column and words in f.expected for f in caught.value.faults), caught.value.faults
    assert (caught.value.file, Campaign.objects.count()) == ("answers.yaml", 0)


def test_what_was_said_in_a_workshop_is_no_answer(network: Network, facts: None, folder: Path) -> None:
    Fact.objects.filter(pk="F2").update(kind="workshop")
    with pytest.raises(ImportFileError) as caught:
        load(folder)
    (fault,) = caught.value.faults
    assert (fault.column, fault.value) == ("facts", "F2")
    Fact.objects.filter(pk="F2").update(kind="survey")
    load(folder)
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        ("value: 2,", "value: 2, low: 1, high: 3,", "results[1]", "soit une valeur"),
        ("value: 2,", "", "results[1]", "soit une valeur"),
        ("value: 2,", "low: 2,", "results[1]", "soit une valeur"),
        ("value: 2,", "value: 2, high: 3,", "results[1]", "soit une valeur"),
        ("unit: territories", "unit: parsecs", "results[1].unit", "une unité connue"),
        ("question: q1", "question: q9", "results[1].question", "le code d’une question"),
        ("facts: [F2]", "facts: [F9]", "facts", "un fait du registre"),
        ("question: q2, code: staff", "question: q1", "results[2]", "une adresse unique"),
        ("  q1: [F1]", "  q9: [F1]", "findings.q9", "le code d’une question"),
        ("label: {fr:", "titre: {fr:", "results[0]", "la clé « label »"),
        ('low: 1, high: 9, unit: count, period: "2013"', "low: 1, high: 9, unit: count, period: jadis",
         "results[2].period", "une année"),
        ("territories: members", "territories: [douze]", "results[0].territories[0]", "neuf chiffres"),
    ],
)  # fmt: skip
def test_each_fault_of_the_publication_is_refused(
    network: Network, facts: None, folder: Path, old: str, new: str, column: str, words: str
) -> None:
    assert old in PUBLISHED_YAML
    with pytest.raises(ImportFileError) as caught:
        load(folder, published=PUBLISHED_YAML.replace(old, new, 1))
    assert any(f.column == column and words in f.expected for f in caught.value.faults), caught.value.faults
    assert (caught.value.file, Campaign.objects.count()) == ("published.yaml", 0)
