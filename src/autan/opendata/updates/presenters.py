"""What the room registers and what its pages show; nothing is computed again here."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.evidence.figures.core.units import get_unit
from autan.ground.extension_points import DeskItem, DeskLine, MenuEntry, NetworkStep, NetworkStepView
from autan.ground.texts.language import day, name_some, number, signed_number, with_unit, words
from autan.ground.wordings import Sentence
from autan.opendata.data_quality.core.alerts import AlertSeverity, AlertState
from autan.opendata.data_quality.importers import quality_rules
from autan.opendata.data_quality.queries import alerts_of_territories
from autan.opendata.measures.core.addresses import date_of
from autan.opendata.measures.core.amounts import exact_text
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries.editions import HeldEdition, held_editions
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.models import ChosenSource, OwnValue
from autan.opendata.observatory.presenters.value_lines import view_line
from autan.opendata.observatory.queries.own_values import choices_of, current_holdings, own_values_of
from autan.opendata.observatory.queries.reviewed_alerts import led_sirens, review_alerts
from autan.opendata.observatory.queries.source_comparisons import value_side_by_side
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.core.reconciliation import Reconciliation
from autan.opendata.updates.queries.data_start import is_context_series
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.territories.networks.core.members import Member
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import network_members
from autan.territories.perimeters.core.departments import LARGER_PLACES, name_larger_place
from autan.territories.perimeters.lake.register import epci_of

# Lines of the desk: alerts that nobody has decided on, own values between which nobody has chosen.


def _lines(person: Person) -> Iterator[DeskItem]:
    sirens = led_sirens(person)
    yield from _alerts(sirens)
    yield from _own_values(sirens)


def _alerts(sirens: tuple[str, ...]) -> Iterator[DeskItem]:
    """One line for the questions that rules ask about the rows of the person's territories."""
    alerts = [
        alert
        for alert in (alerts_of_territories(sirens) if sirens else ())
        if quality_rules()[alert.rule].severity is AlertSeverity.ASK
    ]
    count = sum(reviewed.state in {AlertState.OPEN, AlertState.EARLIER} for reviewed in review_alerts(alerts))
    if count:
        message = ngettext("%(count)s donnée ouverte à vérifier", "%(count)s données ouvertes à vérifier", count)
        query = urlencode({"etat": AlertState.OPEN.value})
        yield DeskItem(
            title=message % {"count": count},
            url=f"{reverse('updates:quality')}?{query}",
            detail=_("Les accepter, les corriger ou les expliquer."),
        )


def _own_values(sirens: tuple[str, ...]) -> Iterator[DeskItem]:
    """One line for each territory that gave values between which and the providers' nobody has chosen."""
    holdings = current_holdings()
    for siren in sirens:
        count = sum(not value.chosen_by for value in holdings.get(siren, ()))
        if count:
            message = ngettext(
                "%(place)s\u00a0: %(count)s valeur propre sans choix",
                "%(place)s\u00a0: %(count)s valeurs propres sans choix",
                count,
            )
            yield DeskItem(
                title=message % {"place": find_territory(siren).short_name, "count": count},
                url=f"{reverse('observatory:energy', kwargs={'siren': siren})}#valeurs",
                detail=_("Dire laquelle est utilisée, celle du fournisseur ou la sienne."),
            )


DESK_LINE = DeskLine(build=_lines)


# Where the data of a network stand, for whoever coordinates it.


def data_step(slug: str, _reader: Any) -> NetworkStepView | None:
    """How many sources are held, how old the last copy is, and which members none covers. Two queries."""
    members = network_members(slug)
    if not members:
        return None
    editions = [edition for edition in held_editions() if edition.is_current]
    sources = {edition.snapshot.card.source for edition in editions}
    covered = {siren for edition in editions for siren in edition.covered}
    missing = [member.short_name for member in members if member.siren not in covered]
    known = _("Aucune donnée ouverte.")
    if editions:
        last = max(edition.snapshot.card.retrieved_on for edition in editions)
        count_text = ngettext("%(count)s source", "%(count)s sources", len(sources)) % {"count": number(len(sources))}
        known = _("%(sources)s, dernière copie le %(day)s.") % {"sources": count_text, "day": day(last)}
    return NetworkStepView(
        title=_("Données"),
        is_done=bool(editions) and not missing,
        known=known,
        lacks=(_("Sans donnée\u00a0: %(names)s.") % {"names": name_some(missing)},) if missing else (),
        url=f"{reverse('updates:open-data')}?reseau={slug}",
        label=_("Voir les données"),
    )


DATA_STEP = NetworkStep(rank=14, build=data_step, code="donnees", menu="updates:open-data")
DATA_ENTRY = MenuEntry(
    label=gettext_lazy("Données ouvertes"),
    url_name="updates:open-data",
    rank=71,
    under="evidence:library",
    network_key="reseau",
)


