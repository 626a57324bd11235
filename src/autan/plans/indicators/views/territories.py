"""Indicators of a territory: the list, one of them, the grid of a year, files, the health check."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.grids.presenters import Grid
from autan.evidence.grids.views import GridPage
from autan.evidence.imports.views import answer_import
from autan.ground.texts.core.notation import read_whole
from autan.ground.web.forms.sending import report_outcome, show_form
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.plans.indicators.actions.indicators import indicator_ref
from autan.plans.indicators.actions.reminders import late_indicators, remind_owners
from autan.plans.indicators.actions.value_imports import COLUMNS, MORE_COLUMNS, values_import
from autan.plans.indicators.actions.values import record_values, review_finding
from autan.plans.indicators.core.definitions import IndicatorDefinition
from autan.plans.indicators.core.findings import MOST_KEY
from autan.plans.indicators.core.values import FIRST_YEAR
from autan.plans.indicators.forms import ReviewForm, ValuesFileForm, read_values, values_grid
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.presenters.pages import (
    FEEDS,
    feed_of,
    indicator_rows,
    inputs_words,
    readable_unit,
    series_view,
    target_words,
    value_lines,
    value_rows,
    without_identifier,
)
from autan.plans.indicators.queries.indicators import (
    definition_of,
    find_indicator,
    given_figures,
    health_of,
    history_of_values,
    indicators_of,
    reviewed,
    reviews_of,
    series_figures,
)
from autan.plans.indicators.queries.networks import peers_median
from autan.plans.plans.exporters import TableFormat, write_table
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_territory

_READS = "an indicator that is not published is read by those of its territory and networks"
_GIVES = "the right is that of giving the values of this territory"
_CHOOSES = "the right is that of choosing what this territory follows"


@public
def indicators(request: HttpRequest, siren: str) -> HttpResponse:
    """What a territory follows, key indicators first."""
    place = find_territory(siren)
    followed = indicators_of(place, reader=request.user) if place.pk else []
    may_choose = request.user.has_perm("indicators.choose_indicators", place)
    findings = reviewed(health_of([place], today=timezone.localdate()), place) if may_choose else []
    context = {
        "place": place,
        "rows": indicator_rows(followed),
        "has_too_many": sum(entry.is_key for entry in followed) > MOST_KEY,
        "most": MOST_KEY,
        "may_choose": may_choose,
        "may_give": request.user.has_perm("indicators.give_values", place),
        "open_findings": sum(finding.is_open for finding in findings),
        "formats": list(TableFormat),
        "without_identifier": without_identifier(followed),
    }
    return render(request, "indicators/territory.html", context)


@guarded(_READS)
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator: what is known year by year, towards what, for which action, and what is wrong with it."""
    record = find_indicator(slug, reader=request.user)
    definition, figures, place = definition_of(record), series_figures(record), record.territory
    may_choose = request.user.has_perm("indicators.choose_indicators", place)
    unit = readable_unit(definition, figures.values())
    own = given_figures(record) if record.reads_measure else {}
    knows = request.user.has_perm("indicators.give_values", place)
    findings = reviewed(health_of([place], today=timezone.localdate()), place) if knows else []
    context = {
        "indicator": record,
        "place": place,
        "definition": definition,
        "feed": FEEDS[feed_of(record, definition)],
        "inputs": inputs_words(definition) if feed_of(record, definition) == "formula" else "",
        "figures": value_lines(figures, own),
        "has_own": bool(own),
        "view": series_view(record, definition, figures, unit),
        "median": peers_median(record, max(figures, default=0)),
        "targets": [target_words(target_point, definition, unit) for target_point in record.target_points],
        "findings": [finding for finding in findings if finding.finding.subject == slug],
        "given": history_of_values(record) if knows else [],
        "may_choose": may_choose,
        "knows": knows,
        "ref": indicator_ref(record) if knows else None,
    }
    return render(request, "indicators/indicator.html", context)


def _given_territory(request: HttpRequest, siren: str) -> Territory:
    place = find_territory(siren)
    require_right(person_of(request), "indicators.give_values", on=place)
    return place


