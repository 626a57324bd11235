"""The only writers of editions and publications."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from autan.ground.errors import RuleError
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting
from autan.people.journal.core import refs_to
from autan.publishing.editions.core.reviews import EditionState, ReviewStage
from autan.publishing.editions.models import Edition, Publication, PublishedFigure, TextVersion, UnreadSection
from autan.publishing.editions.queries.editions import get_edition, is_public
from autan.publishing.editions.queries.writing import open_review, view_review
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.territories.networks.queries.networks import get_network

_IN_A_ROW = timedelta(minutes=15)
TEXT_NAME = "edition.md"
_WRITE = "synthesis.write_edition"
_REFUSAL = "seule la coordination du réseau enregistre et publie ses synthèses"
edition_ref = refs_to("synthesis", "edition")


@contextmanager
def editing(by: Person | None, slug: str, act: str, *, refusal: str = _REFUSAL) -> Iterator[tuple[Act, Edition]]:
    """Open an act of whoever coordinates the network of an edition, the edition locked until its end."""
    network = get_network(get_edition(slug).network)
    with acting(by=by, act=act, permission=_WRITE, on=network, refusal=refusal) as opened:
        yield opened, Edition.objects.select_for_update().get(slug=slug)


def load_edition(*, folder: Path, by: Person | None) -> Edition:
    """Record the living text that a folder holds under the name `edition.md`."""
    path = folder / TEXT_NAME
    return record_edition(by=by, source=path.read_text(encoding="utf-8"), file=path.name)


def record_edition(*, by: Person | None, source: str, file: str) -> Edition:
    """Record a living text as the draft of its edition; the same text again changes nothing.

    Raises ImportFileError: the text is at fault; nothing is written.
    """
    text = read_living_text(source, file=file)
    network = get_network(text.network)
    with acting(by=by, act="record_edition", permission=_WRITE, on=network, refusal=_REFUSAL) as act:
        record = Edition.objects.filter(slug=text.slug).first()
        if record is not None and record.source == source:
            return record
        edition, is_new = Edition.objects.update_or_create(
            slug=text.slug,
            defaults={
                "network": text.network,
                "title_fr": text.title.fr,
                "title_en": text.title.en,
                "language": text.language,
                "file": file,
                "source": source,
                "state": EditionState.DRAFT,
            },
        )
        summary = f"Texte de l’édition {edition.slug} {'enregistré' if is_new else 'modifié'}"
        act.record(edition_ref(edition), summary=summary, network=edition.network)
        keep_version(act, edition, description=f"Fichier {file}")
    return edition


def keep_version(act: Act, edition: Edition, *, description: str) -> bool:
    """Keep the text of an edition in its history; what one person writes in a row is one version.

    Called inside `acting`.

    Returns True for a new version, False when the last one was carried on.
    """
    now = timezone.now()
    last = edition.versions.first()
    is_same_author = last is not None and last.by_id == act.author_id
    if (
        last
        and is_same_author
        and last.what == description
        and now - last.at < _IN_A_ROW
        and edition.versions.count() > 1
    ):
        last.source, last.at = edition.source, now
        last.save(update_fields=["source", "at"])
        return False
    TextVersion.objects.create(
        edition=edition, source=edition.source, by_id=act.author_id, at=now, what=description[:200]
    )
    return True


def record_publication(
    *,
    by: Person | None,
    edition: Edition,
    on: date,
    formats: Sequence[str],
    content_hash: str,
    rows: Sequence[PublishedFigure],
    note: str = "",
) -> Publication:
    """Freeze an edition as it is printed; the same content in the same formats on the same day is one publication.

    `content_hash` is that of everything printed; `rows`, every figure printed or drawn; `note`, what changed since the
    last publication, for an erratum.

    Raises RuleError: a review of this edition is under way, and is not concluded.
    """
    network = get_network(edition.network)
    with acting(by=by, act="publish_edition", permission=_WRITE, on=network, refusal=_REFUSAL) as act:
        last = edition.publications.first()
        if last and _is_unchanged(last, content_hash, on, formats) and edition.withdrawn_on is None:
            return last
        _close_review(edition)
        publication = Publication.objects.create(
            edition=edition,
            note=note.strip()[:500],
            published_on=on,
            by=by,
            source=edition.source,
            content_hash=content_hash,
            formats=list(formats),
        )
        for row in rows:
            row.publication = publication
        PublishedFigure.objects.bulk_create(rows)
        edition.state, edition.withdrawn_on, edition.withdrawal_reason = EditionState.PUBLISHED, None, ""
        edition.save(update_fields=["state", "withdrawn_on", "withdrawal_reason"])
        act.record(
            edition_ref(edition),
            summary=f"Édition {edition.slug} publiée ({', '.join(formats)})",
            network=edition.network,
            details={"content_hash": content_hash, "published_on": on.isoformat(), "figures": len(rows)},
        )
    return publication


def _close_review(edition: Edition) -> None:
    """Close the review under way, once it is concluded."""
    review = open_review(edition)
    if review is None:
        return
    stage = view_review(review, edition, today=timezone.localdate()).stage
    if stage is not ReviewStage.READY:
        message = "la relecture n’est pas finie\u00a0: {label}"
        raise RuleError(message, label=stage.label)
    review.closed_at = timezone.now()
    review.save(update_fields=["closed_at"])


def withdraw_edition(*, by: Person | None, slug: str, reason: str) -> Edition:
    """Take what was published of an edition out of the public's sight; its text and its frozen figures are kept.

    Raises RuleError: nothing of it is published, or no reason is given.
    """
    with editing(by, slug, "withdraw_edition") as (act, edition):
        if not is_public(edition):
            message = "rien n’est publié de l’édition {slug}"
            raise RuleError(message, slug=slug)
        if not reason.strip():
            raise RuleError("une raison est à donner\u00a0: les lecteurs la liront")
        edition.withdrawn_on, edition.withdrawal_reason = timezone.localdate(), reason.strip()[:500]
        edition.save(update_fields=["withdrawn_on", "withdrawal_reason"])
        summary = f"Édition {slug} retirée : {edition.withdrawal_reason}"
        act.record(edition_ref(edition), summary=summary, network=edition.network)
    return edition


def _is_unchanged(last: Publication, content_hash: str, on: date, formats: Sequence[str]) -> bool:
    return (last.content_hash, last.published_on) == (content_hash, on) and set(formats) <= set(last.formats)


def erase_unread(subject: DataSubject) -> int:
    """Drop what somebody typed and did not record; versions, reviews and opinions stay. Counts the rows."""
    count, _by_model = UnreadSection.objects.filter(by=subject.person or 0).delete()
    return count
