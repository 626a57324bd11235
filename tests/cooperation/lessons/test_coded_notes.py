"""What was said in a workshop is coded, and never counted as an answer to a survey."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from autan.coding.codings.models import Corpus
from autan.coding.codings.queries.text_sources import get_text, read_texts
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.lessons.queries.coded_notes import NOTES
from autan.cooperation.workshops.models import Note, Workshop
from autan.evidence.figures.queries.codable_texts import offered_sets, source_of
from autan.ground.texts.core.periods import Period
from autan.people.individuals.actions import individual_named
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(draft: Lesson) -> Workshop:
    found = Workshop.objects.get(pk=draft.workshop_id)
    for number, text in enumerate(["La chaudière tourne le dimanche", "Qui paie les capteurs ?", ""]):
        Note.objects.create(
            workshop=found,
            identifier=f"note-{number}",
            moment="understand",
            kind="fact",
            text=text,
            signed_by=individual_named("Claire Exemple"),
            written_at=timezone.now(),
            version=number + 1,
            withdrawn_at=None if text else timezone.now(),
        )
    return found


def test_notes_are_offered_apart_from_answers(workshop, network):
    offer = next(offered_set for offered_set in offered_sets(network.slug) if offered_set.kind is NOTES)
    assert offer.address == f"{network.slug}.{workshop.slug}"
    assert not offer.kind.is_answer
    corpus = Corpus(kind=NOTES.code, address=offer.address)
    texts = read_texts(corpus)
    assert [text.text for text in texts.texts] == ["La chaudière tourne le dimanche", "Qui paie les capteurs ?"]
    assert not texts.asked
    assert "Claire" not in repr(texts)
    assert get_text(corpus, "note-0").evidence.key == workshop.slug


def test_notes_are_coded_by_the_people_of_the_network_alone(workshop, network, people: Cast):
    source, address = source_of(NOTES.code), f"{network.slug}.{workshop.slug}"
    assert source.may_read(people.coordinator, address)
    assert not source.may_read(AnonymousUser(), address)
    assert not source.may_read(people.outsider, address)
    assert source.read(f"{network.slug}.absent") is None
    assert source.find(address, "note-2") is None


def test_the_notes_of_a_workshop_have_a_day_and_a_version_that_grows(workshop, network):
    source, address = source_of(NOTES.code), f"{network.slug}.{workshop.slug}"
    assert source.read(address).period == Period.undated()
    before = source.version(address)
    Workshop.objects.filter(pk=workshop.pk).update(day=date(2026, 3, 12), notes_version=workshop.notes_version + 1)
    assert source.read(address).period == Period.day(date(2026, 3, 12))
    assert int(source.version(address)) == int(before) + 1
    assert source.version(f"{network.slug}.absent") == ""
    assert source.find(f"{network.slug}.absent", "note-0") is None


def test_a_workshop_whose_notes_were_all_withdrawn_is_offered_no_more(workshop, network):
    def offered() -> list[str]:
        return [one.address for one in offered_sets(network.slug) if one.kind is NOTES]

    Note.objects.filter(identifier="note-0").update(withdrawn_at=timezone.now())
    assert offered() == [f"{network.slug}.{workshop.slug}"]
    source = source_of(NOTES.code)
    assert [text.key for text in source.read(offered()[0]).texts] == ["note-1"]
    assert source.find(offered()[0], "note-0") is None
    assert source.find(offered()[0], "note-1").title.fr
    Note.objects.update(withdrawn_at=timezone.now())
    assert offered() == []
