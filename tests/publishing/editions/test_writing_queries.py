"""The parts, the versions and the reviews of a text as its authors read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.people.journal.actions import acting
from autan.people.journal.models import JournalEntry
from autan.publishing.editions.actions.editions import erase_unread, keep_version, record_edition
from autan.publishing.editions.actions.writing import record_text, restore_version
from autan.publishing.editions.core.reviews import Opinion, ReviewStage
from autan.publishing.editions.models import Edition, Review, ReviewOpinion, TextVersion, UnreadSection
from autan.publishing.editions.queries.editions import export_written, read_edition
from autan.publishing.editions.queries.writing import (
    last_review,
    members_named_in,
    open_review,
    open_reviews,
    versions_of,
    view_review,
    written_section,
    written_sections,
)
from tests.publishing.living_text.writing import WITHOUT_MAP

NORTH = "100000001"
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = date(2026, 6, 1)


def version(edition, source, what="Texte", by=None, at=AT):
    return TextVersion.objects.create(edition=edition, source=source, by=by, at=at, what=what)


def review(edition, **fields):
    given = {"source": edition.source, "submitted_at": AT, "reply_days": 5, "named": [{"siren": NORTH}]}
    return Review.objects.create(edition=edition, **(given | fields))


def opinion(of, siren="", given=Opinion.AGREED, **fields):
    return ReviewOpinion.objects.create(review=of, siren=siren, opinion=given, at=AT, **fields)


def test_an_author_sees_what_she_typed_and_not_what_another_did(people, edition):
    sections = written_sections(edition, people.coordinator)
    assert [(part.rank, part.title.fr, part.is_chapter, part.is_unread) for part in sections] == [
        (0, "En-tête : titres, chiffres, graphiques, cartes", False, False),
        (1, "Résumé", False, False),
        (2, "Premier chapitre", True, False),
    ]
    key = "Premier chapitre/0"
    UnreadSection.objects.create(edition=edition, section=key, by=people.coordinator, text="À moi")
    UnreadSection.objects.create(edition=edition, section="Résumé/0", by=people.officer, text="À elle")
    own = written_section(edition, people.coordinator, 2)
    assert (own.text, own.is_unread, own.recorded) == ("À moi", True, sections[2].text)
    assert (own.version, own.place) == (sections[2].version, sections[2].place)
    assert written_section(edition, people.coordinator, 1) == sections[1]
    with pytest.raises(UnknownError, match="plus dans le texte"):
        written_section(edition, people.coordinator, 3)
    assert erase_unread(DataSubject(email="", person=people.coordinator.pk)) == 1
    assert erase_unread(DataSubject(email="", person=None)) == 0
    assert UnreadSection.objects.get().by == people.officer


def test_each_version_is_shown_beside_the_one_before(edition):
    edition.versions.all().delete()
    first, second, third = (version(edition, text) for text in ("a\nb\nc\nd", "a\nx\nc\nd", edition.source))
    lines = versions_of(edition)
    assert [line.version for line in lines] == [third, second, first]
    assert [line.is_current for line in lines] == [True, False, False]
    assert lines[1].lines == [(" ", "a"), ("-", "b"), ("+", "x"), (" ", "c")]
    assert lines[2].lines == (), "nothing came before"


def test_sixty_versions_are_shown_the_last_with_what_it_changed(edition):
    edition.versions.all().delete()
    for rank in range(61):
        version(edition, f"texte {rank}")
    lines = versions_of(edition)
    assert len(lines) == 60
    assert lines[-1].lines == [("-", "texte 0"), ("+", "texte 1")]


def test_what_one_author_writes_in_a_row_is_one_version(people, edition):
    def kept(what, by=people.coordinator, minutes=0):
        last = edition.versions.first()
        TextVersion.objects.filter(pk=last.pk).update(at=timezone.now() - timedelta(minutes=minutes))
        edition.source += "x"
        with acting(by=by, act="write") as act:
            return keep_version(act, edition, description=what)

    assert kept("Chapitre"), "another author"
    assert not kept("Chapitre", minutes=14)
    assert edition.versions.count() == 2
    assert edition.versions.first().source == edition.source
    assert timezone.now() - edition.versions.first().at < timedelta(minutes=1)
    assert kept("Chapitre", minutes=16)
    assert kept("Résumé")
    assert kept("Résumé", by=people.officer)
    assert kept("Long " * 50)
    assert edition.versions.first().what == ("Long " * 50)[:200]


def test_the_first_version_is_never_carried_on(edition):
    edition.versions.all().delete()
    version(edition, "a", what="Texte", at=timezone.now())
    with acting(by=None, act="write") as act:
        assert keep_version(act, edition, description="Texte")
    assert edition.versions.count() == 2


def test_a_text_that_changes_is_a_draft_with_its_titles_and_its_history(edition):
    edition.versions.all().delete()
    Edition.objects.update(state="published")
    source = edition.source.replace("L'essai", "Autre titre").replace("The trial", "Other title")
    before = JournalEntry.objects.count()
    with acting(by=None, act="write") as act:
        record_text(act, edition, edition.source, description="Rien")
        assert (edition.versions.count(), JournalEntry.objects.count()) == (0, before), "the same text changes nothing"
        old = edition.source
        record_text(act, edition, source, description="Titre")
    edition.refresh_from_db()
    assert (edition.source, edition.state, edition.title_fr, edition.title_en) == (
        source,
        "draft",
        "Autre titre",
        "Other title",
    )
    assert [(kept.what, kept.source) for kept in edition.versions.all()] == [("Titre", source), ("Texte d’avant", old)]
    assert JournalEntry.objects.latest("id").summary == "Texte de l’édition essai modifié : Titre"
    assert JournalEntry.objects.latest("id").network == "autan"


def test_a_version_brought_back_says_which_in_the_journal(people, edition):
    old = edition.versions.get()
    record_edition(by=None, source=WITHOUT_MAP + "\nUn mot.\n", file="essai.md")
    restore_version(by=people.coordinator, slug="essai", version=old.pk)
    edition.refresh_from_db()
    assert edition.source == WITHOUT_MAP
    last = JournalEntry.objects.latest("id")
    assert last.summary == f"Texte de l’édition essai modifié : Retour à la version du {old.at:%Y-%m-%d %H:%M}"
    assert last.by_id == people.coordinator.pk


def test_one_review_is_under_way_and_the_last_one_stays_in_sight(people, edition):
    assert open_review(edition) is last_review(edition) is None
    first = review(edition, referent=people.reader)
    assert open_review(edition) == last_review(edition) == first
    assert open_reviews() == [first]
    first.closed_at = AT
    first.save()
    assert (open_review(edition), open_reviews(), last_review(edition)) == (None, [], first)
    second = review(edition)
    assert open_review(edition) == last_review(edition) == second


def test_a_review_is_seen_with_its_opinions_and_its_delay(edition):
    seen = view_review(review(edition), edition, today=DAY)
    assert (seen.stage, seen.referent, seen.replies, seen.is_over) == (ReviewStage.REFERENT, None, {}, False)
    under_way = seen.review
    agreed = opinion(under_way)
    under_way.replies_until = DAY
    seen = view_review(under_way, edition, today=DAY)
    assert (seen.stage, seen.referent, seen.is_over) == (ReviewStage.MEMBERS, agreed, False)
    later = view_review(under_way, edition, today=DAY + timedelta(days=1))
    assert (later.stage, later.is_over) == (ReviewStage.READY, True)
    reply = opinion(under_way, NORTH, Opinion.CORRECTION, text="Non")
    assert view_review(under_way, edition, today=DAY).replies == {NORTH: reply}
    assert view_review(under_way, edition, today=DAY).stage is ReviewStage.ANSWERS
    ReviewOpinion.objects.filter(pk=reply.pk).update(answer="Fait")
    assert view_review(under_way, edition, today=DAY).stage is ReviewStage.READY
    edition.source += "x"
    assert view_review(under_way, edition, today=DAY).stage is ReviewStage.OUTDATED
    under_way.closed_at = AT
    assert view_review(under_way, edition, today=DAY).stage is ReviewStage.READY, "once closed, it stays as it was"


def test_members_are_found_in_words_figures_and_facts_of_a_text(edition):
    named = members_named_in(read_edition(edition))
    assert named == ()
    record_edition(by=None, source=WITHOUT_MAP + "\nAutan-Sud avance.\n", file="essai.md")
    (member,) = members_named_in(read_edition(Edition.objects.get()))
    assert (member.name, member.times, member.figures, member.facts) == ("Autan-Sud", 1, (), ())


def test_somebody_takes_away_what_she_wrote_and_said_and_nothing_of_others(people, edition):
    mine, other = people.reader, people.officer
    version(edition, "a", what="À moi", by=mine)
    version(edition, "b", what="À elle", by=other)
    of = review(edition, submitted_by=mine)
    opinion(of, by=mine, text="Bien")
    opinion(of, NORTH, Opinion.CORRECTION, by=other, text="Non")
    assert export_written(DataSubject(email="", person=mine.pk)) == [
        {"edition": "essai", "version": "À moi", "at": AT.isoformat()},
        {"edition": "essai", "submitted_at": AT.isoformat()},
        {"edition": "essai", "opinion": "agreed", "text": "Bien", "at": AT.isoformat()},
    ]
    assert export_written(DataSubject(email="", person=None)) == []
