"""The review of an edition, played by four people: author, referent, member, coordinator."""

from datetime import date, timedelta

import pytest
from django.test import Client

from autan.ground.errors import ConflictError, NotAllowedError, RuleError
from autan.ground.extension_points import DataSubject
from autan.people.individuals.models import ERASED_NAME
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import subject_of_person
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import PublicationRefusedError, publish_edition
from autan.publishing.editions.actions.reviewing import (
    answer_correction,
    cancel_review,
    record_referent_opinion,
    reply_for_member,
    submit_edition,
)
from autan.publishing.editions.actions.writing import save_section
from autan.publishing.editions.core.reviews import GivenOpinion, Opinion, ReviewStage, stage_of
from autan.publishing.editions.models import Review, UnreadSection
from autan.publishing.editions.presenters.reviews import present_review
from autan.publishing.editions.queries.editions import export_written
from tests.publishing.living_text.writing import WITHOUT_MAP

NORTH, SOUTH = "100000001", "100000002"
AGREED, CORRECTION = GivenOpinion(opinion=Opinion.AGREED), GivenOpinion(opinion=Opinion.CORRECTION)
ANSWERED = GivenOpinion(opinion=Opinion.CORRECTION, is_answered=True)
DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("stage", "given"),
    [
        (ReviewStage.OUTDATED, {"is_same_text": False}),
        (ReviewStage.REFERENT, {"referent": None}),
        (ReviewStage.RETURNED, {"referent": CORRECTION}),
        (ReviewStage.MEMBERS, {"replies": {NORTH: AGREED}}),
        (ReviewStage.READY, {"replies": {NORTH: AGREED, SOUTH: AGREED}}),
        (ReviewStage.READY, {"today": DAY + timedelta(days=1)}),
        (ReviewStage.ANSWERS, {"replies": {NORTH: CORRECTION, SOUTH: AGREED}}),
        (ReviewStage.READY, {"replies": {NORTH: ANSWERED, SOUTH: AGREED}}),
        (ReviewStage.MEMBERS, {"replies_until": None}),
    ],
)
def test_where_a_review_stands(stage, given):
    base = {
        "referent": AGREED, "expected": [NORTH, SOUTH], "replies": {}, "replies_until": DAY, "today": DAY,
        "is_same_text": True,
    }  # fmt: skip
    assert stage_of(**(base | given)) is stage
    assert stage.label.fr
    assert Opinion.AGREED.label.en == "agrees"


@pytest.fixture
def submitted(people, edition) -> Review:
    record_edition(by=None, source=WITHOUT_MAP + "\nAutan-Nord avance.\n", file="essai.md")
    return submit_edition(by=people.coordinator, slug="essai", referent=people.reader, reply_days=10)


def page(edition, person, **today):
    edition.refresh_from_db()
    return present_review(edition, person, today=today.get("today", date.today()))  # noqa: DTZ011 - the day of the machine


def test_four_people_play_the_whole_review(people, edition, submitted):
    with pytest.raises(RuleError, match="pas finie"):
        publish_edition(by=people.coordinator, slug="essai", formats=["html"])
    with pytest.raises(RuleError, match="référent"):
        record_referent_opinion(by=people.coordinator, slug="essai", opinion=Opinion.AGREED)
    with pytest.raises(RuleError, match="pas ouvert"):
        reply_for_member(by=people.officer, slug="essai", siren=NORTH, opinion=Opinion.AGREED)
    record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.AGREED)
    assert page(edition, people.officer)["stage"] is ReviewStage.MEMBERS
    for person, siren in ((people.contributor, NORTH), (people.officer, SOUTH)):
        with pytest.raises(NotAllowedError):
            reply_for_member(by=person, slug="essai", siren=siren, opinion=Opinion.AGREED)
    with pytest.raises(RuleError, match="à corriger"):
        reply_for_member(by=people.officer, slug="essai", siren=NORTH, opinion=Opinion.CORRECTION)
    reply_for_member(by=people.officer, slug="essai", siren=NORTH, opinion=Opinion.CORRECTION, text="Nous reculons.")
    assert page(edition, people.officer)["stage"] is ReviewStage.ANSWERS
    with pytest.raises(RuleError):
        answer_correction(by=people.coordinator, slug="essai", siren=NORTH, answer=" ")
    with pytest.raises(NotAllowedError):
        answer_correction(by=people.officer, slug="essai", siren=NORTH, answer="x")
    answer_correction(by=people.coordinator, slug="essai", siren=NORTH, answer="La donnée dit le contraire.")
    shown = page(edition, people.coordinator)
    assert (shown["stage"], shown["lines"][1]["by"].split(",")[0]) == (ReviewStage.READY, "Member_officer")
    assert publish_edition(by=people.coordinator, slug="essai", formats=["html"], note="Première version").note
    assert page(edition, people.officer)["review"].closed_at


