"""Publishes an edition: reads, checks, prints, freezes, then writes all of it, or nothing."""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from django.db import transaction
from django.utils import timezone

from autan.evidence.figures.presenters.trace_record import trace_record
from autan.ground.documents.renderers.kinds import new_document
from autan.ground.errors import RuleError, UnknownError
from autan.ground.texts.language import ENGLISH, in_language
from autan.people.accounts.models import Person
from autan.publishing.edition_files.core import FORMATS, OFFICE_FORMATS, edition_hash
from autan.publishing.edition_files.presenters.edition import (
    Colophon,
    EditionView,
    PrintedRow,
    present_edition,
    printed_rows,
)
from autan.publishing.edition_files.queries.dossiers import Dossier, edition_folder, file_name, published_file
from autan.publishing.edition_files.renderers.figure_table import render_figures
from autan.publishing.edition_files.renderers.office.document import render_document
from autan.publishing.edition_files.renderers.pdf import render_pdf, render_standalone
from autan.publishing.edition_files.renderers.slides import render_pptx
from autan.publishing.editions.actions.editions import record_publication
from autan.publishing.editions.models import Edition, Publication, PublishedFigure
from autan.publishing.editions.queries.editions import get_edition, latest_publication, read_edition
from autan.publishing.editions.renderers.edition_page import warm_page
from autan.publishing.living_text.core.findings import TextFinding, check_text, stopping
from autan.territories.charts.renderers.map_contours import cover_map
from autan.territories.networks.queries.networks import document_template, get_network, network_members

Progress = Callable[[str], None]


class PublicationRefusedError(RuleError):
    """An edition says something that its evidence does not say."""

    def __init__(self, slug: str, findings: Sequence[TextFinding]) -> None:
        self.slug = slug
        self.findings = tuple(findings)
        lines = [f"  - {item.kind.label.fr} : {item.subject} ({item.detail.fr})" for item in self.findings]
        message = f"l’édition {slug} ne peut pas être publiée, {len(lines)} constat(s) :"
        super().__init__("\n".join([message, *lines]))


