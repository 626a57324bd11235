"""What the room gives to the one page of a territory or a network: figures, findings, and what no source tells."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.figures import FigureView, present_figure
from autan.ground.extension_points import DigestFigure, DigestLine, DigestPart, NetworkDigest, TerritoryDigest
from autan.ground.texts.language import typeset, words
from autan.opendata.measures.queries.editions import joined_credit
from autan.opendata.measures.queries.indicators import indicators_of
from autan.opendata.observatory.core.composition import RANGE
from autan.opendata.observatory.core.ratios import ELECTRICITY, PER_INHABITANT, RENEWABLE, known_measures
from autan.opendata.observatory.presenters.energy_page import absences_of
from autan.opendata.observatory.presenters.territory_brief import Leader, leader_of
from autan.opendata.observatory.queries.figures import figures_by_measure, network_figures_by_measure
from autan.opendata.sources.core.codes import RENEWABLE_SOURCES, Sector
from autan.territories.networks.queries.bodies import invented_sirens
from autan.territories.networks.queries.networks import get_network

_MEASURES = (
    ELECTRICITY,
    PER_INHABITANT,
    RENEWABLE,
    ("dpe_f_g_share",),
    ("bill_homes_per_dwelling", "capacity_solar_pv"),
)


def _build(siren: str, _reader: Any) -> DigestPart:
    """Return the part of any reader; no figure of an invented territory, since nothing of the kind was made up."""
    if invented_sirens([siren]):
        return _invented_part()
    figures = figures_by_measure(siren)
    return _part(figures, missing=absences_of(figures, indicators_of(siren)))


def _of_network(slug: str, _reader: Any) -> DigestPart:
    return _invented_part() if get_network(slug).is_invented else _part(network_figures_by_measure(slug), missing=[])


def _invented_part() -> DigestPart:
    return DigestPart(missing=[_("Énergie et climat\u00a0: rien n’en a été imaginé")])


def _part(figures: Mapping[str, Figure], missing: list[str]) -> DigestPart:
    known = [figures[code] for code in known_measures(figures, _MEASURES) if code in figures]
    return DigestPart(
        figures=[DigestFigure(figure=figure, source=joined_credit(figure)) for figure in known],
        findings=list(findings_of(figures)),
        missing=missing,
    )


def findings_of(figures: Mapping[str, Figure]) -> Iterator[DigestLine]:
    """What comes first, where it surely does, then how members range, labels, and what homes pay."""
    if sector := leader_of(figures, {f"ghg_{sector.value}": sector.label for sector in Sector}, "ghg_total"):
        whole, of_known = _("Premier secteur émetteur"), _("Premier secteur émetteur parmi les valeurs connues")
        yield _first(of_known if sector.is_of_known else whole, sector)
    if source := leader_of(figures, {f"production_{source.value}": source.label for source in RENEWABLE_SOURCES}):
        whole = _("Première électricité renouvelable injectée")
        of_known = _("Première électricité renouvelable injectée parmi les valeurs connues")
        yield _first(of_known if source.is_of_known else whole, source)
    for code, label in (
        (f"ghg_per_inhabitant{RANGE}", _("Émissions par habitant, selon le membre")),
        ("dpe_f_g_share", _("Diagnostics de logements d’étiquette F ou G")),
        ("bill_homes_per_dwelling", _("Facture d’électricité et de gaz des logements, estimée")),
    ):
        if (figure := figures.get(code)) is not None and figure.is_known:
            view = present_figure(figure)
            sentence = _("%(what)s\u00a0: %(amount)s (%(period)s).")
            fields = {"what": label, "amount": view.spoken, "period": _period_words(figure, view)}
            yield DigestLine(words=typeset(sentence % fields), url=view.trace_url)


def _period_words(figure: Figure, view: FigureView) -> str:
    """When an amount was, and of how many it speaks when not of all."""
    return f"{view.period}, {view.coverage}" if figure.known < figure.total else view.period


def _first(label: str, leader: Leader) -> DigestLine:
    view = present_figure(leader.figure)
    sentence = _("%(what)s\u00a0: %(part)s, %(amount)s (%(period)s).")
    period = _period_words(leader.figure, view)
    fields = {"what": label, "part": words(leader.label).lower(), "amount": view.spoken, "period": period}
    return DigestLine(words=typeset(sentence % fields), url=view.trace_url)


ENERGY_DIGEST = TerritoryDigest(rank=20, build=_build)
ENERGY_NETWORK_DIGEST = NetworkDigest(rank=20, build=_of_network, opens_home=True)
