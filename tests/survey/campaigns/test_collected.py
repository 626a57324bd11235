"""Answers collected elsewhere, taken in from files: all or none, every fault with its place, nobody's work replaced."""

from datetime import date

import pytest
from django.utils import timezone

from autan.ground.errors import ImportFileError, RuleError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.imported_answers import load_collected_answers
from autan.survey.campaigns.models import Answer
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from tests.survey.campaigns.answering import record_answer

pytestmark = pytest.mark.django_db

HEAD = """campaign: essai
territory: "{siren}"
by: "Anne Imaginaire (personne fictive)"
on: {day}
answers:
"""
QUESTIONNAIRE = """
questionnaire: essai
version: 2026-01-01
title: {fr: "Essai", en: "Trial"}
choice_lists:
  yes_no: [{code: "yes", label: {fr: "Oui", en: "Yes"}}, {code: "no", label: {fr: "Non", en: "No"}}]
sections:
  - code: one
    title: {fr: "Une", en: "One"}
    questions:
      - {code: plan, kind: half_open, text: {fr: "Un plan ?", en: "A plan?"}, choices: yes_no}
      - {code: staff, kind: number, text: {fr: "Combien ?", en: "How many?"}, unit: count, min: 0}
      - {code: why, kind: open, text: {fr: "Pourquoi ?", en: "Why?"}}
"""


@pytest.fixture
def campaign(network):
    return open_campaign(
        by=None,
        slug="essai",
        network=network,
        questionnaire=record_questionnaire(by=None, text=QUESTIONNAIRE, file="q.yaml"),
        title=Text("Essai", "Trial"),
        opened_on=date(2026, 1, 10),
        closed_on=date(2030, 12, 31),
    )


@pytest.fixture
def sirens(campaign):
    return [member.territory.siren for member in campaign.network.memberships.select_related("territory")]


def sheet(siren: str, answers: str, day: str = "2026-02-03") -> str:
    return HEAD.format(siren=siren, day=day) + "".join(f"  {line}\n" for line in answers.strip().splitlines())


def test_answers_keep_their_author_day_source_and_confidence(campaign, sirens, django_assert_max_num_queries):
    texts = {
        "a.yaml": sheet(
            sirens[0],
            """
plan: {value: {choice: yes, text: "Depuis 2019."}, source: "Délibération", confidence: checked}
staff: {state: no_data_exists, note: "Personne ne compte.", by: "Un autre (personne fictive)", on: 2026-02-04}
""",
        ),
        "b.yaml": sheet(sirens[1], "staff: {value: 2.5}"),
    }
    with django_assert_max_num_queries(12):  # one more on PostgreSQL, for its lock
        assert load_collected_answers(by=None, campaign=campaign, texts=texts) == 3
    plan, staff = (Answer.objects.get(territory_id=sirens[0], question=code) for code in ("plan", "staff"))
    assert plan.value == {"choice": "yes", "text": "Depuis 2019."}
    assert plan.by_name == "Anne Imaginaire (personne fictive)"
    assert (plan.source_document, plan.confidence) == ("Délibération", AnswerConfidence.CHECKED)
    assert timezone.localtime(plan.at).replace(tzinfo=None).isoformat() == "2026-02-03T10:00:00"
    assert (staff.state, staff.value) == (AnswerState.NO_DATA_EXISTS, None)
    assert (staff.note_fr, staff.by_name) == ("Personne ne compte.", "Un autre (personne fictive)")
    assert staff.at.date() == date(2026, 2, 4)
    assert JournalEntry.objects.filter(act="load_collected_answers").count() == 1


def test_the_same_files_change_nothing(campaign, sirens):
    texts = {"a.yaml": sheet(sirens[0], "staff: {value: 2}")}
    load_collected_answers(by=None, campaign=campaign, texts=texts)
    assert load_collected_answers(by=None, campaign=campaign, texts=texts) == 0
    assert Answer.objects.count() == 1


def test_a_changed_file_is_a_new_revision(campaign, sirens):
    load_collected_answers(by=None, campaign=campaign, texts={"a.yaml": sheet(sirens[0], "staff: {value: 2}")})
    load_collected_answers(by=None, campaign=campaign, texts={"a.yaml": sheet(sirens[0], "staff: {value: 3}")})
    rows = Answer.objects.order_by("revision").values_list("revision", "value", "is_current")
    assert list(rows) == [(1, 2, False), (2, 3, True)]


