"""Lines of the desk: alerts that nobody has decided on, own values between which nobody has chosen."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.ground.extension_points import DeskItem, DeskLine
from autan.opendata.data_quality.core.decisions import AlertState
from autan.opendata.data_quality.core.rules import AlertSeverity
from autan.opendata.data_quality.importers.quality_rules import quality_rules
from autan.opendata.data_quality.queries.alerts import alerts_of_territories
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.opendata.observatory.queries.reviewed_alerts import led_sirens, review_alerts
from autan.people.accounts.models import Person
from autan.territories.networks.queries.bodies import find_territory


def _lines(person: Person) -> Iterator[DeskItem]:
    sirens = led_sirens(person)
    yield from _alerts(sirens)
    yield from _own_values(sirens)


def _alerts(sirens: tuple[str, ...]) -> Iterator[DeskItem]:
    """One line for the questions that rules ask about the rows of the person's territories."""
    asked = [
        alert
        for alert in (alerts_of_territories(sirens) if sirens else ())
        if quality_rules()[alert.rule].severity is AlertSeverity.ASK
    ]
    count = sum(reviewed.state in {AlertState.OPEN, AlertState.EARLIER} for reviewed in review_alerts(asked))
    if count:
        said = ngettext("%(count)s donnée ouverte à vérifier", "%(count)s données ouvertes à vérifier", count)
        query = urlencode({"etat": AlertState.OPEN.value})
        yield DeskItem(
            title=said % {"count": count},
            url=f"{reverse('updates:quality')}?{query}",
            detail=_("Les accepter, les corriger ou les expliquer."),
        )


def _own_values(sirens: tuple[str, ...]) -> Iterator[DeskItem]:
    """One line for each territory that gave values between which and the providers' nobody has chosen."""
    held = current_holdings()
    for siren in sirens:
        count = sum(not value.chosen_by for value in held.get(siren, ()))
        if count:
            said = ngettext(
                "%(place)s\u00a0: %(count)s valeur propre sans choix",
                "%(place)s\u00a0: %(count)s valeurs propres sans choix",
                count,
            )
            yield DeskItem(
                title=said % {"place": find_territory(siren).short_name, "count": count},
                url=f"{reverse('observatory:energy', kwargs={'siren': siren})}#valeurs",
                detail=_("Dire laquelle est utilisée, celle du fournisseur ou la sienne."),
            )


DESK_LINE = DeskLine(build=_lines)