def test_silence_is_consent_and_is_said(people, edition, submitted):
    assert "après l’avis" in page(edition, people.officer)["lines"][1]["verdict"]
    record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.AGREED)
    assert "attendue" in page(edition, people.officer)["lines"][1]["verdict"]
    later = page(edition, people.officer, today=date.today() + timedelta(days=11))  # noqa: DTZ011
    assert (later["stage"], later["lines"][1]["may_reply"]) == (ReviewStage.READY, False)
    assert "réputé d’accord" in later["lines"][1]["verdict"]


def test_a_text_that_changes_or_is_returned_is_submitted_again(people, edition, submitted):
    with pytest.raises(ConflictError):
        submit_edition(by=None, slug="essai", referent=people.reader, reply_days=10)
    record_edition(by=None, source=WITHOUT_MAP, file="essai.md")
    assert page(edition, people.officer)["stage"] is ReviewStage.OUTDATED
    with pytest.raises(RuleError):
        record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.AGREED)
    cancel_review(by=people.coordinator, slug="essai")
    with pytest.raises(RuleError):
        cancel_review(by=people.coordinator, slug="essai")
    with pytest.raises(RuleError, match="90"):
        submit_edition(by=None, slug="essai", referent=people.reader, reply_days=0)
    with pytest.raises(RuleError, match="réseau"):
        submit_edition(by=None, slug="essai", referent=people.outsider, reply_days=5)
    submit_edition(by=people.coordinator, slug="essai", referent=people.officer, reply_days=5)
    record_referent_opinion(by=people.officer, slug="essai", opinion=Opinion.CORRECTION, text="Trop long.")
    assert page(edition, people.officer)["review"].closed_at
    record_edition(by=None, source=WITHOUT_MAP + "\nEt 7 autres.\n", file="essai.md")
    with pytest.raises(PublicationRefusedError):
        submit_edition(by=None, slug="essai", referent=people.officer, reply_days=5)


def test_a_person_who_is_erased_leaves_what_she_said_without_her_name(people, edition, submitted):
    subject = DataSubject(email=people.reader.email, person=people.reader.pk)
    record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.AGREED, text="Bien.")
    save_section(by=people.coordinator, slug="essai", rank=1, version="x", text="Gardé à part")
    author = DataSubject(email=people.coordinator.email, person=people.coordinator.pk)
    assert [line["text"] for line in export_written(subject)] == ["Bien."]
    assert "submitted_at" in export_written(author)[0]
    for person in (people.reader, people.coordinator):
        erase_subject(by=None, subject=subject_of_person(person))
    assert page(edition, people.officer)["lines"][0]["by"].startswith(ERASED_NAME)
    assert page(edition, people.officer)["review"].submitted_by_name == ERASED_NAME
    assert not UnreadSection.objects.exists()


def test_the_review_on_screen(people, edition):
    record_edition(by=None, source=WITHOUT_MAP + "\nAutan-Nord avance.\n", file="essai.md")
    client, address = Client(), "/syntheses/essai/relecture/"

    def send(person, **fields):
        client.force_login(person)
        answer = client.post(f"{address}avis/", fields)
        assert answer.status_code == 302
        return client.get(address).content.decode()

    client.force_login(people.coordinator)
    assert 'value="submit"' in client.get(address).content.decode(), "a first time too"
    assert "Référent thématique\u00a0: " in send(people.coordinator, act="submit", referent="", reply_days="0")
    assert "Chez le référent" in send(people.coordinator, act="submit", referent=people.reader.pk, reply_days="10")
    assert client.get(f"{address}texte/").status_code == 200
    assert "Votre avis" in send(people.reader, act="opinion", opinion="peut-être")
    assert "votre avis de référent" in client.get("/bureau/", follow=True).content.decode()
    assert "Droit de réponse" in send(people.reader, act="opinion", opinion="agreed")
    client.force_login(people.officer)
    assert "nomme votre collectivité" in client.get("/bureau/", follow=True).content.decode()
    assert "Demande une correction" in send(
        people.officer, act="opinion", siren=NORTH, opinion="correction", text="Non."
    )
    assert "Réponse de la coordination" in send(people.coordinator, act="answer", siren=NORTH, text="Corrigé.")
    assert "Prête" in client.get("/syntheses/essai/preparer/").content.decode()
    assert client.post("/syntheses/essai/publier/", {"formats": ["html"]}).status_code == 302
    record_edition(by=None, source=WITHOUT_MAP, file="essai.md")
    assert client.post("/syntheses/essai/publier/", {"formats": ["html"]}).status_code == 422, "an erratum says why"
    send(people.coordinator, act="submit", referent=people.reader.pk, reply_days="10")
    refused = client.post("/syntheses/essai/publier/", {"formats": ["html"], "note": "Un mot retiré"})
    assert (refused.status_code, "pas finie" in refused.content.decode()) == (422, True)
    send(people.coordinator, act="give_up")
    assert client.post("/syntheses/essai/publier/", {"formats": ["html"], "note": "Un mot retiré"}).status_code == 302
    client.force_login(people.outsider)
    assert client.get(address).status_code == 403