# One measure of a territory: the values of the provider and of the territory, and what was written about them.


def own_value_page(siren: str, measure: str, *, is_named: bool) -> dict[str, object]:
    """One measure of a territory with both values and everything that was written about it, with the names or not."""
    values = value_side_by_side(siren, measure)
    provider = next((value.provider for value in values if value.provider), None)
    written: list[OwnValue | ChosenSource] = [*own_values_of(siren, measure), *choices_of(siren, measure)]
    return {
        "measure": measure,
        "label": BASE_MEASURES[measure].label,
        "values": [(value, view_line(siren, value)) for value in values],
        "date": date_of(provider) if provider else "",
        "history": [
            _history_line(row, is_named=is_named) for row in sorted(written, key=lambda row: row.at, reverse=True)
        ],
    }


def _history_line(row: OwnValue | ChosenSource, *, is_named: bool) -> dict[str, Any]:
    if isinstance(row, OwnValue):
        act, value = Sentence("Valeur donnée"), exact_text(row.given_value, get_unit(row.given_unit))
    elif row.own_value_id:
        act, value = Sentence("Choix"), Sentence("valeur propre")
    else:
        act, value = Sentence("Choix"), Sentence("valeur du fournisseur")
    return {
        "title": words(Sentence("{act} pour {date}\u00a0: {value}", act=act, date=row.date, value=value)),
        "by": (row.by.name if is_named else "") if row.by else SYSTEM_NAME,
        "at": row.at,
        "reason": row.reason,
        "document": row.document if isinstance(row, OwnValue) else "",
    }


# Editions that the lake holds, in words: each with its age, its state and the members that it covers.


_DAYS_IN_MONTH = 30


def view_edition(edition: HeldEdition, *, members: Sequence[Member] = (), today: date) -> dict[str, Any]:
    """Give the words of one edition, and whether what other producers said is kept with it.

    `members`: members of the network that is looked at; empty when there is none.
    """
    card = edition.snapshot.card
    is_context = not edition.is_damaged and is_context_series(card)
    # nothing can be read of a damaged table, nor said of whom it covers
    concerned = () if edition.is_damaged or is_context else members
    missing = tuple(member.short_name for member in concerned if member.siren not in edition.covered)
    covered = _("%(known)d sur %(total)d") % {"known": len(concerned) - len(missing), "total": len(concerned)}
    return {
        "edition": edition,
        "card": card,
        "is_reconciled": edition.snapshot.reconciliation.is_file(),
        "age": _age((today - card.retrieved_on).days),
        "covered": _("régions ou France") if is_context else covered if concerned else "",
        "missing": missing,
        "state": _state(edition),
    }


def view_pair(pair: Reconciliation) -> dict[str, object]:
    """What two producers say of the same places, in words; the widest gaps of a long list alone."""
    lines = [
        {"place": _place_words(place), "value": own, "other": other, "gap": _gap_words(gap)}
        for place, own, other, gap in pair.rows.head(MOST_GAPS).iter_rows()
    ]
    gaps = {name: _gap_words(gap) for name, gap in (("low", pair.low), ("middle", pair.middle), ("high", pair.high))}
    count = pair.rows.height
    return {
        "label": pair.label,
        "other": _source_words(pair.other),
        "count": count,
        "left": count - len(lines),
        "lines": lines,
        **gaps,
    }


MOST_GAPS = 100


def _source_words(name: str) -> str:
    """A source by its producer and title, then its edition where it has one."""
    source, _space, edition = name.partition(" ")
    card = shipped_cards().get(source)
    return f"{card.producer}, «\u202f{card.title}\u202f» {edition}".strip() if card else name


def _place_words(place: str) -> str:
    """A territory or a municipality by its name, a region with its year."""
    code, _space, rest = place.partition(" ")
    body = epci_of(PERIMETER_VINTAGE).get(code)
    name = (
        body.name
        if body
        else name_larger_place(f"{LARGER_PLACES['region']}{code}")[0] or current_perimeter().name_of(code)
    )
    return f"{name} {rest}".strip()


def _gap_words(gap: float) -> str:
    return with_unit(signed_number(gap * 100, decimals=1), "%")


def _state(edition: HeldEdition) -> str:
    if edition.is_damaged:
        return _("endommagée")
    return _("en usage") if edition.is_current else _("remplacée")


def _age(days: int) -> str:
    """Days, or months beyond two."""
    if days > 2 * _DAYS_IN_MONTH:
        months = days // _DAYS_IN_MONTH
        return ngettext("il y a %(count)d mois", "il y a %(count)d mois", months) % {"count": months}
    if days <= 0:
        return _("aujourd’hui")
    return ngettext("il y a %(count)d jour", "il y a %(count)d jours", days) % {"count": days}
