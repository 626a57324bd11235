"""The one page of a territory or a network on A4: tagged, archivable, the same bytes when made twice on one day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.charts import MapSpec
from autan.evidence.figures.presenters.figures import FigureView
from autan.ground.documents.renderers.printing import print_pdf
from autan.ground.texts.language import current_language, day, typeset, words
from autan.instance.site.presenters.digest import DigestView, printed_address, sheet_code
from autan.territories.charts.renderers.drawing_sheets import draw_for_print
from autan.territories.charts.renderers.svg import NoContourError

_TEMPLATE = Path(__file__).parent / "typst" / "digest.typ"
_LISTS = ("findings", "plan", "money", "decided", "asked")


def print_digest(view: DigestView, *, on: date, full_url: Callable[[str], str]) -> bytes:
    """Return the page as PDF/UA-1 and PDF/A-2a, in the current language.

    A sign that no font at hand draws is written by its number.
    """
    return print_pdf(_TEMPLATE, _data(view, on, full_url), on=on)


def _data(view: DigestView, on: date, full_url: Callable[[str], str]) -> dict[str, Any]:
    network = typeset(words(view.network.name)) if view.network else ""
    return {
        "language": current_language(),
        "date": [on.year, on.month, on.day],
        "name": typeset(view.name),
        "kicker": " · ".join(part for part in (view.kind, network) if part),
        "invented": _("Inventé pour essayer\u00a0: rien ici ne décrit une vraie collectivité.")
        if view.is_invented
        else "",
        "map": _drawing(view.drawn),
        "figures": [_figure(figure, full_url) for figure in view.figures],
        "sources": "\u202f; ".join(view.sources),
        **{name: [{"words": line.words, "url": full_url(line.url)} for line in getattr(view, name)] for name in _LISTS},
        "more_asked": view.more_asked,
        "asked_by": view.asked_by,
        "missing": list(view.missing),
        "more_missing": view.more_missing,
        "words": {
            "findings": _("Ce que l’on constate"),
            "plan": _("Le plan, ses dates, ses objectifs"),
            "no_plan": _("Aucun plan n’est connu ici\u202f; cela ne dit pas qu’il n’y en a pas."),
            "money": _("Ce qu’il coûte, et qui paie"),
            "no_money": _("Non connu ici."),
            "decided": _("Ce que le réseau a décidé"),
            "no_decided": _("Aucune décision n’est connue ici."),
            "asked": _("Ce qui est demandé au réseau"),
            "nothing_asked": _("Aucune demande n’est connue."),
            "missing": _("Ce qui manque"),
            "nothing_missing": _("Rien de ce que cette page demande ne manque."),
            "sources": _("Sources"),
            "foot": _("Chaque chiffre souligné mène à sa preuve. Calculé et imprimé le %(day)s, code %(code)s\u00a0:")
            % {"day": day(on), "code": sheet_code(view)},
            "since": _("ce qui a changé depuis"),
        },
        "since_url": full_url(printed_address(view, on)),
    }


def _figure(figure: FigureView, full_url: Callable[[str], str]) -> dict[str, Any]:
    return {
        "label": figure.label,
        "number": figure.number,
        "unit": figure.unit,
        "is_known": figure.is_known,
        "facts": " · ".join(part for part in (figure.period, figure.coverage, figure.own) if part),
        "state": " · ".join(part for part in (figure.state if figure.is_known else "", figure.caution) if part),
        "url": full_url(figure.trace_url),
    }


def _drawing(spec: MapSpec | None) -> dict[str, str] | None:
    """The map as SVG with its words; None where none of its places has a contour."""
    if spec is None:
        return None
    try:
        svg = draw_for_print(spec)
    except NoContourError:
        return None
    title, sentence = typeset(words(spec.title)), typeset(words(spec.sentence))
    return {"svg": svg, "title": title, "sentence": sentence, "source": typeset(words(spec.source))}
