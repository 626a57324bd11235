"""What a publication freezes: when it is another one, what closes a review, what a withdrawal leaves."""

from datetime import date

import pytest
from django.utils import timezone

from autan.ground.errors import NotAllowedError, RuleError
from autan.people.journal.models import JournalEntry
from autan.publishing.editions.actions.editions import record_edition, record_publication, withdraw_edition
from autan.publishing.editions.actions.publishing import (
    PublicationRefusedError,
    UnknownFormatError,
    make_proof,
    publish_edition,
    render_files,
    write_files,
)
from autan.publishing.editions.actions.reviewing import record_referent_opinion, submit_edition
from autan.publishing.editions.core.reviews import EditionState, Opinion
from autan.publishing.editions.models import Edition, Publication, PublishedFigure, Review
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP

DAY, NEXT = date(2014, 9, 30), date(2014, 10, 1)


def freeze(edition, by=None, on=DAY, formats=("html", "pdf"), content_hash="0", rows=(), note=""):
    return record_publication(
        by=by, edition=edition, on=on, formats=formats, content_hash=content_hash, rows=rows, note=note
    )


def row(number):
    return PublishedFigure(
        number=number, name=f"f{number}", figure_id="facts.F1", printed="1", content_hash="0", trace={}
    )


def last_line():
    line = JournalEntry.objects.latest("id")
    return line.act, line.summary, line.network, line.details


def test_a_publication_keeps_the_text_its_figures_and_its_words(people, edition):
    made = freeze(edition, by=people.coordinator, rows=[row(2), row(1)], note=f" {'x' * 501} ")
    assert (made.source, made.published_on, made.formats, made.by) == (
        edition.source,
        DAY,
        ["html", "pdf"],
        people.coordinator,
    )
    assert made.note == "x" * 500
    assert [figure.number for figure in made.figures.all()] == [1, 2]
    assert Edition.objects.get().state == EditionState.PUBLISHED
    assert last_line() == (
        "publish_edition",
        "Édition essai publiée (html, pdf)",
        "autan",
        {"content_hash": "0", "published_on": "2014-09-30", "figures": 2},
    )


def test_it_is_another_one_once_anything_of_it_is_other(edition):
    first = freeze(edition)
    assert freeze(edition) == freeze(edition, formats=["pdf"]) == first
    others = [{"on": NEXT}, {"content_hash": "1"}, {"formats": ["html", "docx"]}]
    for other in others:
        Publication.objects.exclude(pk=first.pk).delete()
        assert freeze(edition, **other) != first, other


def test_what_was_withdrawn_is_published_anew(people, edition):
    first = freeze(edition)
    withdrawn = withdraw_edition(by=people.coordinator, slug="essai", reason=f" {'x' * 501} ")
    assert (withdrawn.withdrawn_on, withdrawn.withdrawal_reason) == (timezone.localdate(), "x" * 500)
    assert last_line()[:3] == ("withdraw_edition", f"Édition essai retirée : {'x' * 500}"[:300], "autan")
    with pytest.raises(RuleError, match="rien n’est publié de l’édition essai"):
        withdraw_edition(by=people.coordinator, slug="essai", reason="Encore")
    edition.refresh_from_db()
    assert freeze(edition) != first
    edition.refresh_from_db()
    assert (edition.withdrawn_on, edition.withdrawal_reason) == (None, "")


def test_a_withdrawal_has_a_reason_and_a_publication(people, edition):
    with pytest.raises(RuleError, match="rien n’est publié"):
        withdraw_edition(by=people.coordinator, slug="essai", reason="Faux")
    freeze(edition)
    with pytest.raises(RuleError, match="les lecteurs la liront"):
        withdraw_edition(by=people.coordinator, slug="essai", reason=" ")
    for person in (people.officer, people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError, match="enregistre et publie"):
            withdraw_edition(by=person, slug="essai", reason="Faux")
        with pytest.raises(NotAllowedError, match="enregistre et publie"):
            freeze(edition, by=person, on=NEXT)
    assert Edition.objects.get().withdrawn_on is None


