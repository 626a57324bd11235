"""An edition as a document of a word processor, the same bytes when made twice: cover, contents, text, annex."""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from autan.ground.documents.renderers.office import DocumentMetadata, Element, OfficeDocument
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import ENGLISH, colon, in_language, semicolon, spelling, typeset, words
from autan.ground.wordings import Text
from autan.publishing.edition_files.core import DocumentManifest
from autan.publishing.edition_files.presenters.annex_entries import AnnexEntry, EvidenceLine
from autan.publishing.edition_files.presenters.edition import Colophon, EditionView, data_span
from autan.publishing.edition_files.renderers.edition_data import PRINTED_WORDS
from autan.publishing.edition_files.renderers.office.drawings import data_blocks
from autan.publishing.edition_files.renderers.office.state import DocumentState, write_manifest
from autan.publishing.edition_files.renderers.office.writing import DocumentWriter

_PIECE_SIZE = 16  # half-points


def render_document(document: OfficeDocument, view: EditionView, english: EditionView, colophon: Colophon) -> bytes:
    """Write an edition into a document.

    `english` is the same edition with its figures in English, for the English summary.
    """
    state = DocumentState(document=document)
    with in_language(view.language):
        writer = DocumentWriter(view=view, state=state)
        # A document of a few pages, without annex, begins under its title.
        heading, begins_page = _printed_words("summary"), view.text.has_annex
        first = state.title(1, [document.run(heading)], heading, begins_page=begins_page)
        text = [first, *writer.blocks(view.text.summary), *writer.blocks(view.text.body)]
    if view.text.english_summary:
        with in_language(ENGLISH):
            in_english = DocumentWriter(view=english, state=state, spelling=spelling(ENGLISH))
            text.append(state.title(1, [in_english.words("In English")], "In English"))
            text += in_english.blocks(view.text.english_summary)
    with in_language(view.language):
        annex = list(_annex(writer)) if view.text.has_annex else []
        cover = list(_cover(view, colophon, document))
        listed = state.contents(_printed_words("contents")) if view.text.has_contents else []
        if not document.is_own:
            invented = f"{_printed_words('invented')} " if colophon.is_invented else ""
            document.set_margins(f"{_text(view.text.title)} · {colophon.network_name}", invented)
    manifest = DocumentManifest(
        edition=view.text.slug, content_hash=colophon.content_hash, marks=tuple(state.marks), titles=state.titles
    )
    document.keep_beside(write_manifest(manifest))
    return document.save([*cover, *listed, *text, *annex], _metadata(view, colophon))


def _metadata(view: EditionView, colophon: Colophon) -> DocumentMetadata:
    with in_language(view.language):
        title = _text(view.text.title)
    return DocumentMetadata(
        title=title,
        subject=colophon.network_name,
        language=spelling(view.language),
        identifier=colophon.short_hash,
        moment=datetime.combine(colophon.published_on, time(12), tzinfo=UTC),
    )


def _printed_words(key: str) -> str:
    return typeset(words(PRINTED_WORDS[key]))


def _text(text: Text) -> str:
    return typeset(words(text))


def _cover(view: EditionView, colophon: Colophon, document: OfficeDocument) -> Iterable[Element]:
    label = _text(view.text.label) or f"{_printed_words('edition')} {view.text.slug}"
    parts = [
        f"{_printed_words('edition_of')} {colophon.day}",
        data_span(view, colophon.published_on),
        f"{_printed_words('fingerprint')} {colophon.short_hash}",
    ]
    lines = (
        ("notice", _printed_words("invented") if colophon.is_invented else ""),
        ("body", f"{colophon.network_name} · {label}"),
        ("title", _text(view.text.title)),
        ("subtitle", _text(view.text.subtitle)),
        ("body", _text(view.text.notice)),
        ("source", " · ".join(part for part in parts if part)),
        ("notice", f"{_printed_words('version')}{NO_BREAK_SPACE}: {colophon.note}" if colophon.note else ""),
    )
    return [document.paragraph(role, [document.run(line)]) for role, line in lines if line]


def _annex(writer: DocumentWriter) -> Iterable[Element]:
    """The annex, in the order of the notes; what the text does not print comes last."""
    numbers, annex = writer.state.note_of, writer.view.annex
    document = writer.document
    yield writer.state.title(1, [document.run(_printed_words("annex"))], _printed_words("annex"), begins_page=True)
    yield document.paragraph("body", [document.run(_printed_words("annex_lead_notes"))])
    known = sorted((entry for entry in annex.entries if entry.number in numbers), key=lambda e: numbers[e.number])
    unprinted = [entry for entry in annex.entries if entry.number not in numbers]
    for rank, entry in enumerate([*known, *unprinted], start=1):
        yield from _entry(writer, entry, rank)
    if annex.sources:
        yield writer.state.title(2, [document.run(_printed_words("sources"))], _printed_words("sources"))
    for source in annex.sources:
        address = f" {source.url}" if source.url else ""
        runs = [document.run(f"{source.mark}. ", bold=True), document.run(f"{source.words}{address}")]
        yield document.paragraph("cell", runs)


def _entry(writer: DocumentWriter, entry: AnnexEntry, number: int) -> Iterable[Element]:
    """One entry; what is nothing but a title and one piece takes one paragraph, a drawing a table of its figures."""
    document = writer.document
    title = entry.title.rstrip(".")
    head = [document.run(f"{number}. {title}", bold=True)]
    if entry.printed:
        head.append(document.run(f"{colon()} {entry.printed}"))
    is_short = not entry.lines and not entry.rows and len(entry.evidence) == 1
    if is_short:
        head.append(document.run(f" · {_piece(entry.evidence[0])}", half_points=_PIECE_SIZE))
    yield document.paragraph("cell", head)
    if entry.lines:
        yield document.paragraph(
            "source", [document.run(" · ".join(f"{term}{colon()} {value}" for term, value in entry.lines))]
        )
    spec = writer.view.illustrations.get(entry.key)
    if spec is not None:
        yield from data_blocks(writer.state, entry.key, spec, [row.remark for row in entry.rows])
    elif entry.rows:
        rows = (f"{row.label}{colon()} {row.words}{f' ({row.remark})' if row.remark else ''}" for row in entry.rows)
        yield document.paragraph(
            "source", [document.run(f"{_printed_words('values')}{colon()} {f'{semicolon()} '.join(rows)}")]
        )
    for piece in () if is_short else entry.evidence:
        yield document.paragraph("source", [document.run(f"– {_piece(piece)}")])


def _piece(piece: EvidenceLine) -> str:
    parts = [
        piece.title,
        piece.statement,
        f"{_printed_words('source')} {piece.source_mark}" if piece.source_mark else "",
    ]
    text = " · ".join(dict.fromkeys(part for part in parts if part))
    where = f", {piece.locator}" if piece.locator else ""
    return f"{text}{where}" + (f" ({piece.count} {_printed_words('pieces')})" if piece.count > 1 else "")
