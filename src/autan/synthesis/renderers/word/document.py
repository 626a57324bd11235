"""An edition as a Word document, the same bytes when made twice: cover, contents, text, annex of traces."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime, time

from docx.oxml.ns import qn

from autan.documents.renderers.word_elements import Element, field, paragraph, run
from autan.documents.renderers.word_template import WordTemplate, open_template
from autan.evidence.core.texts import Text
from autan.evidence.language import ENGLISH, FRENCH, in_language, typeset, words
from autan.synthesis.core.document_marks import DocumentManifest
from autan.synthesis.presenters.annex_entries import AnnexEntry, EvidenceLine
from autan.synthesis.presenters.colophon import Colophon
from autan.synthesis.presenters.edition import EditionView, data_span
from autan.synthesis.renderers.edition_data import PRINTED_WORDS
from autan.synthesis.renderers.stable_zip import stable_zip
from autan.synthesis.renderers.word.manifest import write_manifest
from autan.synthesis.renderers.word.notes import Notes
from autan.synthesis.renderers.word.numbering import Numbering
from autan.synthesis.renderers.word.writing import WordState, WordWriter, contents

_SPELLING = {FRENCH: "fr-FR", ENGLISH: "en-GB"}
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def render_docx(view: EditionView, english: EditionView, colophon: Colophon, *, template: bytes | None = None) -> bytes:
    """Write an edition as a Word document.

    Args:
        view: the edition in the language of its text.
        english: the same edition with its figures in English, for the English summary.
        colophon: date, hash and names.
        template: a Word document whose styles, headers and page are used; None for the look of the house.

    Raises:
        ImportFileError: the template cannot be one.
    """
    opened = open_template(template)
    styles = opened.styles
    notes = Notes(opened.document, text_style=styles["note"], mark_style=styles["note_mark"])
    state = WordState(template=opened, notes=notes, numbering=Numbering(opened.document))
    with in_language(view.language):
        writer = WordWriter(view=view, state=state)
        first = writer.title(1, [run(_say("summary"))], _say("summary"), begins_page=True)
        text = [first, *writer.blocks(view.text.summary)]
        text += writer.blocks(view.text.body)
    if view.text.english_summary:
        with in_language(ENGLISH):
            writer_in_english = WordWriter(view=english, state=state, spelling=_SPELLING[ENGLISH])
            text.append(writer_in_english.title(1, [run("In English", language=_SPELLING[ENGLISH])], "In English"))
            text += writer_in_english.blocks(view.text.english_summary)
    with in_language(view.language):
        annex = list(_annex(writer)) if view.text.has_annex else []
        cover = list(_cover(view, colophon, opened))
        listed = list(contents(state)) if view.text.has_contents else []
        opened.add([*cover, *listed, *text, *annex])
        _fill_margins(opened, view, colophon)
    notes.write()
    manifest = DocumentManifest(
        edition=view.text.slug, content_hash=colophon.content_hash, marks=tuple(state.marks), titles=state.titles
    )
    write_manifest(opened.document, manifest)
    _describe(opened, view, colophon)
    buffer = io.BytesIO()
    opened.document.save(buffer)
    return stable_zip(buffer.getvalue(), first=_FIRST)


def _say(key: str) -> str:
    return typeset(words(PRINTED_WORDS[key]))


def _text(text: Text) -> str:
    return typeset(words(text))


def _cover(view: EditionView, colophon: Colophon, template: WordTemplate) -> Iterable[Element]:
    styles = template.styles
    if colophon.is_invented:
        yield paragraph(styles["notice"], [run(_say("invented"))])
    label = _text(view.text.label) or f"{_say('edition')} {view.text.slug}"
    yield paragraph(styles["body"], [run(f"{colophon.network_name} · {label}")])
    yield paragraph(styles["title"], [run(_text(view.text.title))])
    if _text(view.text.subtitle):
        yield paragraph(styles["subtitle"], [run(_text(view.text.subtitle))])
    if _text(view.text.notice):
        yield paragraph(styles["body"], [run(_text(view.text.notice))])
    made = f"{_say('edition_of')} {colophon.day}"
    parts = [made, data_span(view, colophon.published_on), f"{_say('fingerprint')} {colophon.short_hash}"]
    yield paragraph(styles["source"], [run(" · ".join(part for part in parts if part))])


def _annex(writer: WordWriter) -> Iterable[Element]:
    """The annex, in the order of the notes; what the text does not print comes last."""
    numbers, annex = writer.state.note_of, writer.view.annex
    styles = writer.styles
    yield writer.title(1, [run(_say("annex"))], _say("annex"), begins_page=True)
    yield paragraph(styles["body"], [run(_say("annex_lead_notes"))])
    known = sorted((entry for entry in annex.entries if entry.number in numbers), key=lambda e: numbers[e.number])
    unprinted = [entry for entry in annex.entries if entry.number not in numbers]
    for rank, entry in enumerate([*known, *unprinted], start=1):
        yield from _entry(entry, rank, styles)
    yield writer.title(2, [run(_say("sources"))], _say("sources"))
    for source in annex.sources:
        address = f" {source.url}" if source.url else ""
        yield paragraph(styles["cell"], [run(f"{source.mark}. ", bold=True), run(f"{source.words}{address}")])


def _entry(entry: AnnexEntry, number: int, styles: dict[str, str]) -> Iterable[Element]:
    head = [run(f"{number}. {entry.title}", bold=True)]
    yield paragraph(styles["cell"], [*head, run(f" : {entry.printed}")] if entry.printed else head)
    if entry.lines:
        yield paragraph(styles["source"], [run(" · ".join(f"{term} : {said}" for term, said in entry.lines))])
    if entry.rows:
        rows = (f"{row.label} : {row.words}{f' ({row.remark})' if row.remark else ''}" for row in entry.rows)
        yield paragraph(styles["source"], [run(f"{_say('values')} : {' ; '.join(rows)}")])
    for piece in entry.evidence:
        yield paragraph(styles["source"], [run(f"– {_piece(piece)}")])


def _piece(piece: EvidenceLine) -> str:
    parts = [piece.title, piece.statement, f"{_say('source')} {piece.source_mark}" if piece.source_mark else ""]
    said = " · ".join(dict.fromkeys(part for part in parts if part))
    where = f", {piece.locator}" if piece.locator else ""
    return f"{said}{where}" + (f" ({piece.count} {_say('pieces')})" if piece.count > 1 else "")


def _fill_margins(template: WordTemplate, view: EditionView, colophon: Colophon) -> None:
    """Header and footer of the house; those of an agency are left as they are."""
    if template.is_own:
        return
    section = template.document.sections[-1]
    for holder, content in (
        (section.header, [run(f"{_text(view.text.title)} · {colophon.network_name}")]),
        (section.footer, [run(f"{_say('invented')} " if colophon.is_invented else ""), *field("PAGE", [run("1")])]),
    ):
        holder.is_linked_to_previous = False
        element = holder._element  # noqa: SLF001 - python-docx gives no other way to a paragraph of a given style
        for old in list(element):
            element.remove(old)
        element.append(paragraph(template.styles["source"], content))


def _describe(template: WordTemplate, view: EditionView, colophon: Colophon) -> None:
    """Title, language and dates of the document."""
    about = template.document.core_properties
    moment = datetime.combine(colophon.published_on, time(12), tzinfo=UTC)
    about.title, about.subject = _text(view.text.title), colophon.network_name
    about.author = about.last_modified_by = "Autan"
    about.comments = about.keywords = ""
    about.language = _SPELLING[view.language]
    about.identifier = colophon.short_hash
    about.created = about.modified = moment
    about.revision = 1
    about.last_printed = moment
    _set_spelling(template, _SPELLING[view.language])


def _set_spelling(template: WordTemplate, language: str) -> None:
    """Say the language of the document, which spell checkers and screen readers follow."""
    for each in template.document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), language)
