"""A figure in words for the page of another site, as it is today or as an edition printed it; and as an object."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.presenters.figures import figure_sentence, present_figure
from autan.evidence.figures.presenters.trace_record import figure_values, trace_record
from autan.evidence.figures.queries.registry import is_invented_place, name_place
from autan.evidence.figures.queries.traces import Trace
from autan.ground.extension_points import EmbedCode
from autan.ground.texts.language import day, words
from autan.publishing.editions.models import Publication, PublishedFigure
from autan.territories.networks.queries.networks import is_invented_network


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFigure:
    """The words of a figure; `details` are its coverage, state and note, and the day of the print."""

    name: str
    number: str
    label: str
    details: tuple[str, ...]
    url: str
    is_invented: bool

    @property
    def details_line(self) -> str:
        """Unit, period, coverage and source of the figure, in one line."""
        marks = (_("Inventé, pour essayer"),) if self.is_invented else ()
        return " · ".join((*marks, *self.details))


def present_latest(figure: Figure) -> EmbeddedFigure:
    """Give the words of a figure as it is today."""
    view = present_figure(figure)
    return EmbeddedFigure(
        name=figure.id,
        number=f"{view.number} {view.unit}".strip(),
        label=", ".join(part for part in (_places(figure.territories), view.label, view.period) if part),
        details=tuple(part for part in (view.coverage, view.state, view.caution, view.note) if part),
        url=view.trace_url,
        is_invented=any(is_invented_place(code) for code in figure.territories),
    )


def _places(codes: Sequence[str]) -> str:
    """Name of the territory that a figure is about, or how many it is about."""
    if len(codes) == 1:
        return name_place(codes[0])
    return _("%(count)d collectivités") % {"count": len(codes)} if codes else ""


def present_printed(publication: Publication, printed: PublishedFigure) -> EmbeddedFigure:
    """Give the words of a figure as an edition printed it."""
    trace, edition = printed.trace, publication.edition
    state = ValueState(trace["state"])
    part = _("%(known)d sur %(total)d") % {"known": trace["known"], "total": trace["total"]}
    printed_on = _("imprimé dans « %(title)s », le %(day)s") % {
        "title": words(edition.title),
        "day": day(publication.published_on),
    }
    return EmbeddedFigure(
        name=printed.figure_id,
        number=printed.printed,
        label=", ".join(part for part in (_places(trace["territories"]), trace["label"], trace["period"]) if part),
        details=tuple(
            detail
            for detail in (
                f"{part} {trace['part']}" if trace["total"] > 1 else "",
                "" if state is ValueState.OBSERVED else words(state.label),
                printed_on,
            )
            if detail
        ),
        url=reverse("synthesis:edition", kwargs={"slug": edition.slug}),
        is_invented=is_invented_network(edition.network),
    )


EMBED_CODE = EmbedCode(
    figure=lambda figure_id: f"{reverse('api:embed_code')}?{urlencode({'chiffre': figure_id})}",
    drawing=lambda page, name: f"{reverse('api:embed_code')}?{urlencode({'page': page, 'dessin': name})}",
)


def figure_object(figure: Figure) -> dict[str, Any]:
    """Return a figure with its coverage and where its trace is; unknown is null, never zero."""
    return {
        **figure_values(figure),
        "label_en": figure.label.en,
        "sentence": figure_sentence(figure),
        "territories": list(figure.territories),
        "part": figure.part.fr,
        "note": figure.note.fr if figure.note else None,
        "content_hash": figure.content_hash,
        "trace": f"/api/v1/figures/{figure.id}/trace",
    }


def trace_object(trace: Trace) -> dict[str, Any]:
    """Return the trace of a figure; `hidden_evidence` and `kept_evidence` say what is left out of it."""
    return {
        **trace_record(trace.figure, trace.cards, with_rows=True),
        "hidden_evidence": trace.hidden_cards,
        "kept_evidence": trace.kept,
        "dead_evidence": [f"{ref.kind}:{ref.key}" for ref in trace.dead],
    }
