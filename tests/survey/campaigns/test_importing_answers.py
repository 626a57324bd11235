"""What an import of answers would write, who may take one in, and the files that answers name."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from autan.evidence.imports.core import Outcome, Preview
from autan.ground.errors import NotAllowedError, RuleError, UnknownError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.journal.models import JournalEntry
from autan.survey.campaigns.actions.imported_answers import import_answers
from autan.survey.campaigns.core.answer_revisions import AnswerRevision, next_revisions
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, AskedCampaign, OnConflict, SheetAnswer
from autan.survey.campaigns.core.exchange import preview_answers as preview_of
from autan.survey.campaigns.models import Answer, Attachment, Campaign
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.campaigns.queries.importing import (
    attachments_named,
    attachments_of,
    digest_in,
    find_attachment,
    plan_answers,
    total_size,
)
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState, QuestionKind
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, record_answer
from tests.survey.questionnaires.making import make_question, make_questionnaire

DAY = datetime(2013, 5, 2, tzinfo=UTC)
AFTER = datetime(2013, 7, 1, 12, tzinfo=UTC)
QUESTIONS = make_questionnaire(make_question(code="q1"), make_question(QuestionKind.NUMBER, code="q2"))


def revision(question: str = "q2", siren: str = OWN, **fields: Any) -> AnswerRevision:
    values = {"campaign": "c", "state": AnswerState.ANSWERED, "value": 3, "at": DAY}
    return AnswerRevision(siren=siren, question=question, **{**values, **fields})


def row(*answers: SheetAnswer, **fields: Any) -> AnswerRow:
    return AnswerRow(key="1", answers=answers, **fields)


def preview(rows: list[tuple[str, AnswerRow]], *existing: AnswerRevision, **options: Any) -> Preview[AnswerRevision]:
    answers: dict[str, dict[str, AnswerRevision]] = {}
    for current in existing:
        answers.setdefault(current.siren, {})[current.question] = current
    asked = AskedCampaign(slug="c", questionnaire=QUESTIONS, names={OWN: "Nord"}, answers=answers)
    options = {"on_conflict": OnConflict.KEEP, **options}
    return preview_of(rows, asked, file="r.csv", at=DAY, **options)


def outcome_of(answer: SheetAnswer, *existing: AnswerRevision, **options: Any) -> Outcome:
    (item,) = preview([(OWN, row(answer))], *existing, **options).items
    return item.outcome


STANDS = revision(note=Text("N", ""), source_document="d", facts=("S1",), confidence=AnswerConfidence.ESTIMATED)


def test_what_a_file_does_not_tell_is_not_held_against_what_stands() -> None:
    same = SheetAnswer(question="q2", value=3)
    assert outcome_of(same) is Outcome.ADDED
    assert outcome_of(same, STANDS) is Outcome.SAME
    for told in ({"note": "autre"}, {"source": "autre"}, {"confidence": "checked"}, {"facts": ("S2",)}):
        assert outcome_of(SheetAnswer(question="q2", value=3, **told), STANDS) is Outcome.KEPT
    for held in ({"note": "N"}, {"source": "d"}, {"confidence": "estimated"}, {"facts": ("S1",)}):
        assert outcome_of(SheetAnswer(question="q2", value=3, **held), STANDS) is Outcome.SAME
    assert outcome_of(SheetAnswer(question="q2", value=3, is_partial=True), STANDS) is Outcome.KEPT


def test_what_stands_is_replaced_only_when_it_is_asked_for() -> None:
    other = SheetAnswer(question="q2", state=AnswerState.REFUSED)
    assert outcome_of(other, STANDS) is Outcome.KEPT
    assert outcome_of(other, STANDS, on_conflict=OnConflict.REPLACE) is Outcome.CHANGED
    assert outcome_of(other, revision(siren=OTHER), on_conflict=OnConflict.REPLACE) is Outcome.ADDED


def test_a_new_revision_says_all_that_the_file_says_and_follows_the_one_that_stands() -> None:
    told = SheetAnswer(
        question="q2",
        value=5,
        is_partial=True,
        note="Environ",
        note_en="About",
        author="Anne",
        source="Rapport",
        confidence="estimated",
        is_on_behalf=True,
        facts=("F1",),
    )
    standing = [revision(revision=4), revision(question="q1", value="x", revision=2)]
    plan = preview([(OWN, row(told, SheetAnswer(question="q1", value="y")))], *standing, on_conflict=OnConflict.REPLACE)
    first, second = (item.record for item in plan.items)
    assert first.content == revision(
        value=5,
        is_partial=True,
        note=Text("Environ", "About"),
        by_name="Anne",
        source_document="Rapport",
        confidence=AnswerConfidence.ESTIMATED,
        is_on_behalf=True,
        facts=("F1",),
        revision=5,
    )
    assert (second.content.revision, second.content.note, second.content.confidence) == (3, None, None)
    assert (first.key, first.group.fr, first.name.fr) == (f"{OWN}/q2", "Nord", "Quoi")
    (new,) = preview([(OTHER, row(SheetAnswer(question="q2", value=1), line=7, sheet="F"))]).items
    assert (new.record.content.revision, new.record.line, new.record.sheet, new.record.group.fr) == (1, 7, "F", "")
    only_english = preview([(OWN, row(SheetAnswer(question="q2", value=1, note_en="About")))]).items[0]
    assert only_english.record.content.note == Text("", "About")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (SheetAnswer(question="q9", value=1), "une question de la campagne (« q9 » n’en est pas une)"),
        (SheetAnswer(question="q2"), "une réponse a une valeur"),
        (SheetAnswer(question="q2", state=AnswerState.REFUSED, value=1), "un autre état n’en a pas"),
        (SheetAnswer(question="q2", value=1, confidence="sûre"), "une confiance parmi : checked"),
        (SheetAnswer(question="q2", value="un", place="Nombre"), "un nombre est attendu"),
    ],
)
def test_a_wrong_answer_is_a_fault_of_the_plan(answer: SheetAnswer, expected: str) -> None:
    plan = preview([("1", row(answer, line=4, sheet="F"))])
    (fault,) = plan.faults
    assert (fault.row, fault.sheet, fault.column) == (4, "F", answer.place or answer.question)
    assert fault.value == str(answer.value or "")
    assert expected in fault.expected
    assert plan.items == plan.to_write == ()
    assert plan.is_refused
    right = row(answer, SheetAnswer(question="q1", value="y"))
    assert not (left_out := preview([("1", right)], skips_faults=True)).is_refused
    assert [item.record.key for item in left_out.to_write] == ["1/q1"]


def test_an_answer_to_a_question_that_is_asked_no_more_is_left_where_it_stands() -> None:
    plan = preview([(OWN, row(SheetAnswer(question="q2", value=1)))], revision(question="q9"))
    assert [(item.record.key, item.outcome) for item in plan.items] == [(f"{OWN}/q2", Outcome.ADDED)]


def test_a_row_gives_its_answers_by_question_and_a_sheet_counts_them() -> None:
    told = row(SheetAnswer(question="q1", value="a"), SheetAnswer(question="q2", value=2))
    assert told.answer_to("q2") == SheetAnswer(question="q2", value=2)
    assert told.answer_to("q3") is None
    assert AnswerSheet(file="r.csv", rows=(told, row(), told)).answer_count == 4


def test_what_is_told_already_is_no_new_revision() -> None:
    stands = {OWN: {"q2": revision(revision=2), "q1": revision("q1", value="a")}}
    told = [
        revision(),
        revision("q1", value="b"),
        revision(siren=OTHER),
        revision("q1", siren=OTHER, note=Text("N", "")),
    ]
    assert [(one.siren, one.question, one.revision) for one in next_revisions(told, stands)] == [
        (OWN, "q1", 2),
        (OTHER, "q2", 1),
        (OTHER, "q1", 1),
    ]


def plan(campaign: Campaign, *answers: SheetAnswer, siren: str = OWN, **options: Any) -> Preview[AnswerRevision]:
    rows = [(siren, row(*answers, line=3))]
    return plan_answers(view_campaign(campaign.slug), rows, file="reponses.csv", **options)


TWELVE = SheetAnswer(question="q2", value=12)


def test_answers_bear_their_file_and_their_author_and_are_told_in_the_journal(collected: Campaign) -> None:
    told = SheetAnswer(question="q1", value={"choice": "yes"}, author="N" * 200, source="S" * 400)
    import_answers(by=None, campaign=collected, preview=plan(collected, TWELVE, told), now=DAY)
    twelve, yes = (Answer.objects.get(question=code) for code in ("q2", "q1"))
    assert (twelve.source_document, twelve.by_name, twelve.at) == ("reponses.csv, ligne 3", SYSTEM_NAME, DAY)
    assert (yes.source_document, yes.by_name) == ("S" * 300, "N" * 120)
    line = JournalEntry.objects.get(act="import_answers")
    assert line.summary == "Réponses lues dans reponses.csv : 2 réponses de 1 collectivités"
    assert (line.object_id, line.network, line.details["added"], line.details["territories"]) == (
        "recueil",
        "autan",
        2,
        [OWN],
    )


@pytest.mark.parametrize(
    ("who", "siren", "at", "refusal"),
    [
        (None, OTHER, AFTER, ""),
        ("coordinator", OTHER, AFTER, ""),
        ("officer", OWN, DAY, ""),
        ("contributor", OWN, DAY, ""),
        ("officer", OWN, AFTER, "cette campagne est close depuis le 30\u00a0juin\u00a02013"),
        ("officer", OTHER, DAY, "vous ne pouvez pas répondre pour Autan-Sud"),
        ("reader", OWN, DAY, "vous ne pouvez pas répondre pour Autan-Nord"),
        ("outsider", OWN, DAY, "vous ne pouvez pas répondre pour Autan-Nord"),
    ],
)
def test_who_takes_a_file_in(
    collected: Campaign, people: Cast, who: str | None, siren: str, at: datetime, refusal: str
) -> None:
    by: Person | None = getattr(people, who) if who else None
    read = plan(collected, TWELVE, siren=siren)
    if refusal:
        with pytest.raises(RuleError, match=refusal):
            import_answers(by=by, campaign=collected, preview=read, now=at)
        assert not Answer.objects.exists()
        return
    import_answers(by=by, campaign=collected, preview=read, now=at)
    assert Answer.objects.get().by_name == (by.name if by else SYSTEM_NAME)


def test_a_documented_campaign_takes_no_file(documented: Campaign) -> None:
    with pytest.raises(RuleError, match="se remplit depuis sa publication"):
        import_answers(by=None, campaign=documented, preview=plan(documented, TWELVE, siren="100000003"))


def test_facts_and_files_that_nobody_knows_are_faults_of_their_line(collected: Campaign, facts: None) -> None:
    known = SheetAnswer(question="q1", value={"choice": "yes"}, facts=("F1", "F2"))
    strange = SheetAnswer(question="q2", value=12, facts=("F2", "F9", "F8"))
    read = plan(collected, known, strange, skips_faults=True)
    assert [(fault.row, fault.column, fault.value, fault.expected) for fault in read.faults] == [
        (3, "facts", "F9", "un fait du registre"),
        (3, "facts", "F8", "un fait du registre"),
    ]
    assert [item.record.key for item in read.to_write] == [f"{OWN}/q1"]


def attach(campaign: Campaign, question: str, digest: str, siren: str = OWN, size: int = 3) -> Attachment:
    return Attachment.objects.create(
        campaign=campaign,
        territory_id=siren,
        question=question,
        name=f"{digest}.pdf",
        media_type="application/pdf",
        size=size,
        sha256=digest,
        content=b"abc",
    )


def test_a_file_is_found_at_its_place_alone(collected: Campaign, running: Campaign) -> None:
    own = attach(collected, "doc", "a", size=5)
    later = attach(collected, "view", "b")
    neighbour = attach(collected, "doc", "c", siren=OTHER, size=7)
    elsewhere = attach(running, "doc", "a", size=100)
    assert find_attachment(collected, OWN, "a", ["view", "doc"]) == own
    assert find_attachment(running, OWN, "a", ["doc"]) == elsewhere
    for siren, digest, questions in (
        (OTHER, "a", ["doc"]),
        (OWN, "b", ["doc"]),
        (OWN, "c", ["doc"]),
        (OWN, "a", ["view"]),
        (OWN, "a", []),
    ):
        with pytest.raises(UnknownError, match="n’est pas, ou plus, joint à une réponse"):
            find_attachment(collected, siren, digest, questions)
    assert list(attachments_of(collected)) == [own, later, neighbour]
    assert total_size({"campaign": collected, "territory_id": OWN}) == 8
    assert total_size({"campaign": running, "territory_id": OTHER}) == 0


def test_the_places_where_a_file_stands_are_told(collected: Campaign, running: Campaign) -> None:
    attach(collected, "doc", "a")
    attach(collected, "view", "b", siren=OTHER)
    attach(running, "doc", "c")
    places = [(OWN, "doc", "a"), (OWN, "view", "a"), (OTHER, "doc", "a"), (OTHER, "view", "b"), (OWN, "doc", "c")]
    assert attachments_named(collected, [*places, (OWN, "doc", "")]) == {(OWN, "doc", "a"), (OTHER, "view", "b")}
    with CaptureQueriesContext(connection) as queries:
        assert attachments_named(collected, [(OWN, "doc", "")]) == set()
    assert not queries.captured_queries


@pytest.mark.parametrize(
    ("value", "digest"), [({"file": "a", "name": "n"}, "a"), ({"name": "n"}, ""), ({"file": None}, ""), ("a", "")]
)
def test_an_answer_names_its_file_by_its_digest(value: object, digest: str) -> None:
    assert digest_in(value) == digest


def test_an_officer_takes_in_no_file_that_holds_another_territory(collected: Campaign, people: Cast) -> None:
    rows = [(siren, row(TWELVE)) for siren in (OWN, OTHER)]
    read = plan_answers(view_campaign(collected.slug), rows, file="r.csv")
    with pytest.raises(NotAllowedError):
        import_answers(by=people.officer, campaign=collected, preview=read, now=DAY)
    assert not Answer.objects.exists()


def test_what_stands_already_is_not_written_again(collected: Campaign) -> None:
    record_answer(campaign=collected, siren=OWN, question="q2", value=12)
    assert plan(collected, TWELVE).to_write == ()
    (item,) = plan(collected, SheetAnswer(question="q2", value=13), on_conflict=OnConflict.REPLACE).to_write
    assert (item.outcome, item.record.content.revision) == (Outcome.CHANGED, 2)