def test_a_review_is_closed_by_the_publication_once_it_is_concluded(people, edition):
    submit_edition(by=people.coordinator, slug="essai", referent=people.reader, reply_days=1)
    with pytest.raises(RuleError, match="pas finie\xa0: chez le référent"):
        freeze(edition)
    assert not Publication.objects.exists()
    record_referent_opinion(by=people.reader, slug="essai", opinion=Opinion.AGREED)
    freeze(edition)
    assert Review.objects.get().closed_at is not None
    assert freeze(edition, on=NEXT), "nothing is under way any more"


def test_the_day_and_the_note_of_what_did_not_change_are_those_of_the_last_time(edition):
    first = publish_edition(by=None, slug="essai", on=DAY, formats=["csv"], note=" Première ")
    assert (first.published_on, first.note) == (DAY, "Première")
    again = publish_edition(by=None, slug="essai", formats=["csv"])
    assert again == first
    dated = publish_edition(by=None, slug="essai", formats=["csv"], on=NEXT)
    assert (dated.published_on, dated.note) == (NEXT, "Première")
    other = publish_edition(by=None, slug="essai", formats=["csv"], on=DAY, note="Autre")
    assert (other.published_on, other.note) == (DAY, "Autre")
    record_edition(by=None, source=WITHOUT_MAP + "\nUn mot.\n", file="essai.md")
    changed = publish_edition(by=None, slug="essai", formats=["csv"])
    assert (changed.published_on, changed.note) == (timezone.localdate(), "")


def test_a_format_that_is_not_made_and_none_at_all_are_refused(edition):
    with pytest.raises(UnknownFormatError, match=r"epub, mobi.*html, pdf, docx, odt, pptx, csv"):
        publish_edition(by=None, slug="essai", formats=["html", "epub", "mobi"])
    with pytest.raises(UnknownFormatError) as caught:
        publish_edition(by=None, slug="essai", formats=[])
    assert caught.value.exit_code == 2
    assert not Publication.objects.exists()


def test_each_format_that_is_asked_for_is_made_and_said(edition):
    said = []
    files = render_files(edition, make_proof(edition), ["csv", "html"], DAY, said.append, note="Un mot changé")
    assert sorted(files) == ["synthese-essai.csv", "synthese-essai.html"]
    assert said == ["Page HTML autonome"]
    assert "Un mot changé" in files["synthese-essai.html"].decode()
    assert render_files(edition, make_proof(edition), [], DAY, said.append) == {}


def test_a_refusal_lists_what_stops_it_and_not_what_warns(edition):
    keep_facts({"F1": "9", "F2": "11", "F3": ""})
    Edition.objects.update(source=WITHOUT_MAP + "\nEt 7 autres.\n\nPlus que tous.\n")
    with pytest.raises(PublicationRefusedError) as caught:
        make_proof(Edition.objects.get())
    head, *lines = str(caught.value).split("\n")
    assert head == "l’édition essai ne peut pas être publiée, 3 constat(s) :"
    assert [line.partition(" (")[0] for line in lines] == [
        "  - affirmation périmée : schemes",
        "  - affirmation périmée : schemes",
        "  - nombre sans source : 7",
    ]


def test_files_are_put_in_their_place_all_at_once_or_none(tmp_path):
    write_files(tmp_path / "a" / "b", {"x": b"1", "y": b"2"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()} == {"x": b"1", "y": b"2"}
    with pytest.raises(FileNotFoundError):
        write_files(tmp_path / "a" / "b", {"x": b"3", "nowhere/z": b"4"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()} == {"x": b"1", "y": b"2"}
    with pytest.raises(FileNotFoundError):
        write_files(tmp_path / "c", {"nowhere/x": b"4"})
    assert not (tmp_path / "c").exists(), "an empty folder is nobody’s"
