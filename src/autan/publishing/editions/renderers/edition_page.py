"""What the page of an edition shows: its text as HTML, and what has changed since it was published."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from autan import __version__
from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.queries.registry import evidence_page
from autan.ground.texts.language import ENGLISH, FRENCH, current_language, in_language
from autan.ground.web.presenters import OPENED
from autan.ground.wordings import Text
from autan.publishing.edition_files.core import Change
from autan.publishing.edition_files.presenters.annex_entries import AnnexEntry, SourceLine
from autan.publishing.edition_files.presenters.edition import EditionView, present_edition
from autan.publishing.edition_files.queries.dossiers import Dossier, version_of_text
from autan.publishing.edition_files.renderers.html import HtmlWriter, contents_of
from autan.publishing.editions.models import Edition, Publication
from autan.publishing.editions.presenters.preparation import find_changes
from autan.publishing.editions.queries.editions import living_text, read_source
from autan.publishing.living_text.core.document import (
    Block,
    Heading,
    IllustrationMark,
    Paragraph,
    Quote,
    TextList,
    cited_ref,
)
from autan.publishing.living_text.core.findings import FindingKind, TextFinding, check_text, stopping
from autan.territories.networks.queries.networks import network_members

_KEPT_SECONDS = 30 * 24 * 3600  # the key changes when anything behind the page does


_WORDS_A_MINUTE, _SPOKEN_A_MINUTE = 200, 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter of the page, and the minutes that reading it takes; what comes before the first one has no anchor."""

    anchor: str
    heading: SafeString
    minutes: int
    content: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """The page of an edition.

    Attributes:
        minutes: how long reading the whole takes.
        spoken_words: how many words the page in one has, which is what it takes to say it.
        changes: figures that say something else today than in the publication.
        findings: what does not hold in the text today.
    """

    language: str
    subtitle: Text
    notice: Text
    contents: Sequence[tuple[str, str]]
    summary: SafeString
    chapters: Sequence[Chapter]
    minutes: int
    spoken_words: int
    english: SafeString
    changes: Sequence[Change]
    findings: Sequence[TextFinding]

    @property
    def spoken_minutes(self) -> int:
        """How long saying the page in one aloud takes."""
        return max(1, round(self.spoken_words / _SPOKEN_A_MINUTE))


def find_page(edition: Edition, publication: Publication | None) -> EditionPage:
    """Return the page of an edition, kept as long as nothing that it reads has changed.

    The queries are those that tell the versions of its figures, then those of the page when it has to be made.
    """
    source = _source(edition, publication)
    text = living_text(source, edition.file)
    parts = (
        __version__,
        edition.pk,
        publication.pk if publication else 0,
        source,
        current_language(),
        version_of_text(text, network_members(text.network), is_draft=publication is None),
    )
    key = "edition-chapters:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    page: EditionPage | None = cache.get(key)
    if page is None:
        page = build_page(edition, publication)
        cache.set(key, page, timeout=_KEPT_SECONDS)
    return page


def warm_page(edition: Edition, publication: Publication) -> None:
    """Make the page of a publication in each language, so that its first reader does not wait."""
    for language in (FRENCH, ENGLISH):
        with in_language(language):
            find_page(edition, publication)


def _source(edition: Edition, publication: Publication | None) -> str:
    return publication.source if publication else edition.source


def build_page(edition: Edition, publication: Publication | None) -> EditionPage:
    """Read the published text today, or the draft when nothing was published, and write it as HTML."""
    dossier = read_source(_source(edition, publication), edition.file)
    changes = find_changes(publication, dossier) if publication else ()
    with in_language(edition.language):
        view = present_edition(dossier, changes=changes)
        writer = _writer(edition.slug, view)
        summary, chapters = writer.blocks(view.text.summary), _chapters(writer, view.text.body)
    with in_language(ENGLISH):
        english_view = present_edition(dossier, changes=changes)
        # the addresses of passages are those of the text: the same figures come again in the English summary
        english = replace(_writer(edition.slug, english_view), has_links_here=False).blocks(view.text.english_summary)
    return EditionPage(
        language=edition.language,
        subtitle=view.text.subtitle,
        notice=view.text.notice,
        contents=contents_of(view),
        summary=summary,
        chapters=chapters,
        minutes=_minutes(writer, (*view.text.summary, *view.text.body)),
        spoken_words=_words(writer, view.text.summary),
        english=english,
        changes=changes,
        # readers of a publication are not told that something is kept from them
        findings=[
            item
            for item in stopping(check_text(dossier.computed))
            if publication is None or item.kind is not FindingKind.KEPT_QUOTATION
        ],
    )


def _chapters(writer: HtmlWriter, body: Sequence[Block]) -> list[Chapter]:
    """Cut a text at its headings of the first level."""
    parts: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in body:
        if isinstance(block, Heading) and block.level == 1:
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return [
        Chapter(
            anchor=heading.anchor if heading else "",
            heading=writer.inlines(heading.children) if heading else SafeString(""),
            minutes=_minutes(writer, blocks),
            content=replace(writer, opening=f"?{OPENED}={heading.anchor}" if heading else "").blocks(blocks),
        )
        for heading, blocks in parts
        if heading or blocks
    ]


def _minutes(writer: HtmlWriter, blocks: Sequence[Block]) -> int:
    return max(1, round(_words(writer, blocks) / _WORDS_A_MINUTE))


def _words(writer: HtmlWriter, blocks: Sequence[Block]) -> int:
    read = [block for block in blocks if isinstance(block, Heading | Paragraph | TextList | Quote)]
    return len(strip_tags(replace(writer, has_links_here=False).blocks(read)).split())


def write_blocks(slug: str, view: EditionView) -> SafeString:
    """Write every block of a view as HTML: the preview of a part."""
    return _writer(slug, view).blocks(view.text.summary + view.text.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class IllustrationPage:
    """The trace of a chart or map: the drawing, its values, and the evidence under them."""

    drawn: Chart | MapSpec
    entry: AnnexEntry
    sources: Sequence[SourceLine]

    @property
    def is_chart(self) -> bool:
        """True for a chart, False for a map."""
        return isinstance(self.drawn, Chart)


def build_illustration(dossier: Dossier, name: str) -> IllustrationPage | None:
    """Gather the trace of one illustration, or None when the text has none of this name."""
    view = present_edition(dossier)
    entry = next((item for item in view.annex.entries if item.key == name), None)
    spec = view.illustrations.get(name)
    if entry is None or spec is None:
        return None
    marks = {piece.source_mark for piece in entry.evidence}
    return IllustrationPage(
        drawn=spec, entry=entry, sources=[source for source in view.annex.sources if source.mark in marks]
    )


def _writer(slug: str, view: EditionView) -> HtmlWriter:
    def draw(spec: Chart | MapSpec, mark: IllustrationMark) -> SafeString:
        trace_url = reverse("synthesis:illustration", kwargs={"slug": slug, "name": mark.name})
        context = {"drawn": spec, "is_chart": isinstance(spec, Chart), "trace_url": trace_url}
        return render_to_string("synthesis/edition_drawing.html", context)

    return HtmlWriter(
        view=view,
        figure_url=lambda figure_id, _number: reverse("evidence:trace", kwargs={"figure_id": figure_id}),
        cited_url=lambda cited, _number: evidence_page(cited_ref(cited)),
        draw=draw,
        picture_url=lambda picture: reverse("synthesis:picture", kwargs={"slug": slug, "name": picture.file}),
        has_links_here=True,
    )
