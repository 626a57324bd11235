"""What is written with an answer: the revision before it, its author, proposals, files and validations beside it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.ground.wordings import Text
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.workflows.actions import take
from autan.survey.campaigns.access import followed_link, holds_lead_link, remember_link, territories_open_to
from autan.survey.campaigns.actions.answer_revisions import (
    AnswerConflictError,
    lock_answers,
    serialized_write,
    write_revisions,
)
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.invitations import revoke_invitation
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.campaigns import InvitationRole, Opening
from autan.survey.campaigns.models import Answer, Attachment, Campaign, Proposal, SectionValidation, UnsavedEntry
from autan.survey.campaigns.queries.invitations import DeadLinkError
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN
from tests.survey.campaigns.test_inviting import give

NOW = datetime(2013, 5, 2, 12, tzinfo=UTC)
FILES_YAML = """\
questionnaire: pieces
title: {fr: "Pièces", en: "Files"}
version: 2026-01-01
sections:
  - code: all
    title: {fr: "Tout", en: "All"}
    questions:
      - {code: doc, kind: file, text: {fr: "Votre plan ?", en: "Your plan?"}}
      - {code: view, kind: file, text: {fr: "Une photo ?", en: "A photo?"}}
"""


def revision(question: str = "q2", siren: str = OWN, **fields: Any) -> AnswerRevision:
    values = {"campaign": "recueil", "state": AnswerState.ANSWERED, "value": 3, "by_name": SYSTEM_NAME, "at": NOW}
    return AnswerRevision(siren=siren, question=question, **{**values, **fields})


def write(campaign: Campaign, *revisions: AnswerRevision, by: Any = None, **more: Any) -> tuple[str, ...]:
    with serialized_write([one.siren for one in revisions], by=by, act="essai") as act:
        return write_revisions(campaign, revisions, now=NOW + timedelta(hours=1), act=act, **more)


def rows(campaign: Campaign) -> list[tuple[str, str, int, Any, bool]]:
    columns = ("territory_id", "question", "revision", "value", "is_current")
    return list(campaign.answers.order_by("pk").values_list(*columns))


def test_a_revision_replaces_the_one_right_before_it(collected: Campaign) -> None:
    assert write(collected) == ()
    write(collected, revision(), revision(siren=OTHER), revision("q1", value={"choice": "yes"}))
    write(collected, revision(revision=2, value=4))
    assert rows(collected) == [
        (OWN, "q2", 1, 3, False),
        (OTHER, "q2", 1, 3, True),
        (OWN, "q1", 1, {"choice": "yes"}, True),
        (OWN, "q2", 2, 4, True),
    ]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_what_rests_on_another_revision_writes_nothing(collected: Campaign, number: int) -> None:
    write(collected, revision())
    write(collected, revision(revision=2))
    before = rows(collected)
    with pytest.raises(AnswerConflictError, match="d’autres réponses viennent d’être enregistrées"):
        write(collected, revision("q1", value=None, state=AnswerState.REFUSED), revision(revision=number))
    assert rows(collected) == before


def test_every_word_of_a_revision_is_kept(collected: Campaign, people: Cast) -> None:
    link = give(collected)[0]
    told = revision(
        is_partial=True,
        facts=("F1", "F2"),
        note=Text("Environ", "About"),
        source_document="Rapport",
        confidence=AnswerConfidence.CHECKED,
        is_on_behalf=True,
        by_name=people.coordinator.name,
        change="00000000-0000-0000-0000-000000000001",
    )
    write(collected, told, by=people.coordinator, link=link)
    kept = Answer.objects.get()
    assert (kept.is_partial, kept.facts, kept.note_fr, kept.note_en) == (True, ["F1", "F2"], "Environ", "About")
    assert (kept.source_document, kept.confidence, kept.is_on_behalf) == ("Rapport", "checked", True)
    assert (kept.by_id, kept.invitation, kept.at) == (people.coordinator.pk, link, NOW)
    assert str(kept.change).endswith("01")


def test_another_author_than_who_acts_is_somebody_without_an_account(collected: Campaign, people: Cast) -> None:
    write(collected, revision(by_name="Anne"), revision("q1", by_name="Coordinator"), by=people.coordinator)
    first, second = Answer.objects.order_by("pk")
    assert (first.by, second.by_id) == (individual_named("Anne", network="autan"), people.coordinator.pk)
    with lock_answers([OTHER]):
        write_revisions(collected, [revision(siren=OTHER, by_name="Coordinator")], now=NOW)
    assert Answer.objects.get(territory_id=OTHER).by_id != people.coordinator.pk, "no act, no account"


def propose(campaign: Campaign, question: str, value: Any, siren: str = OWN) -> Proposal:
    return Proposal.objects.create(
        campaign=campaign, territory_id=siren, question=question, value=value, origin_fr="Connu", origin_en="Known"
    )


def test_an_answer_settles_what_was_proposed_in_its_place(collected: Campaign, running: Campaign) -> None:
    same, other = propose(collected, "q2", 3), propose(collected, "q1", {"choice": "yes"})
    left = [propose(collected, "q2", 3, OTHER), propose(collected, "q3", []), propose(running, "q2", 3)]
    write(collected, revision(), revision("q1", value=None, state=AnswerState.REFUSED))
    for proposal in (same, other, *left):
        proposal.refresh_from_db()
    assert [(one.outcome, one.settled_at) for one in (same, other)] == [
        ("confirmed", NOW + timedelta(hours=1)),
        ("changed", NOW + timedelta(hours=1)),
    ]
    assert [(one.outcome, one.settled_at) for one in left] == [("", None)] * 3


def test_what_changed_is_no_longer_validated_and_the_rest_stands(collected: Campaign) -> None:
    def validated(siren: str, section: str) -> SectionValidation:
        return SectionValidation.objects.create(campaign=collected, territory_id=siren, section=section)

    changed = [validated(OWN, "first"), validated(OWN, "")]
    kept = [validated(OWN, "autre"), validated(OTHER, "first"), validated(OTHER, "")]
    assert set(write(collected, revision())) == {"first", ""}
    assert write(collected, revision(revision=2)) == ()
    for validation in (*changed, *kept):
        validation.refresh_from_db()
    assert {one.withdrawn_at for one in changed} == {NOW + timedelta(hours=1)}
    assert {one.withdrawn_at for one in kept} == {None}
    assert write(collected, revision("q9", siren=OTHER)) == ("",), "a question of no section"


def test_a_file_that_nothing_names_any_more_is_erased(network: Network) -> None:
    version = record_questionnaire(by=None, text=FILES_YAML, file="pieces.yaml")
    campaign = open_campaign(
        by=None, slug="pieces", network=network, questionnaire=version, title=Text("P", "F"), opened_on=NOW.date()
    )

    def attach(question: str, digest: str, siren: str = OWN) -> None:
        Attachment.objects.create(
            campaign=campaign,
            territory_id=siren,
            question=question,
            name="n",
            media_type="m",
            size=1,
            sha256=digest,
            content=b"x",
        )

    for digest in ("named", "aside", "settled", "gone"):
        attach("doc", digest)
    attach("view", "gone")
    attach("doc", "gone", siren=OTHER)
    for digest, settled_at in (("aside", None), ("settled", NOW)):
        UnsavedEntry.objects.create(
            campaign=campaign,
            territory_id=OWN,
            question="doc",
            text="",
            value={"file": [digest]},
            reason="closed",
            settled_at=settled_at,
            by=individual_named("Anne", network="autan"),
        )
    write(campaign, revision("doc", value={"name": "n", "file": "named"}))
    left = Attachment.objects.order_by("pk").values_list("territory_id", "question", "sha256")
    assert list(left) == [(OWN, "doc", "named"), (OWN, "doc", "aside"), (OWN, "view", "gone"), (OTHER, "doc", "gone")]
    write(campaign, revision("doc", value=None, state=AnswerState.REFUSED, revision=2))
    assert list(Attachment.objects.filter(territory_id=OWN, question="doc").values_list("sha256", flat=True)) == [
        "aside"
    ]


def browser(client: Client, person: Any = None) -> Any:
    request = RequestFactory().get("/")
    request.session, request.user = client.session, person or AnonymousUser()
    return request


def test_a_link_that_was_followed_opens_its_territory_until_it_is_dead(
    client: Client, running: Campaign, collected: Campaign
) -> None:
    request, lead = browser(client), give(running)[0]
    assert followed_link(request, running, OWN) is None
    assert not holds_lead_link(request, running, OWN)
    remember_link(request, lead)
    guest = give(running, siren=OTHER, role=InvitationRole.CONTRIBUTOR, sections=["first"])[0]
    remember_link(request, guest)
    assert followed_link(request, running, OWN) == lead
    assert [holds_lead_link(request, running, siren) for siren in (OWN, OTHER)] == [True, False]
    assert followed_link(request, collected, OWN) is None
    assert {place.siren for place in territories_open_to(request, running)} == {OWN, OTHER}
    assert territories_open_to(request, collected) == [], "it is over"
    revoke_invitation(by=None, invitation=lead)
    with pytest.raises(DeadLinkError):
        followed_link(request, running, OWN)
    assert not holds_lead_link(request, running, OWN)
    guest.delete()
    assert followed_link(request, running, OTHER) is None


def test_the_territories_of_ones_mandates_come_before_the_links_that_were_followed(
    client: Client, running: Campaign, documented: Campaign, people: Cast
) -> None:
    link = give(running, siren=OTHER)[0]
    for who, sirens in (("officer", [OWN]), ("coordinator", [OWN, OTHER, "100000003"]), ("outsider", [OTHER])):
        request = browser(client, getattr(people, who))
        remember_link(request, link)
        assert [place.siren for place in territories_open_to(request, running)] == sirens
    assert territories_open_to(browser(client, people.coordinator), documented) == []


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("set_reminder_delay", {"days": 0}, "de 1 à 90 jours"),
        ("set_reminder_delay", {"days": 91}, "de 1 à 90 jours"),
        ("set_reminder_delay", {"days": None}, "de 1 à 90 jours"),
        ("reopen_campaign", {"closed_on": timezone.localdate() - timedelta(days=1)}, "est déjà passé"),
        ("restore_campaign", {}, "n’est pas archivée"),
    ],
)
def test_an_act_on_a_campaign_that_makes_no_sense_is_refused(
    running: Campaign, people: Cast, act: str, fields: dict[str, Any], words: str
) -> None:
    with pytest.raises(RuleError, match=words):
        take(CAMPAIGN, act, running, by=people.coordinator, at=timezone.now(), **fields)


@pytest.mark.parametrize("days", [1, 90])
def test_the_delay_between_two_messages_has_two_bounds(running: Campaign, people: Cast, days: int) -> None:
    take(CAMPAIGN, "set_reminder_delay", running, by=people.coordinator, at=timezone.now(), days=days)
    running.refresh_from_db()
    assert running.reminder_delay_days == days
    today = timezone.localdate()
    take(CAMPAIGN, "reopen_campaign", running, by=people.coordinator, at=timezone.now(), closed_on=today)
    running.refresh_from_db()
    assert running.closed_on == today


def test_when_a_campaign_takes_answers_and_the_words_that_say_why_not() -> None:
    first, last = NOW.date(), NOW.date() + timedelta(days=9)
    one = timedelta(days=1)
    opening = Opening(opened_on=first, closed_on=last)
    assert [opening.is_over(day) for day in (first - one, first, last, last + one)] == [False, False, False, True]
    refused = [opening.refusal(day) for day in (first - one, first, last, last + one)]
    assert [words and words.en for words in refused] == [
        "this campaign opens on 2 May 2013",
        None,
        None,
        "this campaign has been closed since 11 May 2013",
    ]
    by_hand = Opening(opened_on=first, closed_on=last, closed_at=NOW + one)
    assert by_hand.is_over(first)
    assert (by_hand.refusal(last) or Text("", "")).en == "this campaign has been closed since 3 May 2013"
    assert not Opening(opened_on=None, closed_on=None).is_over(last)
    assert Opening(opened_on=None, closed_on=None).refusal(first) is None
