"""Each act of a review: its bounds in days, who may do it, what it refuses and the line that it leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from autan.ground.errors import ConflictError, NotAllowedError, RuleError
from autan.people.journal.models import JournalEntry
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.reviewing import (
    answer_correction,
    cancel_review,
    record_referent_opinion,
    reply_for_member,
    submit_edition,
)
from autan.publishing.editions.core.reviews import Opinion
from autan.publishing.editions.models import Edition, Review, ReviewOpinion
from autan.publishing.editions.queries.writing import open_review
from autan.territories.networks.models import Mandate, Territory
from tests.publishing.living_text.writing import WITHOUT_MAP

NORTH, SOUTH = "100000001", "100000002"


@pytest.fixture
def named(edition):
    return record_edition(by=None, source=WITHOUT_MAP + "\nAutan-Nord avance.\n", file="essai.md")


@pytest.fixture
def submitted(people, named) -> Review:
    return submit_edition(by=people.coordinator, slug="essai", referent=people.reader, reply_days=10)


@pytest.fixture
def replying(people, submitted) -> Review:
    return record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.AGREED, text=" Bien ")


def last_line():
    line = JournalEntry.objects.latest("id")
    return line.act, line.summary, line.network


def reply(person, siren=NORTH, opinion=Opinion.AGREED, text=""):
    return reply_for_member(by=person, slug="essai", siren=siren, opinion=opinion, text=text)


@pytest.mark.parametrize(("days", "is_taken"), [(0, False), (1, True), (90, True), (91, False)])
def test_members_have_one_to_ninety_days(people, named, days, is_taken):
    if not is_taken:
        with pytest.raises(RuleError, match="1 à 90 jours"):
            submit_edition(by=people.coordinator, slug="essai", referent=people.reader, reply_days=days)
        assert not Review.objects.exists()
        return
    review = submit_edition(by=people.coordinator, slug="essai", referent=people.reader, reply_days=days)
    record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.AGREED)
    review.refresh_from_db()
    assert review.replies_until == timezone.localdate() + timedelta(days=days)
    assert review.closed_at is None


def test_what_is_submitted_is_kept_with_the_members_that_it_names(people, named, submitted):
    assert (submitted.source, submitted.submitted_by_id, submitted.referent) == (
        named.source,
        people.coordinator.pk,
        people.reader,
    )
    submitted.refresh_from_db()
    assert submitted.named == [{"siren": NORTH, "name": "Autan-Nord", "times": 1, "figures": [], "facts": []}]
    assert last_line() == ("submit_edition", "Édition essai soumise à la relecture", "autan")
    with pytest.raises(ConflictError, match="en cours"):
        submit_edition(by=people.coordinator, slug="essai", referent=people.reader, reply_days=1)


def test_the_coordination_alone_leads_a_review(people, named):
    def submit(person):
        return submit_edition(by=person, slug="essai", referent=people.reader, reply_days=1)

    def cancel(person):
        return cancel_review(by=person, slug="essai")

    def answer(person):
        return answer_correction(by=person, slug="essai", siren=NORTH, answer="Fait")

    for act in (submit, cancel, answer):
        for person in (people.officer, people.contributor, people.reader, people.outsider):
            with pytest.raises(NotAllowedError, match="mène la relecture"):
                act(person)
    assert not Review.objects.exists()


def test_the_referent_says_once_what_she_thinks_and_nobody_else_does(people, submitted):
    for person in (people.coordinator, people.officer, people.outsider):
        with pytest.raises(RuleError, match="seul le référent choisi"):
            record_referent_opinion(by=person, slug="essai", opinion=Opinion.AGREED)
    with pytest.raises(RuleError, match="dites ce qui est à corriger"):
        record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.CORRECTION, text=" ")
    assert not ReviewOpinion.objects.exists()
    record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.CORRECTION, text=" Trop long. ")
    given = ReviewOpinion.objects.get()
    assert (given.siren, given.opinion, given.text, given.by_id) == ("", "correction", "Trop long.", people.reader.pk)
    assert last_line() == (
        "record_referent_opinion",
        "Édition essai, avis du référent : demande une correction",
        "autan",
    )
    submitted.refresh_from_db()
    assert submitted.replies_until is None
    assert submitted.closed_at is not None
    with pytest.raises(RuleError, match="n’attend pas cet avis"):
        record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.AGREED)


def test_once_the_referent_agreed_her_opinion_is_not_asked_again(people, replying):
    with pytest.raises(RuleError, match="n’attend pas cet avis"):
        record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.CORRECTION, text="Non")
    assert ReviewOpinion.objects.get().text == "Bien"


def test_a_member_replies_until_the_last_day(people, replying):
    Review.objects.update(replies_until=timezone.localdate())
    assert reply(people.officer).siren == NORTH
    Review.objects.update(replies_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(RuleError, match="pas ouvert"):
        reply(people.officer)


def test_the_officer_of_a_member_that_is_named_replies_for_it(people, replying):
    for person in (people.coordinator, people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError, match="chargée de mission"):
            reply(person)
    Mandate.objects.create(
        person=people.outsider, role=Mandate.Role.MEMBER_OFFICER, territory=Territory.objects.get(siren=SOUTH)
    )
    with pytest.raises(RuleError, match="ne nomme pas ce membre"):
        reply(people.outsider, SOUTH)
    reply(people.officer)
    assert last_line() == ("reply_for_member", "Édition essai, réponse de Autan-Nord : d’accord", "autan")


def test_a_later_reply_replaces_the_first_and_what_was_answered_to_it(people, replying):
    reply(people.officer, opinion=Opinion.CORRECTION, text=" Non. ")
    answer_correction(by=people.coordinator, slug="essai", siren=NORTH, answer=" Corrigé. ")
    given = ReviewOpinion.objects.get(siren=NORTH)
    assert (given.text, given.answer) == ("Non.", "Corrigé.")
    assert last_line() == (
        "answer_correction",
        f"Édition essai, correction demandée par {NORTH} : réponse donnée",
        "autan",
    )
    reply(people.officer, opinion=Opinion.CORRECTION, text="Toujours non.")
    given = ReviewOpinion.objects.get(siren=NORTH)
    assert (given.text, given.answer) == ("Toujours non.", "")


def test_a_text_that_changed_is_not_the_one_that_members_are_asked_about(people, replying):
    record_edition(by=None, source=WITHOUT_MAP, file="essai.md")
    with pytest.raises(RuleError, match="pas ouvert"):
        reply(people.officer)


def test_only_a_correction_that_a_member_asked_is_answered(people, replying):
    reply(people.officer)
    for siren in (NORTH, SOUTH, ""):
        with pytest.raises(RuleError, match="n’a pas demandé de correction"):
            answer_correction(by=people.coordinator, slug="essai", siren=siren, answer="Fait")
    reply(people.officer, opinion=Opinion.CORRECTION, text="Non")
    with pytest.raises(RuleError, match="le membre la lira"):
        answer_correction(by=people.coordinator, slug="essai", siren=NORTH, answer="  ")
    cancel_review(by=people.coordinator, slug="essai")
    with pytest.raises(RuleError, match="n’a pas demandé de correction"):
        answer_correction(by=people.coordinator, slug="essai", siren=NORTH, answer="Fait")


def test_a_review_that_is_given_up_keeps_its_opinions(people, replying):
    cancel_review(by=people.coordinator, slug="essai")
    assert last_line() == ("cancel_review", "Édition essai, relecture abandonnée", "autan")
    assert open_review(Edition.objects.get()) is None
    assert ReviewOpinion.objects.count() == 1
    with pytest.raises(RuleError, match="aucune relecture"):
        cancel_review(by=people.coordinator, slug="essai")
    with pytest.raises(RuleError, match="pas ouvert"):
        reply(people.officer)
