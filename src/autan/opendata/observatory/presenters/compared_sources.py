"""Several sources of one quantity side by side, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.figures import alike_figures, present_period
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.opendata.measures.queries.editions import latest_cards
from autan.opendata.observatory.core.energy_table import ComparedRow, ComparedSource, GapSummary, SourceComparison
from autan.opendata.observatory.presenters.value_lines import format_difference, format_gap

type Cells = tuple[tuple[Figure | None, str], ...]

_TITLES = {
    "ghg": Sentence("Émissions de gaz à effet de serre par secteur"),
    "energy": Sentence("Consommation d’énergie finale par secteur"),
    "homes": Sentence("Électricité livrée, logements"),
    "renewable": Sentence("Électricité renouvelable par filière"),
}
_METHODS = {
    "ore-communes": Sentence("livraisons des gestionnaires de réseau"),
    "ore-homes-epci": Sentence("livraisons des gestionnaires de réseau"),
    "odre-register": Sentence("électricité injectée sur le réseau en douze mois, autoconsommation exclue"),
}
_FILED = Sentence("production déclarée par la collectivité au diagnostic")


def view_comparison(comparison: SourceComparison) -> dict[str, Any]:
    """Give the words of a comparison."""
    headings = [
        (_title(source), words(source.accounting.label if source.accounting else _METHODS.get(source.source, _FILED)))
        for source in comparison.sources
    ]
    total = comparison.total
    rows = _view_rows([*comparison.rows, *([total] if total else ())])
    return {
        "code": comparison.code,
        "title": words(_TITLES[comparison.code]),
        "headings": tuple(headings),
        "rows": tuple(rows[:-1] if total else rows),
        "total": rows[-1] if total else None,
        "sentences": (
            *(
                _describe_summary(summary, title, headings[0][0], comparison)
                for (title, _words), summary in zip(headings[1:], comparison.summaries, strict=True)
                if summary is not None
            ),
            *(
                _describe_years_apart(title, headings[0][0])
                for (title, _words), is_apart in zip(headings[1:], comparison.years_apart, strict=True)
                if is_apart
            ),
        ),
        "is_total_partial": total is not None
        and any(gap is None and summary for gap, summary in zip(total.gaps, comparison.summaries, strict=True)),
        "has_gaps": any(gap for row in comparison.rows for gap in row.gaps),
    }


def _title(source: ComparedSource) -> str:
    """Producer and date of a source; number and year of a filing."""
    periods = {figure.period for figure in source.figures.values()}
    period = present_period(next(iter(periods)))
    if source.filing:
        message = _("PCAET déposé, démarche %(id)s") % {"id": source.filing}
        if source.twins:
            twins = ", ".join(map(str, source.twins))
            message = _("PCAET déposé, démarche %(id)s (identique\u00a0: %(twins)s)") % {
                "id": source.filing,
                "twins": twins,
            }
        return f"{message}, {period}" if len(periods) == 1 and period else message
    card = latest_cards().get(source.source)
    return f"{card.producer if card else source.source}, {period}"


def _view_rows(rows: Sequence[ComparedRow]) -> list[tuple[str, Cells]]:
    """The rows, their figures in one size of the unit."""
    alike = iter(alike_figures(figure for row in rows for figure in row.figures))
    return [_view_row(row, [next(alike) for _figure in row.figures]) for row in rows]


def _view_row(row: ComparedRow, shown: Sequence[Figure | None]) -> tuple[str, Cells]:
    gaps = ["", *(format_gap(gap, row.figures[0]) for gap in row.gaps)]
    return words(row.label), tuple(zip(shown, gaps, strict=True))


def _describe_years_apart(name: str, first: str) -> str:
    return _(
        "«\u202f%(name)s\u202f» et «\u202f%(first)s\u202f» ne portent pas sur la même année\u00a0: ce n’est pas un "
        "désaccord entre deux sources, et aucun écart n’est donné."
    ) % {"name": name, "first": first}


def _describe_summary(summary: GapSummary, name: str, first: str, comparison: SourceComparison) -> str:
    model = next(row.figures[0] for row in comparison.rows if row.figures[0] is not None)
    return ngettext(
        "«\u202f%(name)s\u202f» face à «\u202f%(first)s\u202f», sur leur seule ligne commune\u00a0: écart net %(net)s.",
        "«\u202f%(name)s\u202f» face à «\u202f%(first)s\u202f», sur les %(parts)s lignes que les deux connaissent"
        "\u00a0: écart net %(net)s, somme des écarts absolus %(absolute)s.",
        summary.parts,
    ) % {
        "name": name,
        "first": first,
        "parts": summary.parts,
        "net": format_gap(summary.net, model),
        "absolute": format_difference(summary.absolute, model),
    }