def test_what_a_person_answered_since_is_never_replaced(campaign, sirens, people):
    load_collected_answers(by=None, campaign=campaign, texts={"a.yaml": sheet(sirens[0], "staff: {value: 2}")})
    record_answer(by=people.coordinator, campaign=campaign, siren=sirens[0], question="staff", value=9)
    assert (
        load_collected_answers(by=None, campaign=campaign, texts={"a.yaml": sheet(sirens[0], "staff: {value: 3}")}) == 0
    )
    assert Answer.objects.get(is_current=True).value == 9


@pytest.mark.parametrize(
    ("answers", "column", "line"),
    [
        ("nothing: {value: 2}", "answers.nothing", 6),
        ("staff: {value: -2}", "answers.staff.value", 6),
        ("staff: {value: 2, state: refused}", "answers.staff", 6),
        ("staff: {confidence: checked}", "answers.staff", 6),
        ("staff: {state: answered}", "answers.staff.state", 6),
        ("staff: {value: 2, confidence: sure}", "answers.staff.confidence", 6),
        ("staff: {value: 2, when: 2}", "answers.staff.when", 6),
        ("plan: {value: {choice: maybe}}", "answers.plan.value", 6),
    ],
)
def test_each_fault_has_its_place(campaign, sirens, answers, column, line):
    texts = {"a.yaml": sheet(sirens[0], answers), "b.yaml": sheet(sirens[1], 'why: {value: "Parce que."}')}
    with pytest.raises(ImportFileError) as refused:
        load_collected_answers(by=None, campaign=campaign, texts=texts)
    (fault,) = refused.value.faults
    assert (fault.sheet, fault.column, fault.row) == ("a.yaml", column, line)
    assert not Answer.objects.exists()


def test_faults_of_all_files_are_listed_together(campaign, sirens):
    texts = {
        "a.yaml": sheet(sirens[0], "staff: {value: x}"),
        "b.yaml": sheet(sirens[1], "why: {value: 3}\nstaff: {value: -1}"),
        "c.yaml": "[",
    }
    with pytest.raises(ImportFileError) as refused:
        load_collected_answers(by=None, campaign=campaign, texts=texts)
    assert [fault.sheet for fault in refused.value.faults] == ["a.yaml", "b.yaml", "b.yaml", "c.yaml"]


def test_a_file_about_something_else_is_refused(campaign, sirens):
    texts = {
        "a.yaml": sheet(sirens[0], "staff: {value: 1}").replace("campaign: essai", "campaign: autre"),
        "b.yaml": sheet(sirens[0], "staff: {value: 1}"),
        "c.yaml": sheet("243500139", "staff: {value: 1}"),
        "d.yaml": sheet(sirens[1], "staff: {value: 1}", day="2025-12-31"),
    }
    with pytest.raises(ImportFileError) as refused:
        load_collected_answers(by=None, campaign=campaign, texts=texts)
    places = [(fault.sheet, fault.column) for fault in refused.value.faults]
    assert places == [
        ("a.yaml", "campaign"),
        ("b.yaml", "territory"),
        ("c.yaml", "territory"),
        ("d.yaml", "answers.staff.on"),
    ]
    assert not Answer.objects.exists()


def test_a_head_that_lacks_something_is_refused(campaign):
    with pytest.raises(ImportFileError) as refused:
        load_collected_answers(by=None, campaign=campaign, texts={"a.yaml": "campaign: essai\n"})
    assert len(refused.value.faults) == 4


def test_only_the_coordination_takes_files(campaign, sirens, people):
    texts = {"a.yaml": sheet(sirens[0], "staff: {value: 2}")}
    with pytest.raises(RuleError):
        load_collected_answers(by=people.officer, campaign=campaign, texts=texts)
    assert load_collected_answers(by=people.coordinator, campaign=campaign, texts=texts) == 1
    campaign.is_documented = True
    with pytest.raises(RuleError, match="publication"):
        load_collected_answers(by=None, campaign=campaign, texts=texts)