class UnknownFormatError(UnknownError):
    """A format that is not made was asked for."""

    exit_code = 2

    def __init__(self, formats: Sequence[str]) -> None:
        self.wanted = tuple(formats)
        super().__init__(
            "format inconnu\u00a0: {wanted}\u202f; formats possibles\u00a0: {formats}",
            wanted=", ".join(formats),
            formats=", ".join(FORMATS),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An edition that may be published, in both languages, with the rows to freeze and the hash of them all."""

    dossier: Dossier
    view: EditionView
    english: EditionView
    rows: tuple[PrintedRow, ...]
    content_hash: str

    def without_annex(self) -> Self:
        """Return the edition printed without the annex of traces, which stays on the site."""
        return replace(self, view=replace(self.view, text=replace(self.view.text, has_annex=False)))


def publish_edition(
    *,
    by: Person | None,
    slug: str,
    out: Path | None = None,
    formats: Sequence[str] = FORMATS,
    on: date | None = None,
    has_annex: bool = True,
    note: str = "",
    say: Progress = lambda words: None,  # noqa: ARG005 - nobody listens by default
) -> Publication:
    """Publish an edition: freeze every figure, write the files, note it in the journal.

    A copy of the files goes to `out` too. `has_annex`: False to print without the annex of traces, whatever the head of
    the text says. `on`: day of publication; by default that of the last one when nothing has changed since, else today.
    `note`: what changed since, for an erratum.

    Raises:
        UnknownFormatError: a format is not made.
        PublicationRefusedError: a claim is stale, a figure has no evidence, a citation is dead, a number has no source;
            no file is written and nothing is frozen.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UnknownFormatError(unknown or [""])
    edition = get_edition(slug)
    say("Relevé des chiffres et de leurs preuves")
    proof = make_proof(edition)
    last = latest_publication(edition)
    same = last if last and last.content_hash == proof.content_hash else None
    day = on or (same.published_on if same else timezone.localdate())
    note = note.strip() or (same.note if same else "")
    files = render_files(edition, proof if has_annex else proof.without_annex(), formats, day, say, note=note)
    folders = [edition_folder(slug), *([out] if out else [])]
    with transaction.atomic():
        publication = record_publication(
            by=by,
            edition=edition,
            on=day,
            formats=formats,
            content_hash=proof.content_hash,
            rows=[
                PublishedFigure(
                    number=row.number,
                    name=row.name,
                    figure_id=row.figure.id,
                    printed=row.words,
                    content_hash=row.figure.content_hash,
                    trace=trace_record(row.figure, proof.dossier.cards_of([row.figure])),
                )
                for row in proof.rows
            ],
            note=note,
        )
        for folder in folders:
            write_files(folder, files)
    if same is None:
        _forget_files_of_before(slug, formats)
    say("Mise en mémoire de la page")
    warm_page(edition, publication)
    return publication


def _forget_files_of_before(slug: str, formats: Sequence[str]) -> None:
    """Remove the files that this publication was not made in: they hold the text of another."""
    for name in FORMATS:
        if name not in formats and (path := published_file(slug, name)):
            path.unlink(missing_ok=True)


def make_proof(edition: Edition) -> Proof:
    """Read an edition and check it.

    Raises PublicationRefusedError: something in it does not hold.
    """
    dossier = read_edition(edition, has_cards=True)
    if findings := stopping(check_text(dossier.computed)):
        raise PublicationRefusedError(edition.slug, findings)
    return _proof(edition, dossier)


def _proof(edition: Edition, dossier: Dossier) -> Proof:
    with in_language(edition.language):
        view = present_edition(dossier)
        rows = printed_rows(view)
    with in_language(ENGLISH):
        english = present_edition(dossier)
    return Proof(
        dossier=dossier,
        view=view,
        english=english,
        rows=rows,
        content_hash=edition_hash(edition.source, (row.figure.content_hash for row in rows)),
    )


def render_files(
    edition: Edition, proof: Proof, formats: Sequence[str], day: date, say: Progress, *, note: str = ""
) -> Mapping[str, bytes]:
    """Make each file in memory: name of the file and content; `note` is what this version changes."""
    colophon = replace(_colophon(edition, day, proof.content_hash), note=note)
    files = {}
    if "html" in formats:
        say("Page HTML autonome")
        files[file_name(edition.slug, "html")] = render_standalone(proof.view, proof.english, colophon).encode()
    for kind in (kind for kind in OFFICE_FORMATS if kind in formats):
        say(f"Document {kind.upper()}")
        files[file_name(edition.slug, kind)] = _document(edition, kind, proof, colophon)
    if "pptx" in formats:
        say("Diapositives")
        files[file_name(edition.slug, "pptx")] = render_pptx(
            proof.view, colophon, document_template(edition.network, "pptx")
        )
    if "csv" in formats:
        files[file_name(edition.slug, "csv")] = render_figures(proof.view)
    if "pdf" in formats:
        say("PDF accessible et archivable")
        files[file_name(edition.slug, "pdf")] = render_pdf(proof.view, proof.english, colophon)
    return files


def render_draft(edition: Edition, kind: str, day: date) -> bytes:
    """Make the document of a word processor (`docx` or `odt`) of the recorded text, nothing frozen."""
    proof = _proof(edition, read_edition(edition, has_cards=True))
    return _document(edition, kind, proof, _colophon(edition, day, proof.content_hash))


def _document(edition: Edition, kind: str, proof: Proof, colophon: Colophon) -> bytes:
    document = new_document(kind, document_template(edition.network, kind))
    return render_document(document, proof.view, proof.english, colophon)


def _colophon(edition: Edition, day: date, content_hash: str) -> Colophon:
    network = get_network(edition.network)
    return Colophon(
        published_on=day,
        content_hash=content_hash,
        network_name=network.name.in_language(edition.language),
        is_invented=network.is_invented,
        cover_map=cover_map([member.siren for member in network_members(edition.network)]),
    )


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file under another name first, then put each in its place: a reader never sees half a file."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".publication-", dir=folder))
    try:
        for name, content in files.items():
            (waiting / name).write_bytes(content)
        for name in files:
            (waiting / name).replace(folder / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
        with suppress(OSError):  # an empty folder left by a failure is nobody's
            folder.rmdir()
