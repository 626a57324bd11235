"""What the page of an edition shows: its text as HTML, and what has changed since it was published."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from autan.evidence.core.charts import Chart, MapSpec
from autan.evidence.core.texts import Text
from autan.journal.queries import latest_entries
from autan.synthesis.core.document import IllustrationMark
from autan.synthesis.core.editions import Change
from autan.synthesis.core.findings import Finding, check_reading
from autan.synthesis.dossiers import Dossier
from autan.synthesis.models import Edition, Publication
from autan.synthesis.presenters.annex_entries import AnnexEntry, SourceLine
from autan.synthesis.presenters.changes import find_changes
from autan.synthesis.presenters.edition import EditionView, present_edition
from autan.synthesis.queries import read_source
from autan.synthesis.renderers.html import HtmlWriter, contents_of

_KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """Every mark leads to a page of the site."""

    slug: str

    def figure(self, figure_id: str, number: int) -> str:  # noqa: ARG002 - the page is found by the figure
        """Page of the trace of a figure."""
        return reverse("evidence:trace", kwargs={"figure_id": figure_id})

    def fact(self, fact_id: str, number: int) -> str:  # noqa: ARG002 - the page is found by the fact
        """Page of a fact."""
        return reverse("evidence:fact", kwargs={"fact_id": fact_id})

    def illustration(self, name: str, number: int) -> str:  # noqa: ARG002 - the page is found by the name
        """Page of the trace of a chart or map."""
        return reverse("synthesis:illustration", kwargs={"slug": self.slug, "name": name})


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """The page of an edition.

    Attributes:
        language: language of the text.
        subtitle: line under the title.
        notice: who wrote the text and what it is not.
        contents: anchor and title of each chapter.
        summary: the summary, as HTML.
        body: the chapters, as HTML.
        english: the English summary, as HTML.
        changes: figures that say something else today than in the publication.
        findings: what does not hold in the text today.
    """

    language: str
    subtitle: Text
    notice: Text
    contents: Sequence[tuple[str, str]]
    summary: SafeString
    body: SafeString
    english: SafeString
    changes: Sequence[Change]
    findings: Sequence[Finding]


def find_page(edition: Edition, publication: Publication | None) -> EditionPage:
    """Return the page of an edition, kept until something is written anywhere: every write is in the journal."""
    last = next(iter(latest_entries(1)), None)
    parts = (edition.pk, publication.pk if publication else 0, get_language(), last.pk if last else 0)
    key = "edition:" + ":".join(str(part) for part in parts)
    page: EditionPage | None = cache.get(key)
    if page is None:
        page = build_page(edition, publication)
        cache.set(key, page, timeout=_KEPT_SECONDS)
    return page


def build_page(edition: Edition, publication: Publication | None) -> EditionPage:
    """Read the published text today, or the draft when nothing was published, and write it as HTML."""
    source = publication.source if publication else edition.source
    dossier = read_source(source, edition.file)
    changes = find_changes(publication, dossier) if publication else ()
    with translation.override(edition.language):
        view = present_edition(dossier, language=edition.language, changes=changes)
        writer = _writer(edition.slug, view)
        summary, body = writer.blocks(view.text.summary), writer.blocks(view.text.body)
    with translation.override("en"):
        english_view = present_edition(dossier, language="en", changes=changes)
        english = _writer(edition.slug, english_view).blocks(view.text.english_summary)
    return EditionPage(
        language=edition.language,
        subtitle=view.text.subtitle,
        notice=view.text.notice,
        contents=contents_of(view),
        summary=summary,
        body=body,
        english=english,
        changes=changes,
        findings=check_reading(dossier.reading),
    )


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


def build_illustration(dossier: Dossier, name: str, language: str) -> IllustrationPage | None:
    """Gather the trace of one illustration, or None when the text has none of this name."""
    view = present_edition(dossier, language=language)
    entry = next((item for item in view.annex.entries if item.key == name), None)
    drawn = view.illustrations.get(name)
    if entry is None or drawn is None:
        return None
    marks = {piece.source_mark for piece in entry.evidence}
    return IllustrationPage(
        drawn=drawn, entry=entry, sources=[source for source in view.annex.sources if source.mark in marks]
    )


def _writer(slug: str, view: EditionView) -> HtmlWriter:
    links = SiteLinks(slug)

    def draw(drawn: Chart | MapSpec, mark: IllustrationMark) -> SafeString:
        is_chart = isinstance(drawn, Chart)
        context = {
            "drawn": drawn,
            "is_chart": is_chart,
            "trace_url": links.illustration(mark.name, view.numbers[mark.name]),
        }
        return render_to_string("synthesis/edition_drawing.html", context)

    return HtmlWriter(view=view, links=links, draw=draw)