@guarded_form(_GIVES)
def grid(request: HttpRequest, siren: str) -> HttpResponse:
    """The grid of a year: one line an indicator whose values are given; what is wrong is said in its cell."""
    place, today = _given_territory(request, siren), timezone.localdate()
    year = read_whole(request.POST.get("year") or request.GET.get("annee") or "") or 0
    is_year = FIRST_YEAR <= year <= today.year
    if not is_year:
        year = today.year - 1

    def save(typed: Grid) -> str:
        year_values = read_values(typed, year)
        if typed.refused:
            return ""
        count = record_values(by=person_of(request), territory=place, year_values=year_values)
        return ngettext("%d valeur enregistrée.", "%d valeurs enregistrées.", count) % count

    return GridPage(
        request=request,
        grid=values_grid(_typed_values(request, place), year),
        save=save,
        template="indicators/grid.html",
        file=f"indicateurs-{siren}-{year}",
        query=f"annee={year}",
        refusal="" if is_year else _("Choisissez une année."),
        context={"place": place, "year": year, "years": list(range(today.year, FIRST_YEAR - 1, -1))},
    ).answer()


def _typed_values(request: HttpRequest, place: Territory) -> list[tuple[Indicator, IndicatorDefinition]]:
    pairs = [(record, definition_of(record)) for record in indicators_of(place, reader=request.user)]
    return [(record, definition) for record, definition in pairs if feed_of(record, definition) == "given"]


@guarded_form(_GIVES)
def import_values(request: HttpRequest, siren: str) -> HttpResponse:
    """Take values in from a table or pasted cells, after a preview."""
    place = _given_territory(request, siren)
    context = {"place": place, "columns": COLUMNS, "more": MORE_COLUMNS}
    importing, next_url = values_import(person_of(request), place), reverse("indicators:territory", args=[siren])
    return answer_import(
        request, importing, "indicators/import_values.html", context, form=ValuesFileForm, next_url=next_url
    )


@public
def values_file(request: HttpRequest, siren: str, extension: str) -> HttpResponse:
    """The values of a territory that the reader may read, as a table that can be taken in again."""
    return _values_file(request, siren, extension, "indicateurs")


@public
def national_file(request: HttpRequest, siren: str, extension: str) -> HttpResponse:
    """The same by the identifiers and in the units of the national list; what has none is named on the page before."""
    return _values_file(request, siren, extension, "indicateurs-identifiants-nationaux", is_national=True)


def _values_file(
    request: HttpRequest, siren: str, extension: str, name: str, *, is_national: bool = False
) -> HttpResponse:
    file_format, place = TableFormat.of(extension), find_territory(siren)
    followed = indicators_of(place, reader=request.user) if place.pk else []
    rows = value_rows(followed, is_national=is_national)
    content = write_table(rows, name="valeurs", file_format=file_format)
    return attached(content, f"{name}-{siren}.{extension}", file_format.media_type)


@guarded_act(_CHOOSES)
def remind(request: HttpRequest, siren: str) -> HttpResponse:
    """Write to the owners of the indicators that wait for a value."""
    place, today = find_territory(siren), timezone.localdate()
    with report_outcome(request):
        reminders = remind_owners(by=person_of(request), territory=place, site=settings.AUTAN_SITE, today=today)
        written = (
            ngettext("%d personne a un rappel.", "%d personnes ont un rappel.", reminders.written) % reminders.written
        )
        messages.success(request, f"{written} {_('Une même personne n’en reçoit qu’un par semaine.')}")
        if reminders.unreachable:
            message = ngettext(
                "%d indicateur en retard n’a personne à qui écrire.",
                "%d indicateurs en retard n’ont personne à qui écrire.",
                reminders.unreachable,
            )
            messages.warning(request, message % reminders.unreachable)
    return redirect("indicators:health", siren=siren)


@guarded_form(_CHOOSES)
def health(request: HttpRequest, siren: str) -> HttpResponse:
    """The health check of a territory: each finding with its evidence and what to do, accepted or explained."""
    place = find_territory(siren)
    require_right(person_of(request), "indicators.choose_indicators", on=place)
    findings = reviewed(health_of([place], today=timezone.localdate()), place)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        finding = next(
            (finding.finding for finding in findings if finding.finding.fingerprint == data["finding"]), None
        )
        if finding is None:
            messages.error(request, _("Ce constat a changé depuis\u202f; regardez-le de nouveau."))
        else:
            is_accepted = data["decision"] == "accept"
            review_finding(
                by=person_of(request), territory=place, finding=finding, is_accepted=is_accepted, reason=data["reason"]
            )
            messages.success(request, _("Votre décision est enregistrée."))
        return redirect("indicators:health", siren=siren)
    labels = {record.slug: definition_of(record).label for record in indicators_of(place, reader=request.user)}
    return show_form(
        request,
        form,
        "indicators/health.html",
        place=place,
        findings=[(finding, labels.get(finding.finding.subject)) for finding in findings],
        open_count=sum(finding.is_open for finding in findings),
        reviews=reviews_of(place),
        late_count=len(late_indicators(place, today=timezone.localdate())),
        followed=len(labels),
    )
