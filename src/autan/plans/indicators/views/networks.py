"""Indicators over a network: what members publish, one definition across them, the troubles counted; the catalogue."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from autan.ground.errors import NotAllowedError
from autan.ground.lists.presenters import Column, DeclaredList
from autan.people.accounts.access import guarded, public, signed_in
from autan.plans.indicators.core.findings import HEALTH_RULES, Trouble
from autan.plans.indicators.core.values import YearFilter
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.presenters.member_charts import panels_chart, slope_chart, slope_rows, strip_chart
from autan.plans.indicators.presenters.pages import catalogue_groups, inputs_words
from autan.plans.indicators.queries.networks import MOST_DRAWN, followed_codes, network_indicator, trouble_figures
from autan.territories.networks.queries.networks import get_network, network_members

VALUES = DeclaredList(
    size=50,
    caption=_("Les membres"),
    filter=YearFilter,
    columns=(Column(code="member", label=_("Membre")), Column(code="value", label=_("Valeur"))),
)
HEALTH = DeclaredList(size=100)


@public
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Every definition that ships, with its unit, its formula, its source and the text that asks for it."""
    return render(request, "indicators/catalogue.html", {"groups": catalogue_groups()})


@public
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """The definitions that members of a network publish, and by how many of them."""
    network_record = get_network(slug)
    codes = [(catalogue()[code], count) for code, count in followed_codes(slug).items()]
    context = {
        "network": network_record,
        "codes": codes,
        "total": len(network_members(slug)),
        "reads_health": request.user.has_perm("indicators.read_network_health", network_record),
    }
    return render(request, "indicators/network.html", context)


@public
def network_definition(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One definition across the members, at one year: each member by name, and the change since the first."""
    indicator = network_indicator(slug, code, YearFilter.read(request.GET).year)
    is_drawn = len(indicator.members) <= MOST_DRAWN
    listing = VALUES.page(
        request.GET,
        list(indicator.members),
        show=lambda sirens: [(indicator.names[siren], siren, indicator.members[siren]) for siren in sirens],
        chosen=YearFilter(year=indicator.year),
        offered={"year": [(str(year), str(year)) for year in reversed(indicator.years)]},
    )
    context = {
        "network": indicator.network,
        "shown": indicator,
        "chart": strip_chart(indicator) if is_drawn else None,
        "listing": listing,
        "slope": slope_rows(indicator) if is_drawn else [],
        "slope_drawing": slope_chart(indicator) if is_drawn else None,
        "panels": panels_chart(indicator),
        "inputs": inputs_words(indicator.definition),
        "first_year": indicator.years[0] if indicator.years else None,
    }
    return render(request, "indicators/network_definition.html", context)


@guarded("the health of the indicators of members is read by those of the network")
@signed_in
def network_health_page(request: HttpRequest, slug: str) -> HttpResponse:
    """How many members have each trouble, and which."""
    network_record = get_network(slug)
    if not request.user.has_perm("indicators.read_network_health", network_record):
        raise NotAllowedError("le contrôle des indicateurs des membres est lu par les personnes du réseau")
    figures, findings = trouble_figures(network_record, today=timezone.localdate())
    names = {member.siren: member.short_name for member in network_members(slug)}
    counts = Counter((finding.siren, finding.rule.trouble) for finding in findings)
    rules = Counter(finding.code for finding in findings)
    troubled = {finding.siren for finding in findings}
    context = {
        "network": network_record,
        "figures": figures,
        "troubles": list(Trouble),
        "listing": HEALTH.page(
            request.GET,
            [siren for siren in names if siren in troubled],
            show=lambda sirens: [
                (siren, names[siren], [(trouble, counts[siren, trouble]) for trouble in Trouble]) for siren in sirens
            ],
        ),
        "rules": [(HEALTH_RULES[code], count) for code, count in rules.most_common()],
    }
    return render(request, "indicators/network_health.html", context)
