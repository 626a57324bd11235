"""Writes an edition part by part: saved as one types, moved, added, removed, brought back, given pictures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from autan.ground.errors import DomainError, Fault, ImportFileError, RuleError, UnknownError, known
from autan.ground.received_files import PHOTO_ENDINGS, receive
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, record_remark
from autan.people.journal.models import Remark
from autan.publishing.edition_files.queries.dossiers import picture_path
from autan.publishing.editions.actions.editions import editing, edition_ref, keep_version
from autan.publishing.editions.core.reviews import EditionState
from autan.publishing.editions.models import Edition, TextVersion, UnreadSection
from autan.publishing.editions.queries.editions import describer
from autan.publishing.editions.queries.writing import written_section
from autan.publishing.living_text.core.claims import GivenPicture, picture_file
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.publishing.living_text.importers.section_edits import (
    FIRST_CHAPTER,
    add_entries,
    checked,
    tables_of,
    with_section,
)
from autan.publishing.living_text.importers.sections import TextSection, join_sections, split_sections, version_of

WRITES = "seule la coordination du réseau écrit ses synthèses"
_GONE = Sentence("ce chapitre n’est plus dans le texte")
_MOST_SEARCHED = 40  # versions of the history in which a part that was read is looked for


class SectionOutcome(StrEnum):
    """Outcome of a part that was sent: recorded, kept aside for its faults, or for a conflict."""

    RECORDED = "recorded"
    FAULTY = "faulty"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSection:
    """A part after it was sent: its text, the text of another that stands where they conflict, and faults by line."""

    outcome: SectionOutcome
    rank: int
    text: str
    version: str
    current: str = ""
    faults: tuple[Fault, ...] = ()


def save_section(
    *, by: Person | None, slug: str, rank: int, version: str, text: str, tried: Collection[str] = ()
) -> SavedSection:
    """Record one part of an edition, or keep it aside: what was typed is never lost.

    Figures called by their address are named in the head; names that the text no longer calls leave it.
    `rank`: place of the part when it was read; found elsewhere when it moved since. `version`: the one that was read.
    `tried`: versions that the same page sent before without an answer: one of them may be the one that stands.

    Raises UnknownError: the part was removed since.
    """
    text = text.replace("\r\n", "\n").strip()
    with editing(by, slug, "save_section", refusal=WRITES) as (act, edition):
        sections, own = split_sections(edition.source), {version, version_of(text), *tried}
        place = _place(sections, rank, version)
        if place >= len(sections) or sections[place].version not in own:
            place = _rewritten_place(edition, sections, rank, version)
        section = sections[place]
        if section.version not in own:
            _keep_aside(edition, section, by, text)
            return SavedSection(
                outcome=SectionOutcome.CONFLICT, rank=place, text=text, version=section.version, current=section.text
            )
        try:
            source = with_section(sections, place, text, file=edition.file, describe=describer(edition.network))
            _require_same(source, edition)
        except ImportFileError as error:
            _keep_aside(edition, section, by, text)
            faults = tuple(error.faults)
            return SavedSection(
                outcome=SectionOutcome.FAULTY, rank=place, text=text, version=section.version, faults=faults
            )
        UnreadSection.objects.filter(edition=edition, section=section.key, by=by).delete()
        record_text(act, edition, source, description=section.title.fr)
        written = split_sections(source)[place]
    return SavedSection(outcome=SectionOutcome.RECORDED, rank=place, text=written.text, version=written.version)


def discard_unsaved_section(*, by: Person | None, slug: str, rank: int) -> None:
    """Forget what this person typed in a part and that was kept aside; the recorded text stands."""
    with editing(by, slug, "discard_unsaved_section", refusal=WRITES) as (_act, edition):
        sections = split_sections(edition.source)
        if rank < len(sections):
            UnreadSection.objects.filter(edition=edition, section=sections[rank].key, by=by).delete()


def add_chapter(*, by: Person | None, slug: str, title: str) -> int:
    """Add an empty chapter at the end; answers its place.

    Raises RuleError: it has no title, or one of several lines.
    """
    words = title.strip()
    if not words or "\n" in words:
        raise RuleError("un titre d’une ligne est attendu")
    with editing(by, slug, "add_chapter", refusal=WRITES) as (act, edition):
        texts = [section.text for section in split_sections(edition.source)]
        source = checked(join_sections([*texts, f"# {words}"]), file=edition.file)
        record_text(act, edition, source, description=f"Chapitre ajouté : {words}")
        return len(texts)


def move_chapter(*, by: Person | None, slug: str, rank: int, steps: int) -> None:
    """Move a chapter up (negative) or down; at an end, nothing changes.

    Raises RuleError: the head and the summary do not move.
    """
    _rearrange(by, slug, rank, "Chapitre déplacé", to=max(FIRST_CHAPTER, rank + steps))


def remove_chapter(*, by: Person | None, slug: str, rank: int) -> None:
    """Remove a chapter; the history keeps it.

    Raises RuleError: the head and the summary stay.
    """
    _rearrange(by, slug, rank, "Chapitre retiré")


def restore_version(*, by: Person | None, slug: str, version: int) -> None:
    """Bring the text of an edition back to a version of its history; that of today stays in the history."""
    with editing(by, slug, "restore_version", refusal=WRITES) as (act, edition):
        record = TextVersion.objects.filter(edition=edition, pk=version).first()
        if record is None:
            raise UnknownError("cette version n’est pas dans l’histoire du texte")
        record_text(act, edition, record.source, description=f"Retour à la version du {record.at:%Y-%m-%d %H:%M}")


def remark_on_section(*, by: Person, slug: str, rank: int, text: str) -> Remark:
    """Keep what an author says about a part of an edition, for the others.

    Raises DomainError: there is no text, or too much of it.
    """
    with editing(by, slug, "remark_on_edition", refusal=WRITES) as (act, edition):
        place = written_section(edition, by, rank).place
        return record_remark(act, edition_ref(edition), text=text, place=place, network=edition.network)


def _place(sections: Sequence[TextSection], rank: int, version: str) -> int:
    """Return the present rank of a part that was read, or of the part that has the same text."""
    if rank < len(sections) and sections[rank].version == version:
        return rank
    return next((place for place, section in enumerate(sections) if section.version == version), rank)


def _rewritten_place(edition: Edition, sections: Sequence[TextSection], rank: int, version: str) -> int:
    """Return the present rank of a part whose wording another changed, as the history tells it.

    Raises UnknownError: it was removed, and another part stands at its rank.
    """
    keys = [section.key for section in sections]
    for older in edition.versions.all()[:_MOST_SEARCHED]:
        before = split_sections(older.source)
        read = next((section for section in before if section.version == version), None)
        if read and read.key in keys:
            return keys.index(read.key)
        if read:
            is_gone = rank >= len(keys) or keys[rank] in {section.key for section in before}
            return known(None if is_gone else rank, _GONE)
    return known(rank if rank < len(keys) else None, _GONE)


def record_text(act: Act, edition: Edition, source: str, *, description: str) -> None:
    """Write the text, its titles, and a version of its history; one line of the journal for each version."""
    if source == edition.source:
        return
    if not edition.versions.exists():
        keep_version(act, edition, description="Texte d’avant")
    text = read_living_text(source, file=edition.file)
    edition.source, edition.state = source, EditionState.DRAFT
    edition.title_fr, edition.title_en = text.title.fr, text.title.en
    edition.save(update_fields=["source", "state", "title_fr", "title_en", "recorded_at"])
    if keep_version(act, edition, description=description):
        summary = f"Texte de l’édition {edition.slug} modifié : {description}"
        act.record(edition_ref(edition), summary=summary, network=edition.network)


def _require_same(source: str, edition: Edition) -> None:
    text = read_living_text(source, file=edition.file)
    if (text.slug, text.network) != (edition.slug, edition.network):
        expected = Sentence("l’édition {slug} du réseau {network}", slug=edition.slug, network=edition.network)
        raise ImportFileError(edition.file, [Fault(expected=expected)])


def _keep_aside(edition: Edition, section: TextSection, by: Person | None, text: str) -> None:
    UnreadSection.objects.update_or_create(edition=edition, section=section.key, by=by, defaults={"text": text})


def _rearrange(by: Person | None, slug: str, rank: int, description: str, *, to: int | None = None) -> None:
    """Take a chapter out of the text, and put it back at another place if there is one."""
    with editing(by, slug, "arrange_chapters", refusal=WRITES) as (act, edition):
        sections = list(split_sections(edition.source))
        if not FIRST_CHAPTER <= rank < len(sections):
            raise RuleError("seul un chapitre se déplace ou se retire")
        chapter = sections.pop(rank)
        if to is not None:
            sections.insert(to, chapter)
        source = checked(join_sections([section.text for section in sections]), file=edition.file)
        record_text(act, edition, source, description=f"{description} : {chapter.title.fr}")


def add_picture(*, by: Person | None, slug: str, rank: int, picture: GivenPicture) -> str:
    """Keep a picture and call it at the end of a part; answers its name in the text.

    Raises:
        RuleError: the part is not there, or the picture has no alternative text or no rights.
        DomainError: the file is no picture that can be read, or is too heavy.
    """
    with editing(by, slug, "add_picture", refusal=WRITES) as (act, edition):
        data = _redrawn(picture)
        file = picture_file(data)
        texts = [section.text for section in split_sections(edition.source)]
        if not 0 < rank < len(texts):
            raise RuleError("ce chapitre n’est plus dans le texte")
        name = f"image_{len(tables_of(texts[0])['pictures']) + 1}_{file[:6]}"
        fields = {"alternative": picture.alternative, "credit": picture.credit, "caption": picture.caption}
        entry = {"file": file} | {key: _both(words) for key, words in fields.items() if words.strip()}
        texts[0] = add_entries(texts[0], "pictures", {name: entry})
        texts[rank] = f"{texts[rank]}\n\n{{{{picture: {name}}}}}"
        source = checked(join_sections(texts), file=edition.file)
        path = picture_path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        record_text(act, edition, source, description="Image ajoutée")
        act.record(edition_ref(edition), summary=f"Image ajoutée : {picture.credit}", network=edition.network)
    return name


def _redrawn(picture: GivenPicture) -> bytes:
    if not picture.alternative.strip() or not picture.credit.strip():
        raise RuleError("une image vient avec ce qu’elle montre, et avec son auteur et ses droits")
    received = receive(picture.name, picture.data)
    if not received.is_photo:
        message = "une image est attendue\u00a0: {items}"
        raise DomainError(message, items=", ".join(sorted(PHOTO_ENDINGS)))
    return received.data


def _both(words: str) -> dict[str, str]:
    """The words of an author in both languages, as a text of the head is."""
    line = " ".join(words.split())
    return {"fr": line, "en": line}
